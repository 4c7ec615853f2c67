import { exampleNetwork, readNodes } from '@vethscope/trace/testing';
import { expect, test } from 'vitest';
import { findingsOf } from '../../testing/findingsOf.ts';
import { vethPeerMissing } from './vethPeerMissing.ts';

const LO = `1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536 qdisc noqueue state UNKNOWN mode DEFAULT group default qlen 1000
    link/loopback 00:00:00:00:00:00 brd 00:00:00:00:00:00 promiscuity 0
`;
const veth = (
  head: string,
  tail = '',
) => `${head}: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc noqueue state UP mode DEFAULT group default
    link/ether 02:00:00:00:00:05 brd ff:ff:ff:ff:ff:ff${tail} promiscuity 0
    veth
`;
const HOST = `# ip -d link\n${LO}`;
const BLUE = `# ip netns exec blue ip -d link\n${LO}`;
const NAMES = '# ip netns\nblue (id: 0)\n';
const findings = (...outputs: readonly string[]) =>
  findingsOf(vethPeerMissing, readNodes({ worker1: outputs.join('') }));

test('the namespace that is named was listed whole, and has no interface 2', () => {
  const near = veth('5: veth5@if2', ' link-netns blue');
  expect(findings(HOST, near, BLUE, veth('3: eth0@if6'))).toMatchObject([
    {
      severity: 'warning',
      title: "veth5's other end is missing: blue has no interface 2",
      subjects: ['if/worker1/host/veth5', 'netns/worker1/blue'],
      evidence: [
        { line: 4, endLine: 6 },
        { line: 8, endLine: 12 },
      ],
    },
  ]);
});

test('an id leads there by the list of names, which is evidence, too', () => {
  const found = findings(HOST, veth('5: veth5@if2', ' link-netnsid 0'), NAMES, BLUE);
  expect(found).toMatchObject([{ subjects: ['if/worker1/host/veth5', 'netns/worker1/blue'] }]);
  expect(found[0]?.evidence).toContainEqual({ file: 'worker1.txt', line: 8, endLine: 8 });
});

test('from inside: the host lacks it', () => {
  const far = veth('2: eth0@if5', ' link-netns node');
  const proof =
    veth('7: veth7@if8', ' link-netns blue') + BLUE + veth('8: eth1@if7', ' link-netns node');
  expect(findings(HOST, proof, far).map(({ title }) => title)).toEqual([
    "eth0's other end is missing: the host has no interface 5",
  ]);
});

test.each([
  [
    'both ends are there',
    [HOST, veth('5: veth5@if2', ' link-netns blue'), BLUE, veth('2: eth0@if5')],
  ],
  ['nobody looked into the namespace', [HOST, veth('5: veth5@if2', ' link-netns blue')]],
  [
    'only a part of it was listed',
    [
      HOST,
      veth('5: veth5@if2', ' link-netns blue'),
      '# ip netns exec blue ip -d link show eth1\n',
      veth('3: eth1@if6'),
    ],
  ],
  ['no list says which namespace an id is', [HOST, veth('5: veth5@if2', ' link-netnsid 0'), BLUE]],
  ['both are in one namespace', [HOST, veth('5: veth5@veth6'), veth('6: veth6@veth5')]],
])('says nothing where %s', (_, outputs) => {
  expect(findings(...outputs)).toEqual([]);
});

test.each([
  ['the sample', ['calico-single-node.md']],
  ["the lab's two nodes", ['calico-two-nodes/control.tar.gz', 'calico-two-nodes/worker.tar.gz']],
  ['a node without Kubernetes', ['dual-stack-bridge']],
])('says nothing of %s', async (_, paths) => {
  expect(findingsOf(vethPeerMissing, await exampleNetwork(...paths))).toEqual([]);
});
