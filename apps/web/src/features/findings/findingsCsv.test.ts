import { RULES } from '@vethscope/findings';
import { nodeId } from '@vethscope/model';
import { expect, test } from 'vitest';
import { findingsCsv } from './findingsCsv.ts';

test('a finding with its rule by name, all subjects, and its first line', () => {
  const [rule] = RULES;
  if (!rule) throw new Error('no rules');
  const csv = findingsCsv(
    [
      {
        ...{ key: 'k', ruleId: rule.id, severity: 'warning', title: 'a is ill', why: 'w' },
        ...{ subjects: [nodeId('a'), nodeId('b')], remedy: 'cure it' },
        evidence: [{ file: 'a.txt', line: 3, endLine: 4 }],
      },
    ],
    (subject) => `<${subject}>`,
  );
  expect(csv).toEqual([
    ['Severity', 'Rule', 'Finding', 'About', 'Why', 'Remedy', 'Source'],
    [
      ...['warning', rule.name, 'a is ill', `<${nodeId('a')}>; <${nodeId('b')}>`],
      ...['w', 'cure it', 'a.txt:3'],
    ],
  ]);
});
