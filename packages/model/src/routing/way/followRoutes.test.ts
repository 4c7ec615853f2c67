import { describe, expect, it } from 'vitest';
import type { Topology } from '../../graph/topology.ts';
import { type Id, interfaceId, netnsId } from '../../ids.ts';
import type { PolicyRule } from '../../snapshot/route.ts';
import type { NetnsSnapshot } from '../../snapshot/snapshot.ts';
import { address, ip, link, netns, at as placeAt, prefix, route } from '../../testing/builders.ts';
import {
  device,
  edge,
  gateway,
  hostOf,
  netnsElement,
  network,
  topologyOf,
} from '../../testing/topologies.ts';
import type { LookupFlow } from '../askRule.ts';
import { followRoutes, placesOfWay } from './followRoutes.ts';
import { indexLinks } from './linkGraph.ts';

// Two nodes a and b on one network, a VXLAN between them, a routed pod on each, two pods on a's bridge.
const NODES = ['a', 'b'] as const;
const PODS = [
  ['a', 'web', '192.168.1.1', 'cali1', 'routed'],
  ['b', 'web', '192.168.2.1', 'cali1', 'routed'],
  ['a', 'dns', '10.85.1.2', 'veth2', 'bridge'],
  ['a', 'app', '10.85.1.3', 'veth3', 'bridge'],
] as const;
const at = (node: string, ns: string, name: string) => interfaceId(node, ns, name);
const topology: Topology = topologyOf(
  [
    ...NODES.flatMap((node, i) => [
      ...hostOf(node),
      device(node, 'host', 2, 'eth1', [`10.0.0.${11 + i}/24`]),
      device(node, 'host', 3, 'vxlan.calico', [`192.168.${1 + i}.0/32`], { type: 'vxlan' }),
    ]),
    device('a', 'host', 4, 'cni0', ['10.85.1.1/24'], { type: 'bridge' }),
    ...PODS.flatMap(([node, name, own, port], i) => [
      netnsElement(node, name),
      device(node, name, 2, 'eth0', [`${own}/32`], { type: 'veth' }),
      device(node, 'host', 10 + i, port, [], { type: 'veth' }),
    ]),
    network('10.0.0.0/24'),
    network('fd00::/64'),
    gateway('10.0.0.254'),
  ],
  [
    ...NODES.map((node) =>
      edge('network', at(node, 'host', 'eth1'), 'ext/network/10.0.0.0/24' as Id),
    ),
    edge('network', at('a', 'host', 'eth1'), 'ext/network/fd00::/64' as Id),
    edge('gateway', 'ext/network/10.0.0.0/24' as Id, 'ext/gateway/10.0.0.254' as Id),
    // Behind it is a namespace that nobody looked into.
    edge('veth', at('a', 'host', 'eth1'), netnsId('a', 'switch')),
    edge('vxlan-tunnel', at('a', 'host', 'vxlan.calico'), at('b', 'host', 'vxlan.calico')),
    ...PODS.flatMap(([node, name, , port, kind]) => [
      edge('veth', at(node, 'host', port), at(node, name, 'eth0')),
      ...(kind === 'bridge'
        ? [edge('bridge-port', at(node, 'host', port), at(node, 'host', 'cni0'))]
        : []),
    ]),
  ],
);
const policyRule = (
  priority: number,
  table: string,
  more: Partial<PolicyRule> = {},
): PolicyRule => ({
  ...{ family: 4, priority, inverted: false, action: { kind: 'lookup', table } },
  evidence: placeAt(priority),
  ...more,
});
const pod = (own: string, gatewayAddress: string) =>
  netns('pod', {
    links: [link('2: eth0', undefined, { addresses: [address(`${own}/32`)] })],
    routes: [route('10.85.1.0/24 dev eth0'), route(`default via ${gatewayAddress} dev eth0`)],
  });
const SNAPSHOTS: ReadonlyMap<string, NetnsSnapshot> = new Map([
  [
    'netns/a/host',
    netns('host', {
      links: [
        link('2: eth1', undefined, { addresses: [address('10.0.0.11/24')] }),
        link('4: cni0', undefined, { addresses: [address('10.85.1.1/24')] }),
      ],
      routes: [
        route('default via 10.0.0.254 dev eth1'),
        route('10.0.0.0/24 dev eth1'),
        route('10.85.1.0/24 dev cni0'),
        route('192.168.1.0/26', { type: 'blackhole' }),
        route('192.168.1.1/32 dev cali1'),
        route('192.168.2.0/26 via 192.168.2.0 dev vxlan.calico'),
        route('198.18.0.0/15 via 10.0.0.12 dev eth1'),
        route('203.0.113.0/24 dev tun9'),
        route('2001:db8::/32 via fe80::1 dev eth1'),
      ],
    }),
  ],
  [
    'netns/b/host',
    netns('host', {
      links: [link('2: eth1', undefined, { addresses: [address('10.0.0.12/24')] })],
      captured: ['routes4', 'allTables4', 'policyRules4'],
      policyRules: [
        policyRule(10, '7', { from: prefix('192.168.1.9/32') }),
        policyRule(20, '8', { iif: 'vxlan.calico' }),
        policyRule(32766, 'main'),
      ],
      routes: [
        route('192.168.2.1/32 dev cali1'),
        route('198.18.0.0/15 via 10.0.0.11 dev eth1'),
        route('192.168.2.0/24', { type: 'blackhole', table: '7' }),
        route('192.168.2.50/32', { type: 'prohibit', table: '8' }),
      ],
    }),
  ],
  ['netns/a/web', pod('192.168.1.1', '169.254.1.1')],
  ['netns/b/web', pod('192.168.2.1', '169.254.1.1')],
  ['netns/a/dns', pod('10.85.1.2', '10.85.1.1')],
  ['netns/a/app', pod('10.85.1.3', '10.85.1.1')],
]);
const follow = (node: string, name: string, to: string, flow: LookupFlow = {}) =>
  followRoutes(indexLinks(topology), (id) => SNAPSHOTS.get(id), netnsId(node, name), {
    address: ip(to),
    flow,
  });

describe('followRoutes', () => {
  it('goes by proxy ARP and through a VXLAN to a pod of another node', () => {
    const way = follow('a', 'web', '192.168.2.1');
    expect(way).toMatchObject({ end: 'delivered', at: 'netns/b/web' });
    expect(placesOfWay(way)).toEqual([
      'netns/a/web',
      'if/a/web/eth0',
      'if/a/host/cali1',
      'routing/netns/a/host',
      'if/a/host/vxlan.calico',
      'if/b/host/vxlan.calico',
      'routing/netns/b/host',
      'if/b/host/cali1',
      'if/b/web/eth0',
      'netns/b/web',
    ]);
  });

  it('goes from bridge port to bridge port without the host’s routing', () => {
    expect(placesOfWay(follow('a', 'dns', '10.85.1.3'))).toEqual([
      'netns/a/dns',
      'if/a/dns/eth0',
      'if/a/host/veth2',
      'if/a/host/cni0',
      'if/a/host/veth3',
      'if/a/app/eth0',
      'netns/a/app',
    ]);
  });

  it('goes out of the capture by the gateway', () => {
    const way = follow('a', 'dns', '8.8.8.8');
    expect(way).toMatchObject({ end: 'leavesCapture', at: 'ext/gateway/10.0.0.254' });
    expect(placesOfWay(way).slice(-4)).toEqual([
      'routing/netns/a/host',
      'if/a/host/eth1',
      'ext/network/10.0.0.0/24',
      'ext/gateway/10.0.0.254',
    ]);
  });

  it.each([
    ['a', 'web', '192.168.1.9', 'blackhole', 'netns/a/host'],
    ['b', 'web', '8.8.8.8', 'noRoute', 'netns/b/host'],
    // Each node takes the other for the way to it.
    ['a', 'web', '198.18.0.1', 'loop', 'netns/a/host'],
    ['a', 'host', '10.0.0.77', 'leavesCapture', 'ext/network/10.0.0.0/24'],
    ['a', 'host', '10.0.0.12', 'delivered', 'netns/b/host'],
    // Nobody that was captured has it: whether somebody does is not known.
    ['a', 'host', '10.85.1.99', 'unknown', 'netns/a/host'],
    ['a', 'host', '203.0.113.1', 'unknown', 'netns/a/host'],
    ['c', 'host', '10.0.0.1', 'unknown', 'netns/c/host'],
    // A link-local gateway is on a network of its own family.
    ['a', 'host', '2001:db8::1', 'leavesCapture', 'ext/network/fd00::/64'],
    // To many at once.
    ['a', 'host', '224.0.0.5', 'unknown', 'netns/a/host'],
  ])('from %s/%s to %s: %s', (node, name, to, end, where) => {
    expect(follow(node, name, to)).toMatchObject({ end, at: where });
  });

  it('asks policy rules for the source and the interface that it came in by', () => {
    const to = '192.168.2.1';
    expect(follow('a', 'web', to, { source: ip('192.168.1.9') })).toMatchObject({
      ...{ end: 'blackhole', at: 'netns/b/host' },
    });
    expect(follow('a', 'web', '192.168.2.50')).toMatchObject({
      ...{ end: 'prohibit', at: 'netns/b/host' },
    });
    const unsaid = follow('a', 'web', to);
    expect(unsaid.end).toBe('delivered');
    expect(unsaid.hops[2]?.found.assumptions).toEqual([
      'rule 10 (table 7) is left out: it also asks for the source address',
    ]);
  });
});
