import { exampleNetwork, readNodes, USUAL_RULES } from '@vethscope/trace/testing';
import { expect, test } from 'vitest';
import { findingsOf } from '../../testing/findingsOf.ts';
import { links, nic, veth, vxlan } from '../../testing/terminal.ts';
import { rpFilterAsymmetric } from './rpFilterAsymmetric.ts';

/** Two NICs; the other nodes' underlay, 10.0.9.0/24, is behind a router. */
const NODE = `# ip -d addr
${links(
  nic('2: eth0', '172.16.0.11/24'),
  nic('3: eth1', '10.0.0.11/24'),
  vxlan(
    '7: vxlan.calico',
    'id 4096 local 10.0.0.11 dev eth1 dstport 4789 nolearning',
    '66:00:00:00:00:0b',
    '192.168.2.0/32',
  ),
)}# ip rule
${USUAL_RULES}
# bridge fdb
66:00:00:00:00:0a dev vxlan.calico dst 10.0.9.10 self permanent
66:00:00:00:00:0c dev vxlan.calico dst 10.0.9.12 self permanent
`;
const ROUTES = `# ip route
default via 172.16.0.254 dev eth0
172.16.0.0/24 dev eth0 proto kernel scope link src 172.16.0.11
10.0.0.0/24 dev eth1 proto kernel scope link src 10.0.0.11
`;
const UNDERLAY = '10.0.9.0/24 via 10.0.0.254 dev eth1\n';
const line = (name: string, rp: string) =>
  `inet ${name} forwarding on rp_filter ${rp} mc_forwarding off proxy_neigh off ignore_routes_with_linkdown off\n`;
const netconf = (eth1: string, all = 'off', others = 'off') =>
  `# ip netconf\n${line('lo', 'off')}${line('eth0', others)}${line('eth1', eth1)}${line('cni0', others)}${line('vxlan.calico', others)}${line('all', all)}`;
const find = (...outputs: readonly string[]) =>
  findingsOf(rpFilterAsymmetric, readNodes({ worker1: outputs.join('') }));

test("of tunnel packets that come in by another NIC than the default route's", () => {
  expect(find(NODE, ROUTES, netconf('strict'))).toMatchObject([
    {
      severity: 'error',
      title: 'eth1 drops tunnel packets from 10.0.9.10 and 1 more: answers go another way',
      subjects: ['if/worker1/host/eth1'],
      why: expect.stringContaining(
        'The way back to 10.0.9.10 is eth0, not eth1 (rp_filter is strict).',
      ),
      remedy: expect.stringContaining('`sysctl -w net.ipv4.conf.eth1.rp_filter=2`'),
    },
  ]);
});

test('the larger of both settings counts', () => {
  expect(find(NODE, ROUTES, netconf('off', 'strict'))).toHaveLength(1);
  expect(find(NODE, ROUTES, netconf('strict', 'loose'))).toEqual([]);
});

test('of pods on a bridge whose network another interface has, too', () => {
  const host = `# ip -d addr
${links(
  nic('2: eth0', '10.85.9.11/24'),
  '4: cni0: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc noqueue state UP group default\n    link/ether 2e:ef:76:4d:74:2f brd ff:ff:ff:ff:ff:ff\n    bridge stp_state 0\n    inet 10.85.0.1/16 scope global cni0',
  veth('5: veth2c3744a3', 2, 'blue').replace('noqueue state', 'noqueue master cni0 state'),
)}# ip rule
${USUAL_RULES}
# ip route
10.85.0.0/16 dev cni0 proto kernel scope link src 10.85.0.1
10.85.9.0/24 dev eth0 proto kernel scope link src 10.85.9.11
`;
  const pod = (address: string) => `# ip netns exec blue ip -d addr
${links(veth('2: eth0', 5, 'red', `${address}/16`))}# kubectl get pods -A -o wide
NAMESPACE   NAME   READY   STATUS    RESTARTS   AGE   IP          NODE      NOMINATED NODE   READINESS GATES
default     web    1/1     Running   0          1d    ${address}   worker1   <none>           <none>
`;
  const settings = netconf('off', 'off', 'strict');
  expect(find(host, pod('10.85.9.4'), settings)).toMatchObject([
    {
      title: 'cni0 drops packets from 10.85.9.4: answers go another way',
      subjects: ['if/worker1/host/cni0'],
    },
  ]);
  expect(find(host, pod('10.85.0.4'), settings)).toEqual([]);
});

test.each([
  ['the underlay has a route of its own', [NODE, ROUTES + UNDERLAY, netconf('strict')]],
  ['rp_filter is loose', [NODE, ROUTES, netconf('loose')]],
  ['rp_filter is off', [NODE, ROUTES, netconf('off')]],
  ['rp_filter was not captured', [NODE, ROUTES]],
  [
    'the policy rules were not captured',
    [NODE.replace(`# ip rule\n${USUAL_RULES}\n`, ''), ROUTES, netconf('strict')],
  ],
  [
    'a policy rule leads answers back, in a table that was not captured',
    [NODE.replace('32766:', '100:\tfrom 10.0.0.11 lookup 77\n32766:'), ROUTES, netconf('strict')],
  ],
  [
    'a policy rule leads answers back',
    [
      NODE.replace('32766:', '100:\tfrom 10.0.0.11 lookup 77\n32766:'),
      ROUTES.replace('ip route', 'ip route show table all'),
      'default via 10.0.0.254 dev eth1 table 77\n',
      netconf('strict'),
    ],
  ],
  [
    'both NICs are on one network, so that either may answer',
    [NODE.replace('172.16.0.11/24', '10.0.0.12/24'), ROUTES, netconf('strict')],
  ],
])('says nothing where %s', (_, outputs) => {
  expect(find(...outputs)).toEqual([]);
});

test.each([
  ['the sample', ['calico-single-node.md']],
  ['two nodes', ['calico-two-nodes/control.tar.gz', 'calico-two-nodes/worker.tar.gz']],
  ['a dual-stack bridge', ['dual-stack-bridge']],
])('says nothing of %s', async (_, captures) => {
  expect(findingsOf(rpFilterAsymmetric, await exampleNetwork(...captures))).toEqual([]);
});
