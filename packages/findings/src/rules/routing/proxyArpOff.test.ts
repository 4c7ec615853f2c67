import { exampleNetwork, readNodes } from '@vethscope/trace/testing';
import { expect, test } from 'vitest';
import { findingContext } from '../../context.ts';
import { runRule } from '../../runRules.ts';
import { findingsOf } from '../../testing/findingsOf.ts';
import { links, nic, veth } from '../../testing/terminal.ts';
import { proxyArpOff } from './proxyArpOff.ts';

const HOST = `# ip -d addr
${links(nic('2: eth0', '10.0.0.11/24'), veth('12: cali68caf03a5f4', 2, 'blue'))}`;
const POD = `# ip netns exec blue ip -d addr
${links(veth('2: eth0', 12, 'red', '192.168.2.1/32'))}# ip netns exec blue ip route
default via 169.254.1.1 dev eth0
169.254.1.1 dev eth0 scope link
`;
const netconf = (cali: string, all = 'off') =>
  [
    '# ip netconf\n',
    `inet cali68caf03a5f4 forwarding on rp_filter strict mc_forwarding off proxy_neigh ${cali} ignore_routes_with_linkdown off\n`,
    `inet all forwarding on rp_filter off mc_forwarding off proxy_neigh ${all} ignore_routes_with_linkdown off\n`,
  ].join('');
const find = (...outputs: readonly string[]) =>
  findingsOf(proxyArpOff, readNodes({ worker1: outputs.join('') }));

test('names the interface that has to answer', () => {
  expect(find(HOST, POD, netconf('off'))).toMatchObject([
    {
      severity: 'error',
      title: "cali68caf03a5f4 does not answer for 169.254.1.1, the pod's gateway",
      subjects: ['if/worker1/host/cali68caf03a5f4'],
      // The interface, the pod's default route, and the line of `ip netconf`.
      evidence: [
        { line: 8, endLine: 10 },
        { line: 20, endLine: 20 },
        { line: 23, endLine: 23 },
      ],
      remedy: expect.stringContaining('`sysctl -w net.ipv4.conf.cali68caf03a5f4.proxy_arp=1`'),
    },
  ]);
});

test.each([
  ['it is on', [HOST, POD, netconf('on')]],
  ['it is on for all interfaces', [HOST, POD, netconf('off', 'on')]],
  [
    'only one interface was asked for',
    [
      HOST,
      POD,
      netconf('off')
        .replace('ip netconf', 'ip netconf show dev cali68caf03a5f4')
        .replace(/inet all .*\n/, ''),
    ],
  ],
  ['no setting was captured', [HOST, POD]],
  [
    'the pod has another gateway',
    [HOST, POD.replaceAll('169.254.1.1', '192.168.2.62'), netconf('off')],
  ],
  [
    'the pod has an entry made by hand',
    [
      HOST,
      POD,
      '# ip netns exec blue ip neigh\n169.254.1.1 dev eth0 lladdr ee:ee:ee:ee:ee:ee PERMANENT\n',
      netconf('off'),
    ],
  ],
  [
    'the gateway is proxied by itself',
    [HOST, POD, '# ip neigh show proxy\n169.254.1.1 dev cali68caf03a5f4 proxy\n', netconf('off')],
  ],
  [
    'an interface of the node has the address',
    [
      HOST.replace(
        'inet 10.0.0.11/24',
        'inet 169.254.1.1/32 scope link eth0\n    inet 10.0.0.11/24',
      ),
      POD,
      netconf('off'),
    ],
  ],
])('says nothing where %s', (_, outputs) => {
  expect(find(...outputs)).toEqual([]);
});

const ASKED = 'sysctl net.ipv4.conf.all.proxy_arp net.ipv4.conf.cali68caf03a5f4.proxy_arp';
const typed = (value: number) =>
  `# ${ASKED}\nnet.ipv4.conf.all.proxy_arp = 0\nnet.ipv4.conf.cali68caf03a5f4.proxy_arp = ${value}\n`;

test('takes the two settings that decide, where only these were asked for', () => {
  expect(find(HOST, POD, typed(0))).toHaveLength(1);
});

test.each([
  ['nothing is said of it', [HOST, POD], [['forwardingSysctls']]],
  ['it is said', [HOST, POD, typed(1)], []],
  ['there are no workloads of Calico', [HOST.replaceAll('cali68', 'veth68'), POD], []],
])('tells what was not checked where %s', (_, outputs, missing) => {
  const context = findingContext(readNodes({ worker1: outputs.join('') }));
  expect(runRule(context, proxyArpOff).unchecked.map((one) => one.missing)).toEqual(missing);
});

test.each([
  ['the sample', ['calico-single-node.md']],
  ['two nodes', ['calico-two-nodes/control.tar.gz', 'calico-two-nodes/worker.tar.gz']],
  ['a dual-stack bridge', ['dual-stack-bridge']],
])('says nothing of %s', async (_, captures) => {
  expect(findingsOf(proxyArpOff, await exampleNetwork(...captures))).toEqual([]);
});
