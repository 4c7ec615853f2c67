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

/** Vagrant gives each machine its way out on eth0, and the network between them on eth1. */
test('knows of tunl0, which names no interface, by the gateways of its routes', () => {
  const ipip = links('eth1').replace(
    /7: vxlan[\s\S]*/,
    `7: tunl0@NONE: <NOARP,UP,LOWER_UP> mtu 1480 qdisc noqueue state UNKNOWN mode DEFAULT group default
    link/ipip 0.0.0.0 brd 0.0.0.0 promiscuity 0
    ipip any remote any local any ttl inherit nopmtudisc
`,
  );
  const routes = (nic: string) => `default via 10.0.2.2 dev eth0
10.244.2.0/26 via 192.168.56.12 dev tunl0 proto bird onlink
10.244.3.0/26 via 192.168.56.13 dev tunl0 proto bird onlink
192.168.56.0/24 dev ${nic} proto kernel scope link src 192.168.56.11
`;
  const find = (nic: string) =>
    findingsOf(underlayNotDefault, readNodes({ worker1: `${ipip}# ip route\n${routes(nic)}` }));
  expect(find('eth1')).toMatchObject([
    {
      title: 'tunl0 sends through eth1, the default route leads to eth0',
      subjects: ['if/worker1/host/eth1', 'if/worker1/host/tunl0'],
      remedy: expect.stringMatching(/protocol 4.*IP_AUTODETECTION_METHOD/),
      // tunl0, the default route, one route through it, and the gateway's.
      evidence: [{ line: 8 }, { line: 12 }, { line: 13 }, { line: 15 }],
    },
  ]);
  expect(find('eth0')).toEqual([]);
});

test('holds a tunnel over IPv6 against the default route of IPv6', () => {
  const over6 = links('eth1')
    .replace('local 10.0.0.11', 'local fd00:10::11')
    .replaceAll('vxlan.calico', 'vxlan-v6.calico');
  const find = (routes6: string) =>
    findingsOf(
      underlayNotDefault,
      readNodes({
        worker1: `${over6}# ip route\ndefault via 192.0.2.1 dev eth0\n# ip -6 route\n${routes6}\n`,
      }),
    );
  expect(find('default via fd00:10::1 dev eth1 metric 1024 pref medium')).toEqual([]);
  const [finding] = find('default via fd00:2::1 dev eth0 metric 1024 pref medium');
  expect(finding?.title).toContain('vxlan-v6.calico sends through eth1');
  expect(finding?.remedy).toContain('IP6_AUTODETECTION_METHOD');
});

test('on two nodes of a lab: both tunnels of each are on eth1, both default routes on eth0', async () => {
  const network = await exampleNetwork(
    'calico-two-nodes/control.tar.gz',
    'calico-two-nodes/worker.tar.gz',
  );
  const titles = findingsOf(underlayNotDefault, network).map(({ title }) => title);
  expect(titles).toEqual(
    ['control', 'worker'].flatMap((node) =>
      ['vxlan.calico', 'vxlan-v6.calico'].map(
        (tunnel) => `${tunnel} sends through eth1, the default route leads to eth0 on ${node}`,
      ),
    ),
  );
});
