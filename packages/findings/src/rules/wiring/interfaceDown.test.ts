import { exampleNetwork, readNodes } from '@vethscope/trace/testing';
import { expect, test } from 'vitest';
import { findingsOf } from '../../testing/findingsOf.ts';
import { LOOPBACK, printedLink } from '../../testing/ipAddr.ts';
import { interfaceDown } from './interfaceDown.ts';

const UP = 'BROADCAST,MULTICAST,UP,LOWER_UP';
const OFF = 'BROADCAST,MULTICAST';
const NO_CARRIER = 'NO-CARRIER,BROADCAST,MULTICAST,UP';
/** With its details first, then its addresses. */
const link = (head: string, flags: string, details?: string, ...addresses: readonly string[]) =>
  printedLink(head, { flags, ...(details !== undefined && { details }), addresses });
const veth = (head: string, flags: string, netns: string, ...addresses: readonly string[]) =>
  printedLink(head, { flags, netns, details: 'veth', addresses });
const port = (head: string, flags: string, master: string, details?: string) =>
  printedLink(head, { flags, master, ...(details !== undefined && { details }) });
const HOST = `# ip -d addr\n${LOOPBACK}`;
/** Its veth on the host is named after sha1("shop.web-0"). */
const PODS = `# kubectl get pods -A
NAMESPACE   NAME    READY   STATUS    RESTARTS   AGE
shop        web-0   1/1     Running   0          3d
`;
const cali = (flags: string) => veth('9: calia4fc3c48bd8@if2', flags, 'cni-web');
const eth0 = (flags: string) => veth('2: eth0@if9', flags, 'node', '192.168.2.5/32');
const pod = (flags: string, lo = LOOPBACK) =>
  `# ip netns exec cni-web ip -d addr\n${lo}${eth0(flags)}`;
const vxlan = (flags: string) =>
  link(
    '11: vxlan.calico',
    flags,
    'vxlan id 4096 local 10.0.0.11 dev eth1 srcport 0 0 dstport 4789 nolearning',
    '192.168.2.0/32',
  );

const findings = (...outputs: readonly string[]) =>
  findingsOf(interfaceDown, readNodes({ worker1: outputs.join('') }));
const told = (...outputs: readonly string[]) =>
  findings(...outputs).map(({ severity, title }) => `${severity}: ${title}`);

test.each<[string, readonly string[], string]>([
  [
    "the host's end of a pod's veth",
    [HOST, cali(OFF), pod(NO_CARRIER), PODS],
    'error: calia4fc3c48bd8 is administratively down: shop/web-0 is cut off',
  ],
  [
    "the pod's end",
    [HOST, cali(NO_CARRIER), pod(OFF), PODS],
    'error: eth0 is administratively down: shop/web-0 is cut off',
  ],
  [
    "the pod's end that nobody looked at",
    [HOST, cali(NO_CARRIER), PODS],
    'error: calia4fc3c48bd8 has no carrier: shop/web-0 is cut off',
  ],
  [
    "the default route's interface, whatever it is",
    [
      `# ip addr\n${LOOPBACK}`,
      link('2: uplink0', NO_CARRIER, undefined, '10.0.0.11/24'),
      '# ip route\ndefault via 10.0.0.1 dev uplink0 linkdown\n',
    ],
    'error: uplink0 has no carrier: the default route leads through it',
  ],
  [
    "a pod's loopback",
    [HOST, cali(UP), pod(UP, LOOPBACK.replace('<LOOPBACK,UP,LOWER_UP>', '<LOOPBACK>')), PODS],
    'error: lo is administratively down: shop/web-0 does not reach itself',
  ],
  [
    'a bridge with ports',
    [HOST, link('4: cni0', OFF, 'bridge stp_state 0'), port('5: veth5@if2', UP, 'cni0', 'veth')],
    'error: cni0 is administratively down: its port veth5 is joined to nothing',
  ],
  [
    'a tunnel',
    [HOST, link('3: eth1', UP), vxlan(OFF)],
    'error: vxlan.calico is administratively down: nothing is reached through it',
  ],
  [
    'what a tunnel sends through',
    [HOST, link('3: eth1', NO_CARRIER), vxlan(UP)],
    'error: eth1 has no carrier: vxlan.calico sends through it',
  ],
  [
    'a NIC with an address',
    [HOST, link('3: eth1', NO_CARRIER, undefined, '10.0.0.11/24')],
    'warning: eth1 has no carrier: it has an address',
  ],
  [
    'the way to the gateway',
    [
      HOST,
      link('3: eth1', NO_CARRIER, undefined, '10.0.0.11/24'),
      '# ip route\ndefault via 10.0.0.1 dev eth1 linkdown\n',
    ],
    'error: eth1 has no carrier: the default route leads through it',
  ],
  [
    'a VLAN on a parent that is nothing else',
    [
      HOST,
      link('3: eth1', NO_CARRIER),
      link('7: eth1.5@eth1', NO_CARRIER, 'vlan protocol 802.1Q id 5 <REORDER_HDR>', '10.5.0.1/24'),
    ],
    'warning: eth1.5 has no carrier: it has an address',
  ],
  [
    'a parent and not its VLAN',
    [
      HOST,
      link('3: eth1', NO_CARRIER, undefined, '10.0.0.1/24'),
      link('7: eth1.5@eth1', NO_CARRIER, 'vlan protocol 802.1Q id 5 <REORDER_HDR>', '10.5.0.1/24'),
    ],
    'warning: eth1 has no carrier: it has an address',
  ],
])('tells of %s', (_, outputs, expected) => {
  expect(told(...outputs)).toEqual([expected]);
});

test('what is down and what depends on it, with their lines', () => {
  const [finding] = findings(HOST, cali(OFF), pod(NO_CARRIER), PODS);
  expect(finding).toMatchObject({
    subjects: ['if/worker1/host/calia4fc3c48bd8', 'pod/shop/web-0'],
    evidence: expect.arrayContaining([
      { file: 'worker1.txt', line: 4, endLine: 6 },
      { file: 'worker1.txt', line: 16, endLine: 16 },
    ]),
  });
  expect(finding?.remedy).toContain('`ip link set calia4fc3c48bd8 up`');
});

test.each<[string, readonly string[]]>([
  ['unused NICs', [link('3: eno2', OFF), link('4: eno3', NO_CARRIER)]],
  ['a NIC with nothing but fe80::', [link('3: eno2', NO_CARRIER, undefined, 'fe80::1/64')]],
  [
    'docker0 without containers',
    [link('4: docker0', NO_CARRIER, 'bridge stp_state 0', '172.17.0.1/16')],
  ],
  [
    'a bridge whose virtual machine is off',
    [
      link('4: virbr0', NO_CARRIER, 'bridge stp_state 0', '192.168.122.1/24'),
      port('5: virbr0-nic', OFF, 'virbr0', 'tun type tap'),
    ],
  ],
  ['kube-ipvs0', [link('4: kube-ipvs0', OFF, 'dummy', '10.96.0.1/32')]],
  [
    'tunl0 that came with its module',
    [
      '4: tunl0@NONE: <NOARP> mtu 1480 qdisc noop state DOWN group default qlen 1000\n    link/ipip 0.0.0.0 brd 0.0.0.0 promiscuity 0\n    ipip any remote any local any ttl inherit nopmtudisc\n',
    ],
  ],
  [
    'a member of a bond',
    [
      port('3: eth1', NO_CARRIER, 'bond0'),
      port('4: eth2', UP, 'bond0'),
      link('5: bond0', UP, 'bond mode active-backup', '10.0.0.11/24'),
    ],
  ],
  [
    'containers without a pod',
    [
      veth('9: veth9@if2', OFF, 'blue'),
      `# ip netns exec blue ip -d addr\n${LOOPBACK.replace('UP,LOWER_UP', 'X')}`,
    ],
  ],
])('says nothing of %s', (_, outputs) => {
  expect(told(HOST, ...outputs)).toEqual([]);
});

test('says nothing where nobody listed all links', () => {
  expect(
    told('# ip -d addr show eth1\n', link('3: eth1', NO_CARRIER, undefined, '10.0.0.11/24')),
  ).toEqual([]);
});

test.each([
  ['the sample', ['calico-single-node.md']],
  ["the lab's two nodes", ['calico-two-nodes/control.tar.gz', 'calico-two-nodes/worker.tar.gz']],
  ['a node without Kubernetes', ['dual-stack-bridge']],
])('says nothing of %s', async (_, paths) => {
  expect(findingsOf(interfaceDown, await exampleNetwork(...paths))).toEqual([]);
});
