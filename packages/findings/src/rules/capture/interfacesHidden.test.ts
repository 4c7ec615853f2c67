import { exampleNetwork, readNodes } from '@vethscope/trace/testing';
import { expect, test } from 'vitest';
import { findingsOf } from '../../testing/findingsOf.ts';
import { interfacesHidden } from './interfacesHidden.ts';

const BRIEF = `# iptables -nL
Chain INPUT (policy ACCEPT)
target     prot opt source               destination
ACCEPT     all  --  0.0.0.0/0            0.0.0.0/0
DROP       tcp  --  0.0.0.0/0            0.0.0.0/0            tcp dpt:22
`;

test('a listing without -v: the listing, and the command that shows it', () => {
  expect(findingsOf(interfacesHidden, readNodes({ gateway: BRIEF }))).toMatchObject([
    {
      severity: 'info',
      title: 'filter: listed without the interfaces of rules',
      subjects: ['netns/gateway/host'],
      evidence: [{ file: 'gateway.txt', line: 2, endLine: 5 }],
      remedy: 'List them with `iptables-save -c`, or with `iptables -nvL`.',
    },
  ]);
});

test('on the sample: both of its tables', async () => {
  const network = await exampleNetwork('calico-single-node.md');
  expect(findingsOf(interfacesHidden, network)).toMatchObject([
    {
      title: 'filter, nat: listed without the interfaces of rules',
      subjects: ['netns/calico-single-node/host'],
    },
  ]);
});

test.each([
  [
    '-v was given',
    BRIEF.replace('-nL', '-nvL').replace(
      /target[\s\S]*/,
      ' pkts bytes target     prot opt in     out     source               destination\n    0     0 ACCEPT     all  --  lo     *       0.0.0.0/0            0.0.0.0/0\n',
    ),
  ],
  [
    'a later listing tells all',
    `${BRIEF}# iptables -S\n-P INPUT ACCEPT\n-A INPUT -i lo -j ACCEPT\n`,
  ],
  [
    'there are no rules',
    '# iptables -nL\nChain INPUT (policy ACCEPT)\ntarget     prot opt source               destination\n',
  ],
  ['no rules were listed at all', '# ip route\ndefault via 192.0.2.1 dev eth0\n'],
])('says nothing where %s', (_, outputs) => {
  expect(findingsOf(interfacesHidden, readNodes({ gateway: outputs }))).toEqual([]);
});

test.each([
  ['two nodes', ['calico-two-nodes/control.tar.gz', 'calico-two-nodes/worker.tar.gz']],
  ['a dual-stack bridge', ['dual-stack-bridge']],
])('says nothing of %s', async (_, paths) => {
  expect(findingsOf(interfacesHidden, await exampleNetwork(...paths))).toEqual([]);
});
