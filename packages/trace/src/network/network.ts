import type {
  FactKind,
  Id,
  InterfaceType,
  Ip,
  Link,
  NetnsElement,
  NetnsSnapshot,
  NodeSnapshot,
  Snapshot,
  Sysctl,
  Topology,
  TopologyEdge,
} from '@vethscope/model';
import {
  combineNetns,
  HOST_NETNS,
  interfaceId,
  interfaceType,
  netnsId,
  nodeId,
  prefixAddress,
} from '@vethscope/model';

/** The captures as a packet meets them: namespaces, their interfaces, and what hangs together. */
export interface Network {
  readonly snapshot: Snapshot;
  readonly topology: Topology;
  readonly namespaces: ReadonlyMap<Id, Namespace>;
  readonly interfaces: ReadonlyMap<Id, Interface>;
  /** Interfaces that carry an address, in any captured namespace of any node. */
  owners(address: Ip): readonly Interface[];
}

export interface Namespace {
  /** `netns/NODE/NAME`. */
  readonly id: Id;
  readonly node: string;
  readonly name: string;
  readonly isHost: boolean;
  readonly facts: NetnsSnapshot;
  readonly interfaces: ReadonlyMap<string, Interface>;
  /** Whether an empty list of it means that there is none. */
  knows(kind: FactKind): boolean;
  /** As sysctl(8) writes it, the dot in an interface's name as a slash: `net.ipv4.conf.eth0/100.rp_filter`. */
  sysctl(key: string): Sysctl | undefined;
}

export interface Interface {
  readonly id: Id;
  readonly name: string;
  readonly netns: Namespace;
  readonly link: Link;
  readonly type: InterfaceType;
  /** Bridge, bond or VRF that it is enslaved to. */
  readonly master: Interface | undefined;
  /** Those enslaved to it, by ifindex. */
  readonly ports: readonly Interface[];
  /** Edges of the topology that it is an end of. */
  readonly edges: readonly TopologyEdge[];
}

export function indexNetwork(snapshot: Snapshot, topology: Topology): Network {
  const edges = edgesByEnd(topology);
  const names = namesByNode(topology);
  const namespaces = snapshot.nodes.flatMap((node) =>
    nodeNamespaces(node, names.get(nodeId(node.name)) ?? [], edges),
  );
  const interfaces = namespaces.flatMap((netns) => [...netns.interfaces.values()]);
  const owners = new Map<Ip, Interface[]>();
  for (const carrier of interfaces) {
    for (const { prefix } of carrier.link.addresses) {
      const address = prefixAddress(prefix);
      const known = owners.get(address);
      if (known) known.push(carrier);
      else owners.set(address, [carrier]);
    }
  }
  return {
    snapshot,
    topology,
    namespaces: new Map(namespaces.map((netns) => [netns.id, netns])),
    interfaces: new Map(interfaces.map((found) => [found.id, found])),
    owners: (address) => owners.get(address) ?? [],
  };
}

/** Something worked out once for each namespace, when it is first asked for. */
export function perNamespace<T>(make: (netns: Namespace) => T): (netns: Namespace) => T {
  const made = new WeakMap<Namespace, T>();
  return (netns) => {
    const known = made.get(netns);
    if (known !== undefined) return known;
    const fresh = make(netns);
    made.set(netns, fresh);
    return fresh;
  };
}

function edgesByEnd(topology: Topology): ReadonlyMap<Id, readonly TopologyEdge[]> {
  const found = new Map<Id, TopologyEdge[]>();
  for (const edge of topology.edges) {
    for (const end of [edge.source, edge.target]) {
      const known = found.get(end);
      if (known) known.push(edge);
      else found.set(end, [edge]);
    }
  }
  return found;
}

function namesByNode({ nodes }: Topology): ReadonlyMap<Id, readonly NetnsElement[]> {
  const found = new Map<Id, NetnsElement[]>();
  for (const element of nodes) {
    if (element.kind !== 'netns' || element.parent === undefined) continue;
    const known = found.get(element.parent);
    if (known) known.push(element);
    else found.set(element.parent, [element]);
  }
  return found;
}

/** One namespace may have been captured under several of its names; the topology knows which. */
function nodeNamespaces(
  node: NodeSnapshot,
  elements: readonly NetnsElement[],
  edges: ReadonlyMap<Id, readonly TopologyEdge[]>,
): readonly Namespace[] {
  const byName = new Map(node.namespaces.map((netns) => [netns.name, netns]));
  const parts = new Map<Id, readonly string[]>(
    elements.map(({ id, name, aliases: others }) => [id, [name, ...others]]),
  );
  const aliases = new Set(elements.flatMap((element) => element.aliases));
  return node.namespaces.flatMap((netns) => {
    const id = netnsId(node.name, netns.name);
    const names = parts.get(id);
    if (!names && aliases.has(netns.name)) return [];
    const captures = (names ?? [netns.name]).flatMap((name) => byName.get(name) ?? []);
    const facts = combineNetns(captures);
    return facts ? [makeNamespace(id, node.name, netns.name, facts, edges)] : [];
  });
}

function makeNamespace(
  id: Id,
  node: string,
  name: string,
  facts: NetnsSnapshot,
  edges: ReadonlyMap<Id, readonly TopologyEdge[]>,
): Namespace {
  const captured = new Set(facts.captured);
  const sysctls = new Map(facts.sysctls.map((sysctl) => [sysctl.key, sysctl]));
  const interfaces = new Map<string, MutableInterface>();
  const netns: Namespace = {
    id,
    node,
    name,
    isHost: name === HOST_NETNS,
    facts,
    interfaces,
    knows: (kind) => captured.has(kind),
    sysctl: (key) => sysctls.get(key),
  };
  for (const link of facts.links) {
    const own = interfaceId(node, name, link.name);
    const { type } = interfaceType(link);
    const { name: ifname } = link;
    interfaces.set(ifname, {
      ...{ id: own, name: ifname, netns, link, type },
      ...{ master: undefined, ports: [], edges: edges.get(own) ?? [] },
    });
  }
  for (const port of interfaces.values()) {
    const master = port.link.master === undefined ? undefined : interfaces.get(port.link.master);
    if (!master) continue;
    port.master = master;
    master.ports.push(port);
  }
  return netns;
}

interface MutableInterface extends Interface {
  master: Interface | undefined;
  readonly ports: Interface[];
}
