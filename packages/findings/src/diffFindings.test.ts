import { netnsId, nodeId, podId } from '@vethscope/model';
import { expect, test } from 'vitest';
import { changedSubjects, diffFindings } from './diffFindings.ts';
import type { Finding } from './finding.ts';

const forwardingOff: Finding = {
  ruleId: 'forwarding-off',
  severity: 'error',
  title: 'worker1 forwards no IPv4',
  subjects: [netnsId('worker1', 'host')],
  evidence: [{ file: 'sysctl', line: 1, endLine: 1 }],
  why: 'Packets of pods end here.',
  remedy: 'Run `sysctl -w net.ipv4.ip_forward=1`.',
};

const report = (...findings: readonly Finding[]) => ({ findings, unchecked: [] });
const NONE = { added: [], removed: [], changed: [], unknown: { before: [], after: [] } };

test('what came and what went', () => {
  expect(diffFindings(report(), report(forwardingOff))).toEqual({
    ...NONE,
    added: [forwardingOff],
  });
  expect(diffFindings(report(forwardingOff), report()).removed).toEqual([forwardingOff]);
});

test('the same finding further down in the capture is no difference', () => {
  const later = { ...forwardingOff, evidence: [{ file: 'sysctl', line: 9, endLine: 9 }] };
  expect(diffFindings(report(forwardingOff), report(later))).toEqual(NONE);
});

test('the same thing for another reason, or of another weight, is changed', () => {
  const milder: Finding = { ...forwardingOff, severity: 'warning' };
  expect(diffFindings(report(forwardingOff), report(milder)).changed).toEqual([
    { before: forwardingOff, after: milder },
  ]);
});

test('the same thing with other elements to it is changed, whichever order they stand in', () => {
  const pod = (name: string) => podId('default', name);
  const about = (...pods: readonly string[]): Finding => ({
    ...forwardingOff,
    subjects: [netnsId('worker1', 'host'), ...pods.map(pod)],
  });
  const [before, after] = [about('web-1', 'web-2'), about('web-3', 'web-1')];
  const { changed, added, removed } = diffFindings(report(before), report(after));
  expect([added, removed]).toEqual([[], []]);
  expect(changed).toEqual([{ before, after }]);
  expect(changed.map(changedSubjects)).toEqual([{ came: [pod('web-3')], went: [pod('web-2')] }]);
  expect(diffFindings(report(before), report(about('web-2', 'web-1')))).toEqual(NONE);
});

test('another first subject is another finding', () => {
  const other = { ...forwardingOff, subjects: [netnsId('worker1', 'blue')] };
  const { added, removed } = diffFindings(report(forwardingOff), report(other));
  expect([added, removed]).toEqual([[other], [forwardingOff]]);
});

test.each([
  ['on no node', undefined, 'unknown'],
  ['not on this node', nodeId('worker1'), 'unknown'],
  ['not on another one', nodeId('worker2'), 'came'],
])('a rule that was asked %s before', (_, node, expected) => {
  const unchecked = [
    { ruleId: 'forwarding-off', ...(node && { node }), missing: ['sysctls' as const] },
  ];
  const found = diffFindings({ findings: [], unchecked }, report(forwardingOff));
  expect(found.added).toEqual(expected === 'came' ? [forwardingOff] : []);
  expect(found.unknown.before).toEqual(expected === 'came' ? [] : [forwardingOff]);
});
