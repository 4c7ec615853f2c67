import type { Id, Topology } from '@vethscope/model';
import { netnsId } from '@vethscope/model';
import type { Branch, Reply, Trace } from '@vethscope/trace';
import { placeNames } from '@vethscope/trace';
import { ip, packet, rule } from '@vethscope/trace/testing';
import { expect, test } from 'vitest';
import {
  hostOf,
  netnsElement,
  podElement,
} from '../../../../packages/model/src/testing/topologies.ts';
import { placeHeading } from './placeHeading.ts';
import { traceText } from './traceText.ts';

const pod = netnsId('node1', 'blue');
const host = netnsId('node1', 'host');
const topology: Topology = {
  formatVersion: 1,
  nodes: [
    ...hostOf('node1'),
    netnsElement('node1', 'blue'),
    netnsElement('node1', 'red'),
    podElement('node1', 'default', 'web', 'blue'),
    podElement('node1', 'kube-system', 'proxy', 'host'),
  ],
  edges: [],
  services: [],
  diagnostics: [],
};
const names = placeNames(topology);

test.each([
  [pod, 'pod default/web (node1/blue)'],
  // Whichever pods share it.
  [host, 'node node1'],
  [netnsId('node1', 'red'), 'namespace node1/red'],
] as const)('%s is %s', (netns: Id, name) => {
  expect(placeHeading(netns, names)).toBe(name);
});

const request = packet('tcp 10.0.0.1 > 10.0.0.2:80');
const evidence = [{ file: 'other/ip_route', line: 3, endLine: 4 }];

const delivered: Branch = {
  probability: 1,
  disposition: 'delivered',
  assumptions: [],
  because: 'it arrives at 10.0.0.2 of netns/node1/blue',
  hops: [
    {
      ...{ node: 'node1', netns: host },
      steps: [
        { kind: 'route', destination: ip('10.0.0.2'), result: 'unicast', device: 'cni0', evidence },
        rule('filter OUTPUT 2', 'accept', '-p tcp -j ACCEPT'),
      ],
    },
    {
      ...{ node: 'node1', netns: pod },
      steps: [
        {
          ...{ kind: 'socket', protocol: 'tcp', address: ip('10.0.0.2'), port: 80 },
          ...{ listening: 'yes', evidence: [] },
        },
      ],
    },
  ],
};

const lostReply: Reply = {
  packet: packet('tcp 10.0.0.2 > 10.0.0.1'),
  disposition: 'noRoute',
  because: 'netns/node1/blue has no route to 10.0.0.1',
  hops: [
    {
      ...{ node: 'node1', netns: pod },
      steps: [
        { kind: 'route', destination: ip('10.0.0.1'), result: 'noRoute', evidence: [] },
        { kind: 'end', reason: 'netns/node1/blue has no route to 10.0.0.1', evidence: [] },
      ],
    },
  ],
  decidedBy: { hop: 0, step: 0 },
};

function trace(...branches: readonly Branch[]): Trace {
  const disposition =
    branches.length === 1 ? (branches[0]?.disposition ?? 'undecided') : 'undecided';
  const [from, to] = [{ text: 'node1' }, { text: 'default/web' }];
  return { packet: request, from, to, disposition, branches };
}

test('the verdict, the way with its evidence, the reply, what it would take', () => {
  expect(traceText(trace({ ...delivered, reply: lostReply }), names)).toBe(`\
delivered to 10.0.0.2:80, pod default/web (node1/blue)
  tcp 10.0.0.1 → 10.0.0.2:80, from node1 to default/web

node node1  [other/]
  route to 10.0.0.2: 10.0.0.2 dev cni0  [ip_route:3-4]
  OUTPUT rule 2 (filter) accepts it  [iptables-save:7]
      -p tcp -j ACCEPT

pod default/web (node1/blue)
  arrives at 10.0.0.2:80, where a tcp socket listens

reply no route: pod default/web has no route to 10.0.0.1
  tcp 10.0.0.2 → 10.0.0.1
  it would take a route of pod default/web to 10.0.0.1

pod default/web (node1/blue)
> route to 10.0.0.1: there is none
`);
});

test('several ways: each under its own heading, with what it takes for granted', () => {
  const unknown = { probability: null, hops: [] } as const;
  const assumptions = ['rule 7 matches (the listing hides its interfaces)'];
  const text = traceText(
    trace(
      { ...delivered, ...unknown, assumptions },
      {
        ...unknown,
        disposition: 'dropped',
        because: 'rule 8 drops it',
        assumptions: ['rule 7 does not match'],
      },
    ),
    names,
  );
  expect(text).toBe(`\
undecided, likely delivered: 2 ways
  tcp 10.0.0.1 → 10.0.0.2:80, from node1 to default/web
  dropped if rule 7 does not match

== 1 of 2: delivered: it arrives at 10.0.0.2 of pod default/web
  taken for granted: rule 7 matches (the listing hides its interfaces)

== 2 of 2: dropped: rule 8 drops it
  unlike 1, taken for granted: rule 7 does not match
`);
});

test('of ways that end alike the first is told in full, what all rest on once', () => {
  const assumptions = ['iptables of the pod were not captured'];
  const endpoint: Branch = { ...delivered, probability: 0.25, assumptions };
  const text = traceText(trace(endpoint, { ...endpoint, probability: 0.75 }), names);
  expect(text).toContain(`
  taken for granted: iptables of the pod were not captured

== 1 of 2, 25 %: delivered to 10.0.0.2:80, pod default/web (node1/blue)

node node1  [other/]
`);
  expect(text).toMatch(
    /\n\n== 2 of 2, 75 %: delivered to .*\n\n--format json has all 2 ways in full\n$/,
  );
});

test('files of one folder go by their names, the folder stands at the namespace', () => {
  const inFolder = (file: string) => [{ file: `node1/host/${file}`, line: 1, endLine: 1 }];
  const steps: Branch['hops'][number]['steps'] = [
    { kind: 'source', address: ip('10.0.0.1'), reason: 'a', evidence: inFolder('ip_route') },
    { kind: 'source', address: ip('10.0.0.1'), reason: 'b', evidence: inFolder('ip_addr') },
    { kind: 'source', address: ip('10.0.0.1'), reason: 'c', evidence },
  ];
  const text = traceText(
    trace({ ...delivered, hops: [{ node: 'node1', netns: host, steps }] }),
    names,
  );
  expect(text).toContain(`
node node1  [node1/host/]
  source address 10.0.0.1: a  [ip_route:1]
  source address 10.0.0.1: b  [ip_addr:1]
  source address 10.0.0.1: c  [other/ip_route:3-4]
`);
});

test('what a capture holds cannot steer the terminal', () => {
  const because = 'the route \u001b[2J is a blackhole';
  const branch: Branch = { ...delivered, disposition: 'blackholed', because, hops: [] };
  expect(traceText(trace(branch), names)).not.toContain('\u001b');
});
