import type { Finding } from '@vethscope/findings';
import { HOST_NETNS, type Id, interfaceId, nodeId } from '@vethscope/model';
import { expect, test } from 'vitest';
import { keyFindings } from './findingKeys.ts';

const finding = (ruleId: string, title: string, ...subjects: readonly Id[]): Finding => ({
  ...{ ruleId, severity: 'warning', title, subjects },
  ...{ evidence: [{ file: 'f', line: 1, endLine: 1 }], why: 'w', remedy: 'r' },
});
const keysOf = (...findings: readonly Finding[]) => keyFindings(findings).map(({ key }) => key);

test('a key stays over another wording and other findings', () => {
  const [before] = keysOf(
    finding('interface-down', 'eth1 is down', interfaceId('n1', HOST_NETNS, 'eth1')),
  );
  const [, after] = keysOf(
    finding('interface-down', 'eth0 is down', interfaceId('n1', HOST_NETNS, 'eth0')),
    finding('interface-down', 'eth1 is down since 10:00', interfaceId('n1', HOST_NETNS, 'eth1')),
  );
  expect(after).toBe(before);
  expect(before).toMatch(/^interface-down\.[a-z0-9]+$/);
});

test.each([
  ['rules', finding('a', 't', nodeId('n1')), finding('b', 't', nodeId('n1'))],
  ['subjects', finding('a', 't', nodeId('n1')), finding('a', 't', nodeId('n2'))],
  [
    'findings of one rule about the same',
    finding('a', 't', nodeId('n1')),
    finding('a', 'u', nodeId('n1')),
  ],
])('other %s have other keys', (_, one, other) => {
  expect(new Set(keysOf(one, other)).size).toBe(2);
});
