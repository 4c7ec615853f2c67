import { exampleNetwork, readNodes } from '@vethscope/trace/testing';
import { expect, test } from 'vitest';
import { findingsOf } from '../../testing/findingsOf.ts';
import { links, nic, veth, vxlan } from '../../testing/terminal.ts';
import { blockRouteMissing } from './blockRouteMissing.ts';

const TUNNEL = 'id 4096 local 10.0.0.11 dev eth0 srcport 0 0 dstport 4789 nolearning';
const node = (routes: string) => `# ip -d addr
${links(
  nic('2: eth0', '10.0.0.11/24'),
  vxlan('7: vxlan.calico', TUNNEL, '66:00:00:00:00:0b', '192.168.2.0/32'),
  veth('12: cali68caf03a5f4', 2, 'blue'),
)}# ip route
${routes}`;
const POD = `# ip netns exec blue ip -d addr
${links(veth('2: eth0', 12, 'red', '192.168.2.1/32'))}`;
const WORKLOAD = '192.168.2.1 dev cali68caf03a5f4 scope link\n';
const PEER = '192.168.1.0/26 via 192.168.1.0 dev vxlan.calico proto 80 onlink\n';
const BLACKHOLE = 'blackhole 192.168.2.0/26 proto 80\n';
const find = (worker1: string, more: Readonly<Record<string, string>> = {}) =>
  findingsOf(blockRouteMissing, readNodes({ worker1, ...more }));

/** The other node, which sends the block to worker1. */
const control = `# ip -d addr
${links(
  nic('2: eth0', '10.0.0.10/24'),
  vxlan('7: vxlan.calico', TUNNEL.replace('.11', '.10'), '66:00:00:00:00:0a', '192.168.1.0/32'),
)}# ip route
blackhole 192.168.1.0/26 proto 80
192.168.2.0/26 via 192.168.2.0 dev vxlan.calico proto 80 onlink
# ip neigh
192.168.2.0 dev vxlan.calico lladdr 66:00:00:00:00:0b PERMANENT
# bridge fdb
66:00:00:00:00:0b dev vxlan.calico dst 10.0.0.11 self permanent
`;

test('knows a block from a route of another node', () => {
  expect(find(node(PEER + WORKLOAD), { control })).toMatchObject([
    {
      severity: 'warning',
      title: "192.168.2.0/26: no blackhole route for the node's own block on worker1",
      subjects: ['netns/worker1/host'],
      why: expect.stringContaining('worker1 holds the block (control sends it here)'),
      evidence: [
        { file: 'control/control.txt', line: 14, endLine: 14 },
        { file: 'worker1/worker1.txt', line: 16, endLine: 17 },
      ],
    },
  ]);
});

test('knows from its pods that a block has no route', () => {
  expect(find(node(PEER + WORKLOAD) + POD)).toMatchObject([
    {
      title: '192.168.2.1: no route for the block of these pods',
      subjects: ['netns/worker1/host', 'if/worker1/host/cali68caf03a5f4'],
    },
  ]);
});

/** Kubernetes has another name for worker1. */
const IPAM = `# kubectl get nodes -o wide
NAME                  STATUS   ROLES    AGE   VERSION   INTERNAL-IP   EXTERNAL-IP   OS-IMAGE   KERNEL-VERSION   CONTAINER-RUNTIME
worker1.example.com   Ready    <none>   1d    v1.30.0   10.0.0.11     <none>        Debian     6.1              cri-o://1.30.0
# kubectl get ipamblocks -o json
{
  "apiVersion": "v1",
  "kind": "List",
  "items": [
    {
      "apiVersion": "crd.projectcalico.org/v1",
      "kind": "IPAMBlock",
      "metadata": { "name": "192-168-2-0-26" },
      "spec": { "affinity": "host:worker1.example.com", "cidr": "192.168.2.0/26" }
    }
  ]
}
`;

test("knows a block from Calico's IPAM, by whatever name Kubernetes has for the node", () => {
  expect(find(node(WORKLOAD) + IPAM)).toMatchObject([
    {
      title: "192.168.2.0/26: no blackhole route for the node's own block",
      why: expect.stringContaining("Calico's IPAM says so"),
    },
  ]);
  expect(find(node(BLACKHOLE + WORKLOAD) + IPAM)).toEqual([]);
});

test("says once what two captures have from Calico's IPAM", () => {
  expect(find(node(PEER + WORKLOAD) + IPAM, { control: control + IPAM })).toMatchObject([
    { why: expect.stringContaining("(Calico's IPAM says so, control sends it here)") },
  ]);
});

test.each([
  ['the blackhole is there', node(BLACKHOLE + PEER + WORKLOAD) + POD, { control }],
  ['BIRD has made it', node(BLACKHOLE.replace('80', 'bird') + PEER + WORKLOAD) + POD, { control }],
  [
    'the address is borrowed from a block of another node',
    node(`${PEER.replaceAll('192.168.1.0', '192.168.2.0')}${WORKLOAD}`) + POD,
    {},
  ],
  ['no route tells that Calico goes by blocks', node(WORKLOAD) + POD, {}],
  [
    "the node has no tunnel of Calico's",
    (node(PEER + WORKLOAD) + POD).replaceAll('vxlan.calico', 'flannel.1'),
    {},
  ],
  ['the routes were not captured', (node('') + POD).replace('# ip route\n', ''), { control }],
])('says nothing where %s', (_, worker1, more) => {
  expect(find(worker1, more)).toEqual([]);
});

test.each([
  ['the sample', ['calico-single-node.md']],
  ['two nodes', ['calico-two-nodes/control.tar.gz', 'calico-two-nodes/worker.tar.gz']],
  ['a dual-stack bridge', ['dual-stack-bridge']],
])('says nothing of %s', async (_, captures) => {
  expect(findingsOf(blockRouteMissing, await exampleNetwork(...captures))).toEqual([]);
});
