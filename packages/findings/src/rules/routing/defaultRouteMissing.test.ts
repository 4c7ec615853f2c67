import { exampleNetwork, readNodes, USUAL_RULES } from '@vethscope/trace/testing';
import { expect, test } from 'vitest';
import { findingContext } from '../../context.ts';
import { runRule } from '../../runRules.ts';
import { findingsOf } from '../../testing/findingsOf.ts';
import { printedLink } from '../../testing/ipAddr.ts';
import { links, nic, veth } from '../../testing/terminal.ts';
import { defaultRouteMissing } from './defaultRouteMissing.ts';

const NIC = nic('2: eth0', '10.0.0.11/24');
const CONNECTED = '10.0.0.0/24 dev eth0 proto kernel scope link src 10.0.0.11\n';
const node = (routes: string, rules = USUAL_RULES) =>
  `# ip -d addr\n${links(NIC, veth('5: veth2c3744a3', 2, 'blue'))}# ip route\n${routes}# ip rule\n${rules}\n`;
const DEFAULT = `default via 10.0.0.1 dev eth0\n${CONNECTED}`;
const pod = (routes: string) => `# ip netns exec blue ip -d addr
${links(veth('2: eth0', 5, 'red', '10.85.0.4/16'))}# ip netns exec blue ip route
${routes}# ip netns exec blue ip rule
${USUAL_RULES}
`;
const PODS = `# kubectl get pods -A -o wide
NAMESPACE   NAME   READY   STATUS    RESTARTS   AGE   IP          NODE      NOMINATED NODE   READINESS GATES
default     web    1/1     Running   0          1d    10.85.0.4   worker1   <none>           <none>
`;
const POD_NETWORK = '10.85.0.0/16 dev eth0 proto kernel scope link src 10.85.0.4\n';
const WITHOUT_RULES = node(CONNECTED).replace(/# ip rule[\s\S]*/, '');
const find = (...outputs: readonly string[]) =>
  findingsOf(defaultRouteMissing, readNodes({ worker1: outputs.join('') }));

test('of a node', () => {
  expect(find(node(CONNECTED))).toMatchObject([
    {
      severity: 'warning',
      title: 'worker1 has no IPv4 default route',
      subjects: ['netns/worker1/host'],
      // All that `ip route` and `ip rule` list.
      evidence: [
        { line: 12, endLine: 12 },
        { line: 14, endLine: 16 },
      ],
    },
  ]);
});

test('is an error where pods need it for their gateway', () => {
  expect(find(node(CONNECTED).replaceAll('veth2c3744a3', 'cali68caf03a5f4'))).toMatchObject([
    { severity: 'error', why: expect.stringContaining('169.254.1.1') },
  ]);
});

test('is worth knowing where gateways lead to some networks', () => {
  expect(find(node(`${CONNECTED}172.16.0.0/12 via 10.0.0.1 dev eth0\n`))).toMatchObject([
    { severity: 'info' },
  ]);
});

test('is no error for Calico where another route leads to 169.254.1.1', () => {
  const zeroconf = '169.254.0.0/16 dev eth0 scope link metric 1002\n';
  const calico = node(CONNECTED + zeroconf).replaceAll('veth2c3744a3', 'cali68caf03a5f4');
  expect(find(calico)).toMatchObject([
    { severity: 'warning', why: expect.not.stringContaining('169.254.1.1') },
  ]);
});

test('of a pod', () => {
  expect(find(node(DEFAULT), pod(POD_NETWORK), PODS)).toMatchObject([
    {
      severity: 'error',
      title: 'default/web: no IPv4 default route in its namespace',
      subjects: ['pod/default/web', 'netns/worker1/blue'],
    },
  ]);
});

test.each([
  ['both have one', [node(DEFAULT), pod('default via 10.85.0.1 dev eth0\n'), PODS]],
  [
    'two halves cover everything',
    [node(`0.0.0.0/1 dev tun0 scope link\n128.0.0.0/1 dev tun0 scope link\n${CONNECTED}`)],
  ],
  [
    'a rule leads to a table that was not captured',
    [
      node(
        CONNECTED,
        `0:\tfrom all lookup local\n5:\tfrom all lookup 51820\n32766:\tfrom all lookup main`,
      ),
    ],
  ],
  ['the rules were not captured', [WITHOUT_RULES]],
  [
    'only a bridge and a dummy have IPv4 addresses',
    [
      node('172.17.0.0/16 dev docker0 proto kernel scope link src 172.17.0.1 linkdown\n').replace(
        NIC,
        `${printedLink('2: eth0', { addresses: ['2001:db8::5/64'] })}${printedLink('3: docker0', {
          flags: 'NO-CARRIER,BROADCAST,MULTICAST,UP',
          details: 'bridge stp_state 0',
          addresses: ['172.17.0.1/16'],
        })}${printedLink('4: nodelocaldns', {
          flags: 'BROADCAST,NOARP',
          details: 'dummy',
          addresses: ['10.96.0.10/32'],
        })}`.trimEnd(),
      ),
    ],
  ],
  [
    'IPv6 is of a second network, which Kubernetes knows nothing of',
    [
      node(DEFAULT),
      pod('default via 10.85.0.1 dev eth0\n').replace(
        '# ip netns exec blue ip route\n',
        '    inet6 fd00:5::4/64 scope global\n# ip netns exec blue ip -6 route\nfd00:5::/64 dev eth0 proto kernel metric 256\n# ip netns exec blue ip -6 rule\n0:\tfrom all lookup local\n32766:\tfrom all lookup main\n# ip netns exec blue ip route\n',
      ),
      PODS,
    ],
  ],
  ["the namespace is no pod's", [node(DEFAULT), pod(POD_NETWORK)]],
  [
    'a table of its own has it',
    [
      node(CONNECTED, `0:\tfrom all lookup local\n5:\tfrom all lookup 77`)
        .replace('ip route', 'ip route show table all')
        .replace(CONNECTED, `default via 10.0.0.1 dev eth0 table 77\n${CONNECTED}`),
    ],
  ],
])('says nothing where %s', (_, outputs) => {
  expect(find(...outputs)).toEqual([]);
});

test.each([
  ['policy rules', WITHOUT_RULES, ['policyRules4']],
  ['nothing, since main has one', node(DEFAULT).replace(/# ip rule[\s\S]*/, ''), undefined],
  [
    'the tables that a rule leads to',
    node(
      CONNECTED,
      '0:\tfrom all lookup local\n5:\tfrom all lookup 77\n32766:\tfrom all lookup main',
    ),
    ['allTables4'],
  ],
])('is told as not checked for want of %s', (_, output, missing) => {
  const { unchecked } = runRule(
    findingContext(readNodes({ worker1: output })),
    defaultRouteMissing,
  );
  expect(unchecked.map((one) => one.missing)).toEqual(missing ? [missing] : []);
});

test.each([
  ['the sample', ['calico-single-node.md']],
  ['two nodes', ['calico-two-nodes/control.tar.gz', 'calico-two-nodes/worker.tar.gz']],
  ['a dual-stack bridge', ['dual-stack-bridge']],
])('says nothing of %s', async (_, captures) => {
  expect(findingsOf(defaultRouteMissing, await exampleNetwork(...captures))).toEqual([]);
});
