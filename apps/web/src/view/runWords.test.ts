import { expect, test } from 'vitest';
import { formatDuration, whatWentWrong } from './runWords.ts';

test.each([
  [0, 'less than 0.01 s'],
  [0.01, '0.01 s'],
  [1.5, '1.5 s'],
  [10.96, '11 s'],
])('%s seconds', (seconds, words) => {
  expect(formatDuration(seconds)).toBe(words);
});

test.each([
  [{ kind: 'exited', code: 0, file: 'host/ip_rule_show' }, undefined],
  [{ kind: 'exited', code: 1, file: 'host/ipset_list' }, 'ended with 1'],
  [{ kind: 'timedOut', file: 'host/ss_-lntup' }, 'hung, ended after 11 s'],
  [{ kind: 'notRun', reason: 'crictl is not installed' }, 'crictl is not installed'],
] as const)('%j', (outcome, words) => {
  expect(whatWentWrong(outcome, 10.96)).toBe(words);
});
