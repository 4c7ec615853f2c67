import type { Evidence, IptablesTable } from '@vethscope/model';
import { expect, test } from 'vitest';
import type { FoundOutput } from '../recognize/foundOutput.ts';
import { mergeIptables } from './mergeIptables.ts';

const at = (line: number): Evidence => ({ file: 'f', line, endLine: line });

function table(line: number, more: Partial<IptablesTable> = {}): IptablesTable {
  return {
    family: 4,
    table: 'nat',
    form: 'save',
    partial: false,
    chains: [],
    evidence: at(line),
    ...more,
  };
}

const found: FoundOutput = {
  command: 'iptables',
  argv: ['iptables'],
  text: '',
  origin: { file: 'f', firstLine: 1 },
  evidence: at(1),
  netns: 'host',
  extent: 'whole',
};

/** The lines where the tables stand that are left. */
function left(tables: readonly IptablesTable[]): readonly number[] {
  const { records } = mergeIptables(
    tables.map((one) => ({ tables: [one], found, extent: 'whole' })),
  );
  return records.map(({ evidence }) => evidence.line);
}

test.each<[string, readonly IptablesTable[], readonly number[]]>([
  ['the later of two saves', [table(1), table(5)], [5]],
  ['a save after a brief listing', [table(1, { form: 'brief' }), table(5)], [5]],
  ['never a brief listing after a save', [table(1), table(5, { form: 'brief' })], [1]],
  ['nor a verbose one', [table(1), table(5, { form: 'verbose' })], [1]],
  [
    'other tables and families beside it',
    [table(1), table(5, { table: 'raw' }), table(9, { family: 6 })],
    [1, 5, 9],
  ],
  [
    'both back ends, where both are named',
    [table(1, { backend: 'nft' }), table(5, { backend: 'legacy' })],
    [1, 5],
  ],
  ['one, where only one is named', [table(1, { backend: 'nft' }), table(5)], [5]],
])('kept: %s', (_, tables, lines) => expect(left(tables)).toEqual(lines));

test('a listing of one chain only adds what is missing', () => {
  const chain = (name: string, line: number) => ({ name, rules: [], evidence: at(line) });
  const whole = table(1, { chains: [chain('INPUT', 2)] });
  const part = table(5, { chains: [chain('INPUT', 6), chain('MINE', 7)] });
  const { records } = mergeIptables([
    { tables: [whole], found, extent: 'whole' },
    { tables: [part], found, extent: 'part' },
  ]);
  expect(records[0]?.chains.map(({ evidence }) => evidence.line)).toEqual([2, 7]);
});
