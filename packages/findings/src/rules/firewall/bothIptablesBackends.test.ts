import { exampleNetwork, readNodes } from '@vethscope/trace/testing';
import { expect, test } from 'vitest';
import { findingsOf } from '../../testing/findingsOf.ts';
import { bothIptablesBackends } from './bothIptablesBackends.ts';

const NFT = `# iptables-nft-save
*filter
:INPUT ACCEPT [0:0]
:FORWARD ACCEPT [0:0]
-A FORWARD -s 10.85.0.0/16 -j ACCEPT
COMMIT
`;
const legacy = (policy: string, rules: string) => `# iptables-legacy-save
*filter
:INPUT ACCEPT [0:0]
:FORWARD ${policy} [0:0]
${rules}COMMIT
`;
const found = (outputs: string) =>
  findingsOf(bothIptablesBackends, readNodes({ worker1: outputs }));

test('Docker came with iptables-legacy: names the chains of both', () => {
  const [finding] = found(NFT + legacy('DROP', '-A INPUT -i docker0 -j ACCEPT\n'));
  expect(finding).toMatchObject({
    severity: 'warning',
    title: 'iptables-legacy and iptables-nft both have rules',
    subjects: ['netns/worker1/host'],
    evidence: [4, 5, 9, 10, 11].map((line) => ({ file: 'worker1.txt', line, endLine: line })),
  });
  expect(finding?.why).toContain('legacy has 1 rule in filter INPUT, filter FORWARD');
  expect(finding?.why).toContain('nft has 1 rule in filter FORWARD');
});

test('in a namespace: the commands look there', () => {
  const lookInto = (text: string) => text.replaceAll('# ip', '# ip netns exec blue ip');
  const outputs = `${NFT}${lookInto(NFT + legacy('DROP', ''))}`;
  expect(found(outputs)).toMatchObject([
    { title: 'iptables-legacy and iptables-nft both have rules in blue' },
  ]);
  expect(found(outputs)[0]?.remedy).toContain('`ip netns exec blue iptables-legacy-save -c`');
});

test('a policy alone can drop', () => {
  expect(found(NFT + legacy('DROP', ''))).toHaveLength(1);
});

test.each([
  ['legacy tables are loaded, but empty', NFT + legacy('ACCEPT', '')],
  [
    'no packet comes to what is left in legacy',
    NFT + legacy('ACCEPT', '-A OLD -j DROP\n').replace(':INPUT', ':OLD - [0:0]\n:INPUT'),
  ],
  ['legacy was not listed', NFT],
  [
    'a listing does not tell its back end',
    `${NFT}# iptables -S\n-P INPUT ACCEPT\n-A INPUT -p tcp -j DROP\n`,
  ],
  [
    'each has rules of another family',
    NFT + legacy('ACCEPT', '').replaceAll('iptables', 'ip6tables'),
  ],
])('says nothing where %s', (_, outputs) => {
  expect(found(outputs)).toEqual([]);
});

test.each([
  ['the sample', ['calico-single-node.md']],
  ['two nodes', ['calico-two-nodes/control.tar.gz', 'calico-two-nodes/worker.tar.gz']],
  ['a dual-stack bridge', ['dual-stack-bridge']],
])('says nothing of %s', async (_, paths) => {
  expect(findingsOf(bothIptablesBackends, await exampleNetwork(...paths))).toEqual([]);
});
