import type { Severity } from '@vethscope/model';
import { nodeId } from '@vethscope/model';
import { expect, test } from 'vitest';
import type { KeyedFinding } from './findingKeys.ts';
import { type FindingListRow, findingRows, type Grouping } from './findingRows.ts';

const finding = (severity: Severity, ruleId: string, name: string): KeyedFinding => ({
  ...{ key: `${ruleId}~${name}`, ruleId, severity, title: name, subjects: [nodeId(name)] },
  ...{ evidence: [], why: 'w', remedy: 'r' },
});
const byRule: Grouping = { by: 'rule', nameOf: (rule) => `Rule ${rule}` };
const CLOSED = { opened: new Set<string>(), selected: undefined };

/** One line for each row, as the list shows it. */
function textOf(row: FindingListRow): string {
  switch (row.kind) {
    case 'severity':
      return `${row.severity} ${row.count}`;
    case 'group':
      return `  ${row.title} ${row.count}`;
    case 'finding':
      return `    ${row.finding.title}`;
    case 'more':
      return row.isOpen ? '    fewer' : `    and ${row.hidden} more`;
  }
}

test('groups by severity and rule, in the order of the findings', () => {
  const rows = findingRows(
    [finding('error', 'a', 'n1'), finding('error', 'a', 'n2'), finding('info', 'b', 'n1')],
    byRule,
    CLOSED,
  );
  expect(rows.map(textOf)).toEqual([
    'error 2',
    '  Rule a 2',
    '    n1',
    '    n2',
    'info 1',
    '  Rule b 1',
    '    n1',
  ]);
});

test('groups by node; a rule is no heading then', () => {
  const nodeOf = ({ title }: KeyedFinding) => title;
  const rows = findingRows(
    [finding('error', 'a', 'n2'), finding('error', 'a', 'n1'), finding('info', 'b', 'n2')],
    { by: 'node', nodeOf },
    CLOSED,
  );
  expect(rows.map(textOf)).toEqual(['  n2 2', '    n2', '    n2', '  n1 1', '    n1']);
});

const many = (count: number) =>
  Array.from({ length: count }, (_, i) => finding('warning', 'a', `n${i + 1}`));

test.each([
  ['five are shown whole', 5, CLOSED, ['n1', 'n2', 'n3', 'n4', 'n5']],
  ['of a hundred three', 100, CLOSED, ['n1', 'n2', 'n3', 'and 97 more']],
  [
    'the selected one is never left out',
    100,
    { ...CLOSED, selected: 'a~n50' },
    ['n1', 'n2', 'n3', 'n50', 'and 96 more'],
  ],
  [
    'opened, all, and a way back',
    6,
    { ...CLOSED, opened: new Set(['warning a']) },
    ['n1', 'n2', 'n3', 'n4', 'n5', 'n6', 'fewer'],
  ],
])('long groups are cut: %s', (_, count, state, shown) => {
  const rows = findingRows(many(count), byRule, state);
  expect(rows.slice(2).map((row) => textOf(row).trim())).toEqual(shown);
});
