import { nodeId } from '@vethscope/model';
import { expect, test } from 'vitest';
import type { Finding } from './finding.ts';
import { muteRules } from './muteRules.ts';

const finding = (ruleId: string, title: string): Finding => ({
  ...{ ruleId, severity: 'warning', title, subjects: [nodeId('worker1')] },
  evidence: [{ file: 'ip_route', line: 1, endLine: 1 }],
  ...{ why: 'w', remedy: 'r' },
});
const report = {
  findings: [finding('a', 'one'), finding('b', 'two'), finding('a', 'three')],
  unchecked: [
    { ruleId: 'b', missing: ['links'] as const },
    { ruleId: 'c', missing: ['links'] as const },
  ],
};

test('leaves out what a muted rule says, and counts it', () => {
  const { findings, unchecked, muted } = muteRules(report, ['b', 'a', 'c', 'a']);
  expect({ findings, unchecked }).toEqual({ findings: [], unchecked: [] });
  expect(muted).toEqual([
    { ruleId: 'b', findings: 1 },
    { ruleId: 'a', findings: 2 },
    { ruleId: 'c', findings: 0 },
  ]);
});

test('leaves the others as they are, in their order', () => {
  expect(muteRules(report, [])).toEqual({ ...report, muted: [] });
  const { findings, unchecked } = muteRules(report, ['b']);
  expect(findings.map(({ title }) => title)).toEqual(['one', 'three']);
  expect(unchecked.map(({ ruleId }) => ruleId)).toEqual(['c']);
});
