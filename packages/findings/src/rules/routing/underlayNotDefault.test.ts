import { exampleNetwork, readNodes } from '@vethscope/trace/testing';
import { expect, test } from 'vitest';
import { findingsOf } from '../../testing/findingsOf.ts';
import { underlayNotDefault } from './underlayNotDefault.ts';

const links = (vxlanOn: string) => `# ip -d link
1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536 qdisc noqueue state UNKNOWN mode DEFAULT group default qlen 1000
    link/loopback 00:00:00:00:00:00 brd 00:00:00:00:00:00 promiscuity 0
2: eth0: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc mq state UP mode DEFAULT group default qlen 1000
    link/ether 02:00:00:00:00:02 brd ff:ff:ff:ff:ff:ff promiscuity 0
3: eth1: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc mq state UP mode DEFAULT group default qlen 1000
    link/ether 02:00:00:00:00:03 brd ff:ff:ff:ff:ff:ff promiscuity 0
7: vxlan.calico: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1450 qdisc noqueue state UNKNOWN mode DEFAULT group default
    link/ether 66:00:00:00:00:07 brd ff:ff:ff:ff:ff:ff promiscuity 0
    vxlan id 4096 local 10.0.0.11 dev ${vxlanOn} srcport 0 0 dstport 4789 nolearning ttl auto ageing 300
`;
const node = (vxlanOn: string, routes: string) =>
  readNodes({ worker1: `${links(vxlanOn)}# ip route\n${routes}` });

test('on the sample: eth1 carries the tunnel, the default route is on eth0', async () => {
  const network = await exampleNetwork('calico-single-node.md');
  expect(findingsOf(underlayNotDefault, network)).toMatchObject([
    {
      severity: 'info',
      title: 'vxlan.calico sends through eth1, the default route leads to eth0',
      subjects: ['if/calico-single-node/host/eth1', 'if/calico-single-node/host/vxlan.calico'],
    },
  ]);
});

test('names the port to open, and where Calico decides', () => {
  const [finding] = findingsOf(
    underlayNotDefault,
    node('eth1', 'default via 192.0.2.1 dev eth0 proto dhcp metric 100'),
  );
  expect(finding?.remedy).toContain('lets 4789/udp in on eth1');
  expect(finding?.remedy).toContain('IP_AUTODETECTION_METHOD');
  expect(finding?.evidence).toEqual([
    { file: 'worker1.txt', line: 6, endLine: 7 },
    { file: 'worker1.txt', line: 8, endLine: 10 },
    { file: 'worker1.txt', line: 12, endLine: 12 },
  ]);
});

test.each([
  ['the default route is on the same interface', 'default via 10.0.0.1 dev eth1'],
  [
    'one of several default routes is',
    'default via 192.0.2.1 dev eth0\ndefault via 10.0.0.1 dev eth1 metric 200',
  ],
  [
    'there is none, which is another rule',
    '10.0.0.0/24 dev eth1 proto kernel scope link src 10.0.0.11',
  ],
])('says nothing where %s', (_, routes) => {
  expect(findingsOf(underlayNotDefault, node('eth1', routes))).toEqual([]);
});

test('says nothing without routes', () => {
  expect(findingsOf(underlayNotDefault, readNodes({ worker1: links('eth1') }))).toEqual([]);
});
