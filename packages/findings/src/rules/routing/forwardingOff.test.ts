import { exampleNetwork, readNodes } from '@vethscope/trace/testing';
import { expect, test } from 'vitest';
import { findingContext } from '../../context.ts';
import { runRule } from '../../runRules.ts';
import { findingsOf } from '../../testing/findingsOf.ts';
import { links, nic, veth } from '../../testing/terminal.ts';
import { forwardingOff } from './forwardingOff.ts';

const HOST = `# ip -d addr
${links(nic('2: eth0', '10.0.0.11/24'), veth('12: cali68caf03a5f4', 2, 'blue'))}`;
const POD = `# ip netns exec blue ip -d addr
${links(veth('2: eth0', 12, 'red', '192.168.2.1/32', 'fd00:2::1/128'))}`;
const ROUTES = '# ip route\ndefault via 10.0.0.1 dev eth0\n';
const line = (family: string, name: string, forwarding: string) =>
  `${family} ${name} forwarding ${forwarding} rp_filter off mc_forwarding off proxy_neigh off ignore_routes_with_linkdown off\n`;
const netconf = (cali: string, eth0: string, all6 = 'on') =>
  [
    '# ip netconf\n',
    line('inet', 'lo', 'on'),
    line('inet', 'eth0', eth0),
    line('inet', 'cali68caf03a5f4', cali),
    `inet6 all forwarding ${all6} mc_forwarding off proxy_neigh off ignore_routes_with_linkdown off\n`,
  ].join('');
const find = (...outputs: readonly string[]) =>
  findingsOf(forwardingOff, readNodes({ worker1: outputs.join('') }));

test('names the node where it is off everywhere', () => {
  expect(find(HOST, POD, ROUTES, netconf('off', 'off'))).toMatchObject([
    {
      severity: 'error',
      title: 'IPv4 forwarding is off',
      subjects: ['netns/worker1/host', 'if/worker1/host/cali68caf03a5f4', 'if/worker1/host/eth0'],
      why: expect.stringContaining('cali68caf03a5f4, eth0 all drop'),
    },
  ]);
});

test('takes net.ipv4.ip_forward alone for the interfaces of which nothing is said', () => {
  expect(
    find(HOST, POD, ROUTES, '# sysctl net.ipv4.ip_forward\nnet.ipv4.ip_forward = 0\n'),
  ).toMatchObject([
    {
      title: 'IPv4 forwarding is off',
      why: expect.stringContaining('only where somebody has switched it on since'),
      evidence: [
        { line: 5, endLine: 7 },
        { line: 8, endLine: 10 },
        { line: 23, endLine: 23 },
      ],
    },
  ]);
});

test('knows a workload by its route, where nobody looked into its namespace', () => {
  const off = '# sysctl net.ipv4.ip_forward\nnet.ipv4.ip_forward = 0\n';
  const route = '192.168.2.1 dev cali68caf03a5f4 scope link\n';
  expect(find(HOST, ROUTES + route, off)).toMatchObject([{ title: 'IPv4 forwarding is off' }]);
  expect(find(HOST, ROUTES, off)).toEqual([]);
});

/** A kernel sets all interfaces when net.ipv4.ip_forward changes, and not when 1 is written over 1. */
test('names the interfaces where all were switched off one by one', () => {
  const all = '# sysctl net.ipv4.ip_forward\nnet.ipv4.ip_forward = 1\n';
  expect(find(HOST, POD, ROUTES, netconf('off', 'off'), all)).toMatchObject([
    {
      title: 'cali68caf03a5f4, eth0: IPv4 forwarding is off',
      remedy: expect.stringContaining('`sysctl -w net.ipv4.conf.cali68caf03a5f4.forwarding=1`'),
    },
  ]);
});

test('names the interface where only it does not forward', () => {
  expect(find(HOST, POD, ROUTES, netconf('on', 'off'))).toMatchObject([
    {
      title: 'eth0: IPv4 forwarding is off',
      subjects: ['if/worker1/host/eth0'],
      // The interface, and its line of `ip netconf`.
      evidence: [
        { line: 5, endLine: 7 },
        { line: 24, endLine: 24 },
      ],
      remedy: expect.stringContaining('`sysctl -w net.ipv4.conf.eth0.forwarding=1`'),
    },
  ]);
});

test('tells of IPv6 where pods have addresses of it', () => {
  const found = find(HOST, POD, ROUTES, netconf('on', 'on', 'off'));
  expect(found.map(({ title }) => title)).toEqual(['IPv6 forwarding is off']);
});

test('knows the gateway of a bridge', () => {
  const host = `# ip -d addr
${links(
  '4: cni0: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc noqueue state UP group default\n    link/ether 2e:ef:76:4d:74:2f brd ff:ff:ff:ff:ff:ff\n    bridge stp_state 0\n    inet 10.85.0.1/16 scope global cni0',
  veth('5: veth2c3744a3', 2, 'blue').replace('noqueue state', 'noqueue master cni0 state'),
)}`;
  const pod = `# ip netns exec blue ip -d addr
${links(veth('2: eth0', 5, 'red', '10.85.0.4/16'))}# ip netns exec blue ip route
default via 10.85.0.1 dev eth0
# kubectl get pods -A -o wide
NAMESPACE   NAME   READY   STATUS    RESTARTS   AGE   IP          NODE      NOMINATED NODE   READINESS GATES
default     web    1/1     Running   0          1d    10.85.0.4   worker1   <none>           <none>
`;
  const settings = `# ip netconf\n${line('inet', 'cni0', 'off')}${line('inet', 'veth2c3744a3', 'off')}`;
  expect(find(host, pod, settings)).toMatchObject([
    {
      title: 'IPv4 forwarding is off',
      subjects: ['netns/worker1/host', 'if/worker1/host/cni0'],
    },
  ]);
});

test.each([
  ['it is on', [HOST, POD, ROUTES, netconf('on', 'on')]],
  ['the settings were not captured', [HOST, POD, ROUTES]],
  [
    'the node has no pods',
    [`# ip addr\n${links(nic('2: eth0', '10.0.0.11/24'))}`, netconf('off', 'off')],
  ],
  [
    'the interface came after the settings',
    [HOST, POD, `# ip netconf\n${line('inet', 'lo', 'on')}`],
  ],
  [
    'pods have no IPv6 addresses',
    [HOST, POD.replace(/.*inet6 .*\n/, ''), ROUTES, netconf('on', 'on', 'off')],
  ],
])('says nothing where %s', (_, outputs) => {
  expect(find(...outputs)).toEqual([]);
});

const IP_FORWARD = '# sysctl net.ipv4.ip_forward\nnet.ipv4.ip_forward = 1\n';
const POD4 = POD.replace(/.*inet6 .*\n/, '');
test.each([
  ['nothing is said of it', [HOST, POD, ROUTES], [['forwardingSysctls']]],
  ['IPv6 is not said anything of', [HOST, POD, ROUTES, IP_FORWARD], [['forwardingSysctls']]],
  ['all is said', [HOST, POD4, ROUTES, IP_FORWARD], []],
])('tells what was not checked where %s', (_, outputs, missing) => {
  const context = findingContext(readNodes({ worker1: outputs.join('') }));
  expect(runRule(context, forwardingOff).unchecked.map((one) => one.missing)).toEqual(missing);
});

test.each([
  ['the sample', ['calico-single-node.md']],
  ['two nodes', ['calico-two-nodes/control.tar.gz', 'calico-two-nodes/worker.tar.gz']],
  ['a dual-stack bridge', ['dual-stack-bridge']],
])('says nothing of %s', async (_, captures) => {
  expect(findingsOf(forwardingOff, await exampleNetwork(...captures))).toEqual([]);
});
