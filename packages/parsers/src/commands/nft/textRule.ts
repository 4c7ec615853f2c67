import type { NftRule } from '@vethscope/model';

/**
 * A rule as `nft list ruleset` prints it, kept whole: `ip saddr @blocklist counter name "blocked" jump
 * refused # handle 20`. Of its statements only the chains that it leads to are looked for.
 */
export function textRule(line: string): Pick<NftRule, 'handle' | 'statements'> {
  const [, text = line, handle] = /^(.*?)(?: # handle (\d+))?$/.exec(line) ?? [];
  // What stands in quotes is somebody's text: comment "jump over".
  const bare = text.replace(/"(?:[^"\\]|\\.)*"/g, '""');
  const jumps = [...bare.matchAll(/\b(jump|goto) ([^\s,}]+)/g)].map(([, kind, chain = '']) => ({
    kind: kind === 'goto' ? ('goto' as const) : ('jump' as const),
    chain,
  }));
  return {
    ...(handle !== undefined && { handle: Number(handle) }),
    statements: [{ kind: 'rule', text, ...(jumps.length > 0 && { jumps }) }],
  };
}
