import type { NodeSnapshot, Snapshot, Topology } from '@vethscope/model';
import { buildTopology, interfaceId, netnsId } from '@vethscope/model';
import type { CaptureFiles } from '@vethscope/parsers';
import { readSnapshot, unpackCapture } from '@vethscope/parsers';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { captureNode } from './captureNode.ts';
import { CLUSTER } from './cluster.ts';
import { describeInLab } from './describeInLab.ts';
import { expectedInterfaces, podPlaces, UNNAMED } from './expected.ts';
import { ipsetPlans } from './rules/ipsets.ts';
import { nodeRules } from './rules/loadRules.ts';
import { STACKS } from './rules/restore.ts';
import type { Cluster, ClusterNode } from './startCluster.ts';
import { startCluster } from './startCluster.ts';

const NAMES = CLUSTER.nodes.map(({ name }) => name);

describeInLab('the capture script shows what the lab has built', () => {
  let cluster: Cluster;
  let captures: readonly CaptureFiles[];
  let snapshot: Snapshot;
  let topology: Topology;

  beforeAll(async () => {
    cluster = await startCluster();
    captures = await Promise.all(cluster.nodes.map(capturedFiles));
    snapshot = readSnapshot(captures);
    topology = buildTopology(snapshot);
  });
  afterAll(async () => {
    await cluster.stop();
  });

  it.each(NAMES)('every interface of %s', (name) => {
    const shown = topology.nodes.flatMap((element) => {
      if (element.kind !== 'interface' || element.name === 'lo') return [];
      const netns = netnsOf(name, element.netns);
      if (netns === undefined) return [];
      const addresses = element.addresses.filter((address) => !address.startsWith('fe80:'));
      const { name: ifname, type, mac, mtu } = element;
      return [{ netns, name: ifname, type, mac, mtu, addresses: addresses.toSorted() }];
    });
    const built = expectedInterfaces(node(name));
    const key = (one: { netns: string; name: string }): string => `${one.netns} ${one.name}`;
    const sorted = <T extends { netns: string; name: string }>(all: readonly T[]): readonly T[] =>
      all.toSorted((a, b) => (key(a) < key(b) ? -1 : 1));
    expect(sorted(shown)).toEqual(sorted(built));
  });

  it.each(NAMES)('every namespace of %s, one box for all of its names', (name) => {
    const { bridgePods, calicoPods, namespaces } = node(name).plan;
    const boxes = topology.nodes.flatMap((element) => {
      if (element.kind !== 'netns' || !element.captured) return [];
      const netns = netnsOf(name, element.id);
      return netns === undefined ? [] : [`${netns} ${element.aliases.join(' ')}`.trim()];
    });
    const [first, ...others] = [...bridgePods, ...calicoPods].map(({ netns }) => netns);
    const built = [
      `host ${namespaces.hostPin}`,
      `${first} ${namespaces.secondName}`,
      ...others,
      UNNAMED,
    ];
    expect(boxes.toSorted()).toEqual(built.toSorted());
  });

  it.each(NAMES)(
    'the veth of every pod of %s, proven even where its namespace has no name',
    (name) => {
      const veths = topology.edges.flatMap(({ kind, source, target, confidence }) =>
        kind === 'veth' && source.startsWith(`if/${name}/`) && target.startsWith(`if/${name}/`)
          ? [{ ends: [source, target].toSorted(), confidence }]
          : [],
      );
      const built = podPlaces(node(name).plan).map(([netns, pod]) => ({
        ends: [
          interfaceId(name, realName(name, netns), 'eth0'),
          interfaceId(name, 'host', pod.hostInterface),
        ].toSorted(),
        confidence: 'proven',
      }));
      expect(veths).toHaveLength(built.length);
      expect(veths).toEqual(expect.arrayContaining(built));
    },
  );

  it.each(NAMES)('what each interface of %s sits on', (name) => {
    const kinds = ['bridge-port', 'vxlan-underlay', 'vlan-parent', 'macvlan-parent', 'bond-member'];
    const shown = topology.edges.flatMap(({ kind, source, target, confidence }) =>
      kinds.includes(kind) && source.startsWith(`if/${name}/host/`)
        ? [`${confidence} ${kind} ${source.split('/')[3]} → ${target.split('/')[3]}`]
        : [],
    );
    const { plan, extraLinks } = node(name);
    const built = [
      ...[...plan.bridgePods, plan.namespaces.unnamed].map(
        ({ hostInterface }) => `proven bridge-port ${hostInterface} → cni0`,
      ),
      'proven vxlan-underlay vxlan.calico → eth1',
      'proven vxlan-underlay vxlan-v6.calico → eth1',
      ...extraLinks.map((link) =>
        link.kind === 'bond'
          ? `proven bond-member ${link.member.name} → ${link.name}`
          : `proven ${link.kind}-parent ${link.name} → ${link.parent}`,
      ),
    ];
    expect(shown.toSorted()).toEqual(built.toSorted());
  });

  it.each(NAMES)('the routes of %s, of both families', (name) => {
    const { plan } = node(name);
    const peers = cluster.plan.nodes.filter((other) => other !== plan);
    const shown = host(name)
      .routes.filter(({ table }) => table === 'main')
      .map(routeText);
    const built = STACKS.flatMap((stack) => [
      `unicast ${{ v4: '0.0.0.0/0', v6: '::/0' }[stack]} via ${cluster.plan.underlay.gateway[stack]} dev eth0`,
      `blackhole ${plan.block[stack]}`,
      ...plan.calicoPods.map(
        ({ addresses, hostInterface }) =>
          `unicast ${addresses[stack]}/${{ v4: 32, v6: 128 }[stack]} dev ${hostInterface}`,
      ),
      ...peers.flatMap(({ block, tunnels, bridge }) => [
        `unicast ${block[stack]} via ${tunnels[stack].address} dev ${tunnels[stack].name} onlink`,
        `unicast ${bridge.subnet[stack]} via ${tunnels[stack].local} dev eth1`,
      ]),
    ]);
    expect(shown).toEqual(expect.arrayContaining(built));
  });

  it.each(NAMES)('the ways from %s through its tunnels: neighbour and FDB entry', (name) => {
    const peers = cluster.plan.nodes.filter((other) => other.name !== name);
    const { neighbors, fdb } = host(name);
    for (const tunnel of peers.flatMap(({ tunnels }) => [tunnels.v4, tunnels.v6])) {
      const { address, mac, local, name: device } = tunnel;
      expect(neighbors).toContainEqual(
        expect.objectContaining({ address, mac, device, states: ['PERMANENT'] }),
      );
      expect(fdb).toContainEqual(
        expect.objectContaining({ mac, device, destination: local, state: 'permanent' }),
      );
    }
  });

  it.each(NAMES)('every chain of %s, with as many rules', (name) => {
    const shown = host(name).iptables.flatMap(({ family, table, chains }) =>
      chains
        .filter(({ policy }) => policy === undefined)
        .map((chain) => `IPv${family} ${table} ${chain.name}: ${chain.rules.length}`),
    );
    const built = STACKS.flatMap((stack) =>
      nodeRules(cluster.plan, node(name).plan, stack).flatMap(({ table, chains }) =>
        chains.map((chain) => `IPv${stack.slice(1)} ${table} ${chain.name}: ${chain.rules.length}`),
      ),
    );
    expect(shown.toSorted()).toEqual(built.toSorted());
  });

  it.each(NAMES)('every ipset of %s with its members', (name) => {
    const shown = host(name).ipsets.map(({ name: set, type, members }) => ({
      name: set,
      type,
      members: members?.map(({ elements }) => elements.join(',')).toSorted(),
    }));
    const built = ipsetPlans(cluster.plan, node(name).plan).map(({ name: set, type, members }) => ({
      name: set,
      type,
      members: members.toSorted(),
    }));
    expect(shown).toHaveLength(built.length);
    expect(shown).toEqual(expect.arrayContaining(built));
  });

  it('a service once, however many nodes and families have rules for it', () => {
    const shown = topology.services.map(({ namespace, name, clusterIps, ports }) => ({
      service: `${namespace}/${name}`,
      clusterIps: clusterIps.toSorted(),
      ports: ports.map(
        ({ protocol, port, endpoints }) => `${port}/${protocol} ${endpoints.length}`,
      ),
    }));
    expect(shown).toEqual([
      {
        service: 'default/web',
        clusterIps: ['10.96.0.80', 'fd00:10:96::80'],
        ports: ['80/tcp 4'],
      },
      {
        service: 'kube-system/dns',
        clusterIps: ['10.96.0.10', 'fd00:10:96::10'],
        ports: ['53/tcp 4'],
      },
    ]);
  });

  it.each(NAMES)('the kernel parameters that decide what %s forwards', (name) => {
    const cali = node(name).plan.calicoPods[0]?.hostInterface;
    const shown = host(name).sysctls.map(({ key, value }) => `${key} ${value}`);
    expect(shown).toEqual(
      expect.arrayContaining([
        'net.ipv4.ip_forward 1',
        'net.ipv4.conf.all.forwarding 1',
        'net.ipv6.conf.all.forwarding 1',
        `net.ipv4.conf.${cali}.proxy_arp 1`,
        `net.ipv4.conf.${cali}.rp_filter 1`,
        'net.ipv4.conf.eth1.proxy_arp 0',
        'net.ipv4.conf.eth1.route_localnet 0',
        'net.bridge.bridge-nf-call-iptables 1',
      ]),
    );
  });

  it('with no line that is not understood', () => {
    const { diagnostics } = topology;
    expect(diagnostics.filter(({ severity }) => severity !== 'info')).toEqual([]);
  });

  async function capturedFiles({ plan, machine }: ClusterNode): Promise<CaptureFiles> {
    const unpacked = await unpackCapture(`${plan.name}.tar.gz`, await captureNode(machine));
    if (!unpacked.ok) throw new Error(unpacked.reason);
    return unpacked.capture;
  }

  function node(name: string): ClusterNode {
    const found = cluster.nodes.find(({ plan }) => plan.name === name);
    if (!found) throw new Error(`no node is called ${name}`);
    return found;
  }

  function read(name: string): NodeSnapshot {
    const found = snapshot.nodes.find((one) => one.name === name);
    if (!found) throw new Error(`the snapshot has no node ${name}`);
    return found;
  }

  function host(name: string): NodeSnapshot['namespaces'][number] {
    const [found] = read(name).namespaces;
    if (found?.name !== 'host') throw new Error(`nothing was captured on ${name} itself`);
    return found;
  }

  /** A namespace's name in the plan; `undefined` when it is another node's. */
  function netnsOf(name: string, id: string): string | undefined {
    const known = ['host', ...podPlaces(node(name).plan).map(([netns]) => netns)];
    const found = known.find((netns) => netnsId(name, netns) === id);
    return found ?? (id.startsWith(`netns/${name}/`) ? UNNAMED : undefined);
  }

  /** The name that the capture gave to a namespace of the plan. */
  function realName(name: string, netns: string): string {
    if (netns !== UNNAMED) return netns;
    const names = read(name).namespaces.map((one) => one.name);
    return names.find((one) => netnsOf(name, netnsId(name, one)) === UNNAMED) ?? UNNAMED;
  }
});

function routeText(route: NodeSnapshot['namespaces'][number]['routes'][number]): string {
  const { type, destination, nexthops, flags } = route;
  // The kernel prints a device, lo, for IPv6 blackholes alone.
  if (type !== 'unicast') return `${type} ${destination}`;
  const ways = nexthops.map(
    ({ via, device, flags: own }) =>
      `${via === undefined ? '' : ` via ${via}`} dev ${device}${[...flags, ...own].includes('onlink') ? ' onlink' : ''}`,
  );
  return `${type} ${destination}${ways.join('')}`;
}
