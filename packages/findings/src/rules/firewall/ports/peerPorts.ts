import type { Evidence, Family, Id, Ip } from '@vethscope/model';
import { ipFamily, nodeId, prefixAddress, prefixContains } from '@vethscope/model';
import type { FindingContext, NodeContext } from '../../../context.ts';

/** A port that other nodes have to reach on this one, as the CNI in use needs it. */
export interface PeerPort {
  readonly use: 'vxlan' | 'wireguard' | 'bgp' | 'typha';
  /** What it is for, as users know it: `vxlan.calico`, `BGP`. */
  readonly name: string;
  readonly subject: Id;
  readonly proto: 'tcp' | 'udp';
  readonly port: number;
  readonly peers: readonly Peer[];
  readonly evidence: readonly Evidence[];
}

/** Another node, and the address of this one that it sends to. */
export interface Peer {
  readonly address: Ip;
  readonly own: Ip;
  /** The interface of this node that has it. */
  readonly device: string;
  readonly evidence: readonly Evidence[];
}

/** Those without any known peer are left out: nobody may ever come. */
export function peerPorts(node: NodeContext, context: FindingContext): readonly PeerPort[] {
  const peers = otherNodes(node, context);
  return [
    ...vxlanPorts(node),
    ...wireguardPorts(node, peers),
    ...bgpPorts(node),
    ...typhaPorts(node, context, peers),
  ].filter((port) => port.peers.length > 0);
}

function vxlanPorts(node: NodeContext): readonly PeerPort[] {
  return [...node.host.interfaces.values()].flatMap(({ id, link }): PeerPort[] => {
    const { details, evidence } = link;
    if (details?.kind !== 'vxlan' || details.port === undefined) return [];
    const { local, remote, port } = details;
    const entries = node.host.facts.fdb.filter(({ device }) => device === link.name);
    const ends: readonly PeerEnd[] = [
      ...entries.flatMap(({ destination, evidence: entry }) =>
        destination === undefined ? [] : [{ address: destination, evidence: [entry] }],
      ),
      ...(remote === undefined ? [] : [{ address: remote, evidence: [evidence] }]),
    ];
    const peers = meet(node, ends).filter(({ own }) => local === undefined || own === local);
    return [
      {
        use: 'vxlan',
        name: link.name,
        subject: id,
        proto: 'udp',
        port,
        peers,
        evidence: [evidence],
      },
    ];
  });
}

/** Calico, `felix/config`: WireguardListeningPort, WireguardListeningPortV6. */
const WIREGUARD_PORTS: ReadonlyMap<string, readonly [port: number, family: Family]> = new Map([
  ['wireguard.cali', [51820, 4]],
  ['wg-v6.cali', [51821, 6]],
]);

function wireguardPorts(node: NodeContext, peers: readonly Peer[]): readonly PeerPort[] {
  return [...WIREGUARD_PORTS].flatMap(([name, [port, family]]): PeerPort[] => {
    const device = node.host.interfaces.get(name);
    if (!device) return [];
    const { id, link } = device;
    const ofFamily = peers.filter(({ address }) => ipFamily(address) === family);
    return [
      {
        ...{ use: 'wireguard', name, subject: id, proto: 'udp', port, peers: ofFamily },
        evidence: [link.evidence],
      },
    ];
  });
}

/** `192.168.3.0/26 via 10.0.0.12 dev eth1 proto bird`. */
function bgpPorts(node: NodeContext): readonly PeerPort[] {
  const ends = node.host.facts.routes
    .filter(({ protocol }) => protocol === 'bird')
    .flatMap(({ nexthops, evidence }) =>
      nexthops.flatMap(({ via }) =>
        via === undefined ? [] : [{ address: via, evidence: [evidence] }],
      ),
    );
  const peers = meet(node, ends);
  return [
    {
      ...{ use: 'bgp', name: 'BGP', subject: node.host.id, proto: 'tcp', port: 179, peers },
      evidence: [],
    },
  ];
}

/** Felix of every node connects to one of the Typhas. */
function typhaPorts(
  node: NodeContext,
  { topology }: FindingContext,
  peers: readonly Peer[],
): readonly PeerPort[] {
  const pod = topology.nodes.find(
    (element) =>
      element.kind === 'pod' &&
      element.name.startsWith('calico-typha') &&
      element.node === nodeId(node.name) &&
      element.hostNetwork === true,
  );
  const socket = node.host.facts.sockets.find(
    ({ protocol, port }) => protocol === 'tcp' && port === TYPHA_PORT,
  );
  if (!pod && !socket) return [];
  return [
    {
      ...{ use: 'typha', name: 'Typha', subject: pod?.id ?? node.host.id },
      ...{ proto: 'tcp', port: TYPHA_PORT, peers },
      evidence: [...(pod?.evidence ?? []), ...(socket ? [socket.evidence] : [])],
    },
  ];
}

const TYPHA_PORT = 5473;

interface PeerEnd {
  readonly address: Ip;
  readonly evidence: readonly Evidence[];
}

/** As Kubernetes lists them, and as the tunnels of this node lead to them. */
function otherNodes(node: NodeContext, { snapshot }: FindingContext): readonly Peer[] {
  const listed = snapshot.nodes
    .flatMap(({ kubernetes }) => kubernetes.nodes)
    .flatMap(({ internalIps, evidence }) =>
      internalIps.map((address) => ({ address, evidence: [evidence] })),
    );
  return oneOfEachAddress([
    ...meet(node, listed),
    ...vxlanPorts(node).flatMap(({ peers }) => peers),
  ]);
}

/** Those on a network that this node has an address on: of others it is not known where they come in. */
function meet({ host }: NodeContext, ends: readonly PeerEnd[]): readonly Peer[] {
  const addresses = [...host.interfaces.values()].flatMap(({ name, link }) =>
    link.addresses.map(({ prefix }) => ({ prefix, own: prefixAddress(prefix), device: name })),
  );
  const owned = new Set(addresses.map(({ own }) => own));
  return oneOfEachAddress(
    ends
      .filter(({ address }) => !owned.has(address))
      .flatMap((end) => {
        const near = addresses.find(({ prefix }) => prefixContains(prefix, end.address));
        return near ? [{ ...end, own: near.own, device: near.device }] : [];
      }),
  );
}

/** A full mesh has one FDB entry for each node; Kubernetes lists each once more. */
function oneOfEachAddress(peers: readonly Peer[]): readonly Peer[] {
  const found = new Map<Ip, Peer>();
  for (const peer of peers) if (!found.has(peer.address)) found.set(peer.address, peer);
  return [...found.values()];
}
