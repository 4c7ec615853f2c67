import { describe, expect, it } from 'vitest';
import type { Link } from '../snapshot/link.ts';
import type { NodeSnapshot } from '../snapshot/snapshot.ts';
import { address, at, ip, link, netns, node, route, snapshot, veth } from '../testing/builders.ts';
import { buildTopology } from './buildTopology.ts';
import type { Topology, TopologyEdge } from './topology.ts';

const edges = (topology: Topology, kind: string): readonly string[] =>
  topology.edges
    .filter((edge) => edge.kind === kind)
    .map(({ source, target, confidence }) => `${source} ${target} ${confidence}`);
const build = (...nodes: readonly NodeSnapshot[]): Topology => buildTopology(snapshot(...nodes));
const netnsOf = (topology: Topology, name: string) =>
  topology.nodes.find((n) => n.kind === 'netns' && n.name === name);

const device = { details: { kind: 'device' } } as const satisfies Partial<Link>;

describe('veth pairs', () => {
  const proven = [
    netns('host', { links: [link('5: vethA@if2', { netns: 'pod-a' }, veth)] }),
    netns('pod-a', { links: [link('2: eth0@if5', { netns: 'pinned-host' }, veth)] }),
  ];

  it('are proven when each end names the other by ifindex and namespace', () => {
    expect(edges(build(node(proven)), 'veth')).toEqual([
      'if/node1/host/vethA if/node1/pod-a/eth0 proven',
    ]);
  });

  it('carry the lines of both ends', () => {
    const pair = build(node(proven)).edges.find((edge) => edge.kind === 'veth');
    expect(pair?.evidence.map(({ line }) => line)).toEqual([2, 5]);
  });

  it('should not be made from indexes alone when several fit: indexes repeat in every namespace', () => {
    const ambiguous = build(
      node([
        netns('host', { links: [link('5: vethA@if2', {}, veth)] }),
        netns('pod-a', { links: [link('2: eth0@if5', {}, veth)] }),
        netns('pod-b', { links: [link('2: eth0@if5', {}, veth)] }),
      ]),
    );
    expect(edges(ambiguous, 'veth')).toEqual([]);
  });

  it('are inferred from indexes that fit only each other', () => {
    const only = build(
      node([
        netns('host', { links: [link('5: vethA@if2', {}, veth), link('6: vethB@if3', {}, veth)] }),
        netns('pod-a', { links: [link('2: eth0@if5', {}, veth)] }),
      ]),
    );
    expect(edges(only, 'veth')).toEqual(['if/node1/host/vethA if/node1/pod-a/eth0 inferred']);
  });

  it('should not be made when the far end points elsewhere', () => {
    const oneWay = build(
      node([
        netns('host', { links: [link('5: vethA@if2', { netns: 'pod-a' }, veth)] }),
        netns('pod-a', { links: [link('2: eth0@if9', { netns: 'x' }, veth)] }),
      ]),
    );
    // What pod-a's end does say stays: its peer is in a namespace that was not captured.
    expect(edges(oneWay, 'veth')).toEqual(['if/node1/pod-a/eth0 netns/node1/x proven']);
  });

  it("are inferred through the observer's nsid list, since JSON names no namespace", () => {
    const byId = build(
      node([
        netns('host', {
          links: [link('5: vethA@if2', { nsid: 0 }, veth)],
          netnsNames: [{ name: 'pod-a', nsid: 0, evidence: at(50) }],
        }),
        netns('pod-a', { links: [link('2: eth0@if5', { nsid: 0 }, veth)] }),
      ]),
    );
    expect(edges(byId, 'veth')).toEqual(['if/node1/host/vethA if/node1/pod-a/eth0 inferred']);
  });

  it('in one namespace name each other', () => {
    const local = build(
      node([netns('host', { links: [link('5: va@vb', {}, veth), link('6: vb@va', {}, veth)] })]),
    );
    expect(edges(local, 'veth')).toEqual(['if/node1/host/va if/node1/host/vb proven']);
  });

  it('are inferred from a MAC address learned on the bridge port', () => {
    const mac = '6e:ce:a9:a6:c0:4c' as NonNullable<Link['mac']>;
    const learned = build(
      node([
        netns('host', {
          links: [link('5: vethA@if2', {}, veth), link('6: vethB@if2', {}, veth)],
          fdb: [{ mac, device: 'vethA', master: 'cni0', flags: [], evidence: at(70) }],
        }),
        netns('pod-a', { links: [link('2: eth0@if9', {}, { ...veth, mac })] }),
      ]),
    );
    expect(edges(learned, 'veth')).toEqual(['if/node1/host/vethA if/node1/pod-a/eth0 inferred']);
  });

  it('end at the box of a namespace that nobody looked into', () => {
    const half = build(
      node([netns('host', { links: [link('5: vethA@if2', { netns: 'pod-a' }, veth)] })]),
    );
    expect(edges(half, 'veth')).toEqual(['if/node1/host/vethA netns/node1/pod-a proven']);
    expect(netnsOf(half, 'pod-a')).toMatchObject({ captured: false });
  });
});

describe('namespaces with several names', () => {
  it('show as one: the pod end names the host by a pin of its own', () => {
    const topology = build(
      node([
        netns('host', {
          links: [link('5: vethA@if2', { netns: 'pod-a' }, veth)],
          netnsNames: ['pod-a', 'pinned-host', 'stranger'].map((name, i) => ({
            name,
            evidence: at(20 + i),
          })),
        }),
        netns('pod-a', { links: [link('2: eth0@if5', { netns: 'pinned-host' }, veth)] }),
      ]),
    );
    expect(netnsOf(topology, 'host')).toMatchObject({ aliases: ['pinned-host'], isHost: true });
    expect(netnsOf(topology, 'pinned-host')).toBeUndefined();
    expect(netnsOf(topology, 'stranger')).toMatchObject({ captured: false, aliases: [] });
  });

  it('that were both captured are one, and nothing of either is lost', () => {
    const inside = [link('2: eth0@if7', { netns: 'b' }, veth)];
    const topology = build(
      node([
        netns('host', {
          netnsNames: ['a', 'a2'].map((name, i) => ({ name, nsid: 3, evidence: at(20 + i) })),
        }),
        netns('a', { links: inside, routes: [route('default via 10.0.0.1 dev eth0')] }),
        netns('a2', { links: inside }),
        netns('b', { links: [link('7: eth1@if2', { netns: 'a' }, veth)] }),
      ]),
    );
    const namespaces = topology.nodes.flatMap((n) => (n.kind === 'netns' ? [n.name] : []));
    expect(namespaces).toEqual(['a', 'b', 'host']);
    expect(netnsOf(topology, 'a')).toMatchObject({ aliases: ['a2'], routes: [{}] });
    expect(edges(topology, 'veth')).toEqual(['if/node1/a/eth0 if/node1/b/eth1 proven']);
  });

  it('are told by equal ids in one list', () => {
    const topology = build(
      node([
        netns('host', {
          netnsNames: [
            { name: 'a', nsid: 3, evidence: at(1) },
            { name: 'b', nsid: 3, evidence: at(2) },
          ],
        }),
        netns('b', { links: [link('1: lo')] }),
      ]),
    );
    expect(netnsOf(topology, 'b')).toMatchObject({ aliases: ['a'], captured: true });
  });
});

describe('relations inside one namespace', () => {
  it('joins ports to bridges, members to bonds, children to parents, tunnels to underlays', () => {
    const bridge = { details: { kind: 'bridge' } } as const;
    const topology = build(
      node([
        netns('host', {
          links: [
            link('2: eth0', {}, { ...device, master: 'bond0' }),
            link('3: bond0', {}, { details: { kind: 'bond' } }),
            link('4: bond0.7@bond0', {}, { details: { kind: 'vlan', vlanId: 7, flags: [] } }),
            link('5: br0', {}, bridge),
            link('6: tap1', {}, { details: { kind: 'tun' }, master: 'br0' }),
            link('7: vx', {}, { details: { kind: 'vxlan', device: 'bond0' } }),
            link('8: vy', {}, { details: { kind: 'vxlan', local: ip('10.0.0.9') } }),
            link('9: eth9', {}, { ...device, addresses: [address('10.0.0.9/24')] }),
          ],
        }),
      ]),
    );
    const inside = (name: string) => `if/node1/host/${name}`;
    expect(edges(topology, 'bond-member')).toEqual([`${inside('eth0')} ${inside('bond0')} proven`]);
    expect(edges(topology, 'vlan-parent')).toEqual([
      `${inside('bond0.7')} ${inside('bond0')} proven`,
    ]);
    expect(edges(topology, 'bridge-port')).toEqual([`${inside('tap1')} ${inside('br0')} proven`]);
    expect(edges(topology, 'vxlan-underlay')).toEqual([
      `${inside('vx')} ${inside('bond0')} proven`,
      `${inside('vy')} ${inside('eth9')} inferred`,
    ]);
  });

  it('should not take a macvlan in a pod for a veth: only one end points at the other', () => {
    const topology = build(
      node([
        netns('host', { links: [link('3: eth0', {}, device)] }),
        netns('pod-a', {
          links: [
            link(
              '2: net1@if3',
              { netns: 'host' },
              { details: { kind: 'macvlan', mode: 'bridge' } },
            ),
          ],
        }),
      ]),
    );
    expect(edges(topology, 'veth')).toEqual([]);
    expect(edges(topology, 'macvlan-parent')).toEqual([
      'if/node1/pod-a/net1 if/node1/host/eth0 proven',
    ]);
  });
});

describe('the outside', () => {
  const host = netns('host', {
    links: [
      link('2: eth0', {}, { ...device, addresses: [address('172.16.0.11/24')] }),
      link('4: cni0', {}, { details: { kind: 'bridge' }, addresses: [address('10.85.0.1/16')] }),
      link('11: vxlan.calico', {}, { details: { kind: 'vxlan' } }),
    ],
    routes: [
      route('default via 172.16.0.254 dev eth0'),
      route('192.168.3.0/26 via 192.168.3.0 dev vxlan.calico'),
    ],
  });

  it('has the networks of NICs and the default gateway, not the pods network', () => {
    const topology = build(node([host]));
    const external = topology.nodes.filter((n) => n.kind === 'external').map(({ id }) => id);
    expect(external).toEqual([
      'ext/gateway/172.16.0.254',
      'ext/network/172.16.0.0/24',
      'ext/vtep/192.168.3.0',
    ]);
    expect(edges(topology, 'gateway')).toEqual([
      'ext/network/172.16.0.0/24 ext/gateway/172.16.0.254 proven',
    ]);
  });

  it('has the network of any interface that leads to an outside gateway, be it a veth or a bridge', () => {
    const br0 = link(
      '2: br0',
      {},
      { details: { kind: 'bridge' }, addresses: [address('10.9.0.2/24')] },
    );
    const routed = (via: string) =>
      build(node([netns('host', { links: [br0], routes: [route(`default via ${via} dev br0`)] })]));
    expect(edges(routed('10.9.0.1'), 'network')).toEqual([
      'if/node1/host/br0 ext/network/10.9.0.0/24 proven',
    ]);
    expect(edges(routed('10.9.0.2'), 'network')).toEqual([]);
  });

  it('is proven to be a VTEP only by route, neighbour and FDB together', () => {
    const mac = '66:b9:7e:86:1e:99' as NonNullable<Link['mac']>;
    const entry = { mac, device: 'vxlan.calico', flags: [] };
    const joined = build(
      node([
        {
          ...host,
          neighbors: [
            {
              family: 4,
              address: ip('192.168.3.0'),
              device: 'vxlan.calico',
              mac,
              states: ['PERMANENT'],
              flags: [],
              evidence: at(80),
            },
          ],
          fdb: [{ ...entry, destination: ip('10.0.0.12'), evidence: at(81) }],
        },
      ]),
    );
    expect(edges(build(node([host])), 'vxlan-tunnel')[0]).toMatch(/inferred$/);
    expect(edges(joined, 'vxlan-tunnel')[0]).toMatch(/proven$/);
  });

  it('is shared by nodes on the same network', () => {
    const topology = build(node([host]), node([host], { name: 'node2' }));
    expect(topology.nodes.filter((n) => n.id === 'ext/network/172.16.0.0/24')).toHaveLength(1);
    expect(edges(topology, 'network')).toHaveLength(2);
  });
});

describe('pods', () => {
  const pod = (name: string, more = {}) => ({ namespace: 'ns', name, evidence: at(90), ...more });
  const wired = [
    netns('host', { links: [link('5: vethA@if2', { netns: 'pod-a' }, veth)] }),
    netns('pod-a', {
      links: [
        link('2: eth0@if5', { netns: 'h' }, { ...veth, addresses: [address('10.85.0.4/16')] }),
      ],
    }),
  ];
  const withPods = (...pods: readonly ReturnType<typeof pod>[]) => {
    const { kubernetes } = node([]);
    return node(wired, { kubernetes: { ...kubernetes, pods } });
  };
  const podOf = (topology: Topology, name: string) =>
    topology.nodes.find((n) => n.id === `pod/ns/${name}`);

  it('are matched by the address that Kubernetes gives them', () => {
    const topology = build(withPods(pod('web', { addresses: [ip('10.85.0.4')] })));
    expect(podOf(topology, 'web')).toMatchObject({
      netns: 'netns/node1/pod-a',
      matchedBy: 'pod-address',
    });
  });

  it.each(['Completed', 'Succeeded', 'Failed', 'Evicted'])(
    'that have ended (%s) keep their address in the list, and are not who has it now',
    (status) => {
      const addresses = [ip('10.85.0.4')];
      const topology = build(
        withPods(pod('job', { addresses, status }), pod('web', { addresses })),
      );
      expect(podOf(topology, 'job')).not.toHaveProperty('netns');
      expect(podOf(topology, 'web')).toMatchObject({ netns: 'netns/node1/pod-a' });
      expect(topology.diagnostics).toEqual([]);
    },
  );

  it('should not be matched by chance: a pod without any proof has no namespace', () => {
    const topology = build(withPods(pod('elsewhere')));
    expect(podOf(topology, 'elsewhere')).toEqual(
      expect.not.objectContaining({ netns: expect.anything() }),
    );
    expect(podOf(topology, 'elsewhere')).toMatchObject({ hostNetwork: 'unknown' });
  });

  it('that say hostNetwork are on the host when they run here', () => {
    const topology = build(withPods(pod('proxy', { hostNetwork: true, node: 'node1' })));
    expect(podOf(topology, 'proxy')).toMatchObject({
      netns: 'netns/node1/host',
      matchedBy: 'host-network',
    });
    const remote = build(withPods(pod('proxy', { hostNetwork: true, node: 'node2' })));
    expect(podOf(remote, 'proxy')).not.toHaveProperty('netns');
  });

  it('that claim one namespace twice are reported', () => {
    const addresses = [ip('10.85.0.4')];
    const topology = build(withPods(pod('a', { addresses }), pod('b', { addresses })));
    expect(topology.diagnostics.map(({ message }) => message)).toEqual([
      'several pods match the namespace pod-a: ns/a, ns/b',
    ]);
  });
});

describe('the result', () => {
  it('is sorted by id, whatever the order of the capture', () => {
    const links = [link('2: eth0', {}, device), link('3: eth1', {}, device)];
    const forward = build(node([netns('host', { links }), netns('b'), netns('a')]));
    const backward = build(
      node([netns('host', { links: links.toReversed() }), netns('a'), netns('b')]),
    );
    expect(backward.nodes.map(({ id }) => id)).toEqual(forward.nodes.map(({ id }) => id));
    const ids = forward.nodes.map(({ id }) => id);
    expect(ids).toEqual([...ids].sort());
  });

  it('has the source of every edge: none without evidence', () => {
    const topology = build(
      node([netns('host', { links: [link('5: va@vb', {}, veth), link('6: vb@va', {}, veth)] })]),
    );
    const bare = topology.edges.filter((edge: TopologyEdge) => edge.evidence.length === 0);
    expect(bare).toEqual([]);
  });
});
