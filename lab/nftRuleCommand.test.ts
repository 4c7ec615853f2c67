import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { NftTable, RuleVerb } from '@vethscope/model';
import { nftRuleCommand } from '@vethscope/model';
import { readSnapshot } from '@vethscope/parsers';
import { expect, it } from 'vitest';
import { describeInLab } from './describeInLab.ts';

const RULESET = readFileSync(
  new URL(
    '../packages/parsers/src/commands/nft/fixtures/same-ruleset/debian12-nftables-1.0.6--edge.txt',
    import.meta.url,
  ),
  'utf8',
);

/** What a command prints in a namespace that holds the ruleset, after the script. */
function printedAfter(script: string, command: string): string {
  return execFileSync('unshare', ['-n', 'sh'], {
    input: `set -e; ip link set lo up; nft -f - <<'END'\n${RULESET}END\n${script}\n${command}`,
    encoding: 'utf8',
  });
}

function tablesIn(text: string, command: string): readonly NftTable[] {
  const path = `host/${command.replaceAll(' ', '_')}`;
  const { nodes } = readSnapshot([{ name: 'a', files: [{ path, text }], diagnostics: [] }]);
  return nodes[0]?.namespaces[0]?.nftTables ?? [];
}

function commands(tables: readonly NftTable[], verb: RuleVerb): readonly string[] {
  return tables.flatMap((table) =>
    (table.chains ?? []).flatMap(({ name, rules }) =>
      rules.map((rule) => {
        const command = nftRuleCommand(table, name, rule, verb);
        return command.kind === 'command' ? command.text : `unknown: ${command.why}`;
      }),
    ),
  );
}

/** Without what rules counted. */
const STATELESS = 'nft -s list ruleset';
const BEFORE = 'nft list ruleset';

describeInLab('a rule of nftables as a command', () => {
  const flush = 'nft flush table inet edge; nft flush table netdev dev';

  it.each(['nft -j list ruleset', 'nft -a list ruleset'])(
    'read from “%s” makes the same rules of all of them again',
    (command) => {
      const tables = tablesIn(printedAfter('', command), command);
      const before = printedAfter('', STATELESS);
      for (const verb of ['append', 'insert'] as const) {
        const script = [flush, ...commands(tables, verb)].join('\n');
        expect(printedAfter(script, STATELESS)).toBe(before);
      }
    },
  );

  it('goes back to its place between others', () => {
    const command = 'nft -j list ruleset';
    const tables = tablesIn(printedAfter('', command), command);
    const [chain] = tables.flatMap(({ chains = [] }) => chains.filter(({ rules }) => rules[8]));
    const table = tables.find(({ chains = [] }) => chain && chains.includes(chain));
    if (!table || !chain) throw new Error('there is no long chain');
    for (const rule of [chain.rules[0], chain.rules[4], chain.rules.at(-1)]) {
      if (!rule) throw new Error('there is no rule');
      const [away, again] = (['delete', 'insert'] as const).map((verb) =>
        nftRuleCommand(table, chain.name, rule, verb),
      );
      if (away?.kind !== 'command' || again?.kind !== 'command') throw new Error('no command');
      expect(printedAfter(`${away.text}\n${again.text}`, STATELESS)).toBe(
        printedAfter('', STATELESS),
      );
    }
  });

  it('takes them all away by their handles', () => {
    const tables = tablesIn(printedAfter('', 'nft -a list ruleset'), 'nft -a list ruleset');
    const left = tablesIn(printedAfter(commands(tables, 'delete').join('\n'), BEFORE), BEFORE);
    expect(left.map(({ rules }) => rules)).toEqual([0, 0]);
  });
});
