import { exampleNetwork, readNodes, USUAL_RULES } from '@vethscope/trace/testing';
import { expect, test } from 'vitest';
import { findingsOf } from '../../testing/findingsOf.ts';
import { links, nic, vxlan } from '../../testing/terminal.ts';
import { remoteBlockUnreachable } from './remoteBlockUnreachable.ts';

const MAC = { control: '66:00:00:00:00:0a', worker1: '66:00:00:00:00:0b' };
/** `control` is 10.0.0.10 with 192.168.1.0/26, `worker1` 10.0.0.11 with 192.168.2.0/26. */
const base = (name: 'control' | 'worker1', vni = '4096') => {
  const [host, block] = name === 'control' ? ['10', '1'] : ['11', '2'];
  return `# ip -d addr
${links(
  nic('2: eth0', `10.0.0.${host}/24`),
  vxlan(
    '7: vxlan.calico',
    `id ${vni} local 10.0.0.${host} dev eth0 dstport 4789 nolearning`,
    MAC[name],
    `192.168.${block}.0/32`,
  ),
)}# ip rule
${USUAL_RULES}
# ip route
blackhole 192.168.${block}.0/26 proto 80
`;
};
const TO_WORKER = '192.168.2.0/26 via 192.168.2.0 dev vxlan.calico proto 80 onlink\n';
const NEIGHBOR = `# ip neigh\n192.168.2.0 dev vxlan.calico lladdr ${MAC.worker1} PERMANENT\n`;
const FDB = `# bridge fdb\n${MAC.worker1} dev vxlan.calico dst 10.0.0.11 self permanent\n`;
const control = base('control') + TO_WORKER + NEIGHBOR + FDB;
const worker1 = `${base('worker1')}192.168.1.0/26 via 192.168.1.0 dev vxlan.calico proto 80 onlink
# ip neigh
192.168.1.0 dev vxlan.calico lladdr ${MAC.control} PERMANENT
# bridge fdb
${MAC.control} dev vxlan.calico dst 10.0.0.10 self permanent
`;
const find = (nodes: Readonly<Record<string, string>>) =>
  findingsOf(remoteBlockUnreachable, readNodes(nodes));

test.each([
  [
    'a MAC address of earlier',
    { control: control.replaceAll(MAC.worker1, '66:00:00:00:00:ff'), worker1 },
    'error',
    "192.168.2.0/26: the MAC address for worker1 is not worker1's own on control",
  ],
  [
    'a MAC address of earlier that has no forwarding entry any more: once',
    {
      control: control.replace(NEIGHBOR, NEIGHBOR.replace(MAC.worker1, '66:00:00:00:00:ff')),
      worker1,
    },
    'error',
    "192.168.2.0/26: the MAC address for worker1 is not worker1's own on control",
  ],
  [
    'an underlay address of nobody',
    { control: control.replace('dst 10.0.0.11', 'dst 10.0.0.99'), worker1 },
    'error',
    "192.168.2.0/26: the underlay address for worker1 is not worker1's own on control",
  ],
  [
    'another address of the same node',
    {
      control: control.replace('dst 10.0.0.11', 'dst 172.16.0.11'),
      worker1: worker1.replace(
        'inet 10.0.0.11/24 scope global',
        'inet 10.0.0.11/24 scope global\n    inet 172.16.0.11/24 scope global',
      ),
    },
    'warning',
    "192.168.2.0/26: the underlay address for worker1 is not worker1's own on control",
  ],
])('tells of %s', (_, nodes, severity, title) => {
  expect(find(nodes)).toMatchObject([
    {
      ...{ severity, title },
      subjects: [
        'if/control/host/vxlan.calico',
        'vxlan-tunnel:if/control/host/vxlan.calico->if/worker1/host/vxlan.calico',
        'if/worker1/host/vxlan.calico',
      ],
    },
  ]);
});

test('of two VNIs each node tells', () => {
  const titles = find({ control, worker1: worker1.replace('id 4096', 'id 4097') });
  expect(titles.map(({ title }) => title)).toEqual([
    "192.168.2.0/26: the VNI for worker1 is not worker1's own on control",
    "192.168.1.0/26: the VNI for control is not control's own on worker1",
  ]);
});

test.each([
  [
    'neighbour entry',
    base('control') + TO_WORKER + NEIGHBOR.replace('192.168.2.0', '192.168.9.0') + FDB,
    '192.168.2.0/26: 192.168.2.0 has no neighbour entry on vxlan.calico',
  ],
  [
    'neighbour that answers',
    `${base('control')}${TO_WORKER}# ip neigh\n192.168.2.0 dev vxlan.calico FAILED\n${FDB}`,
    '192.168.2.0/26: 192.168.2.0 has no neighbour entry on vxlan.calico',
  ],
  [
    'forwarding entry',
    base('control') + TO_WORKER + NEIGHBOR + FDB.replace(MAC.worker1, '66:00:00:00:00:0e'),
    `192.168.2.0/26: ${MAC.worker1} of 192.168.2.0 has no FDB entry on vxlan.calico`,
  ],
])('of one node alone, tells of a route without a %s', (_, text, title) => {
  expect(find({ control: text }).map((found) => found.title)).toEqual([title]);
});

test('tells of a node that sends here and that nothing leads back to', () => {
  const silent = worker1.replace(/192.168.1.0\/26 via .*\n/, '');
  expect(find({ control, worker1: silent })).toMatchObject([
    {
      severity: 'error',
      title: '192.168.1.0/26 of control: no route leads there on worker1',
      subjects: [
        'if/worker1/host/vxlan.calico',
        'vxlan-tunnel:if/control/host/vxlan.calico->if/worker1/host/vxlan.calico',
      ],
    },
  ]);
});

test.each([
  ['all entries agree', { control, worker1 }],
  ['neighbours and forwarding entries were not captured', { control: base('control') + TO_WORKER }],
  ['forwarding entries were not captured', { control: base('control') + TO_WORKER + NEIGHBOR }],
  [
    'the device learns',
    {
      control:
        `${base('control')}${TO_WORKER}${NEIGHBOR}# bridge fdb\n33:33:00:00:00:01 dev eth0 self permanent\n`.replace(
          ' nolearning',
          '',
        ),
    },
  ],
  [
    'the device floods',
    {
      control: `${base('control')}${TO_WORKER}${NEIGHBOR}# bridge fdb\n00:00:00:00:00:00 dev vxlan.calico dst 10.0.0.11 self permanent\n`,
    },
  ],
  [
    'the way back is a wider route',
    { control, worker1: worker1.replace('192.168.1.0/26 via', '192.168.0.0/16 via') },
  ],
  [
    'other tables may lead back',
    {
      control,
      worker1: worker1
        .replace(/192.168.1.0\/26 via .*\n/, '')
        .replace('32766:', '100:\tfrom all lookup 77\n32766:'),
    },
  ],
])('says nothing where %s', (_, nodes) => {
  expect(find(nodes)).toEqual([]);
});

test.each([
  ['the sample', ['calico-single-node.md']],
  ['two nodes', ['calico-two-nodes/control.tar.gz', 'calico-two-nodes/worker.tar.gz']],
  ['one of two nodes', ['calico-two-nodes/control.tar.gz']],
  ['a dual-stack bridge', ['dual-stack-bridge']],
])('says nothing of %s', async (_, captures) => {
  expect(findingsOf(remoteBlockUnreachable, await exampleNetwork(...captures))).toEqual([]);
});
