import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { NftTable } from '@vethscope/model';
import { readSnapshot } from '@vethscope/parsers';
import { expect, it } from 'vitest';
import { describeInLab } from './describeInLab.ts';

const RULESET = new URL(
  '../packages/parsers/src/commands/nft/fixtures/same-ruleset/debian12-nftables-1.0.6--edge.txt',
  import.meta.url,
);

/** What this machine's nft prints of the ruleset, loaded into a namespace of its own. */
function printedBy(command: string): readonly NftTable[] {
  const text = execFileSync(
    'unshare',
    ['-n', 'sh', '-c', `ip link set lo up; nft -f - && ${command}`],
    {
      input: readFileSync(RULESET),
      encoding: 'utf8',
    },
  );
  const path = `host/${command.replaceAll(' ', '_')}`;
  const { nodes, diagnostics } = readSnapshot([
    { name: 'a', files: [{ path, text }], diagnostics: [] },
  ]);
  expect(diagnostics.filter(({ severity }) => severity !== 'info')).toEqual([]);
  return nodes[0]?.namespaces[0]?.nftTables ?? [];
}

describeInLab('a ruleset that the kernel holds', () => {
  it('reads in JSON, rule by rule, as nft prints it', () => {
    const linesOf = (tables: readonly NftTable[]) =>
      tables.flatMap(({ chains = [] }) =>
        chains.flatMap(({ name, rules }) =>
          rules.map(({ statements = [], comment }) => {
            const said = comment === undefined ? [] : [`comment "${comment}"`];
            return [`${name}:`, ...statements.map(({ text }) => text), ...said].join(' ');
          }),
        ),
      );
    const lines = linesOf(printedBy('nft -j list ruleset'));
    expect(lines).toEqual(linesOf(printedBy('nft list ruleset')));
    expect(lines.length).toBeGreaterThan(20);
  });
});
