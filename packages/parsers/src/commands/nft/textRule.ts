import type { NftJump, NftRule } from '@vethscope/model';

/**
 * A rule as `nft list ruleset` prints it, kept whole: `ip saddr @blocklist counter name "blocked" jump
 * refused comment "x" # handle 20`, but its comment. Of its statements only the chains that it leads to are looked for.
 */
export function textRule(
  line: string,
): Pick<NftRule, 'handle' | 'comment' | 'counters' | 'statements'> {
  const [, printed = line, comment, handle] =
    /^(.*?)(?: comment "([^"]*)")?(?: # handle (\d+))?$/.exec(line) ?? [];
  // counter packets 3 bytes 180: what it has counted is no part of what the rule says.
  const [, packets, bytes] = COUNTER.exec(printed) ?? [];
  const text = printed.replace(COUNTER, 'counter');
  const jumps = jumpsInText(text);
  return {
    ...(handle !== undefined && { handle: Number(handle) }),
    ...(comment !== undefined && { comment }),
    ...(packets !== undefined && {
      counters: { packets: Number(packets), bytes: Number(bytes), rounded: false },
    }),
    statements: [{ kind: 'rule', text, ...(jumps.length > 0 && { jumps }) }],
  };
}

const COUNTER = /(?<=^|\s)counter packets (\d+) bytes (\d+)(?=\s|$)/;

/** Chains that a printed rule, or an element of a verdict map, leads to. */
export function jumpsInText(text: string): readonly NftJump[] {
  // What stands in quotes is somebody's text: comment "jump over".
  const bare = text.replace(/"(?:[^"\\]|\\.)*"/g, '""');
  return [...bare.matchAll(/\b(jump|goto) ([^\s,}]+)/g)].map(([, kind, chain = '']) => ({
    kind: kind === 'goto' ? ('goto' as const) : ('jump' as const),
    chain,
  }));
}
