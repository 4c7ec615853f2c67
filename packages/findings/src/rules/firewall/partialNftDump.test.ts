import { exampleNetwork, readNodes, readPartly } from '@vethscope/trace/testing';
import { expect, test } from 'vitest';
import { findingsOf } from '../../testing/findingsOf.ts';
import { partialNftDump } from './partialNftDump.ts';

/** As iptables 1.8.9 prints it after `nft add rule ip filter INPUT meta hour "10:00"-"11:00" accept`. */
const INCOMPATIBLE = `# iptables-nft-save
# Table \`filter' is incompatible, use 'nft' tool.
*nat
:PREROUTING ACCEPT [0:0]
COMMIT
`;

test('a table that iptables leaves out: the line that says so, and the command that shows it', () => {
  const { network } = readPartly('worker1', INCOMPATIBLE);
  const [finding] = findingsOf(partialNftDump, network);
  expect(finding).toMatchObject({
    severity: 'warning',
    title: 'Table ip filter: iptables does not show all rules',
    subjects: ['netns/worker1/host'],
    evidence: [{ file: 'worker1.txt', line: 2, endLine: 2 }],
  });
  expect(finding?.remedy).toContain('`nft list table ip filter`');
  // kube-router of k0s makes it so on RHEL 8: its iptables is newer than the node's.
  expect(finding?.why).toContain('newer iptables');
});

test('a table of which it shows all but some chains', () => {
  const text = `# iptables-nft-save
# Table \`nat' contains incompatible base-chains, use 'nft' tool to list them.
*nat
:PREROUTING ACCEPT [0:0]
-A PREROUTING -p tcp -j ACCEPT
COMMIT
`;
  const { network } = readPartly('worker1', text);
  expect(findingsOf(partialNftDump, network).map(({ title }) => title)).toEqual([
    'Table ip nat: iptables does not show all rules',
  ]);
});

test.each([
  ['all is shown', '# iptables-nft-save\n*filter\n:INPUT ACCEPT [0:0]\nCOMMIT\n'],
  ['one chain was asked for', '# iptables -S INPUT\n-P INPUT ACCEPT\n-A INPUT -p tcp -j DROP\n'],
])('says nothing where %s', (_, outputs) => {
  expect(findingsOf(partialNftDump, readNodes({ worker1: outputs }))).toEqual([]);
});

test.each([
  ['the sample', ['calico-single-node.md']],
  ['two nodes', ['calico-two-nodes/control.tar.gz', 'calico-two-nodes/worker.tar.gz']],
  ['a dual-stack bridge', ['dual-stack-bridge']],
])('says nothing of %s', async (_, paths) => {
  expect(findingsOf(partialNftDump, await exampleNetwork(...paths))).toEqual([]);
});
