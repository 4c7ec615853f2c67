import type { Evidence, Id, Ip, PodElement } from '@vethscope/model';
import { ipFamily, isLinkLocal, netnsId, prefixAddress, workloadHashOf } from '@vethscope/model';
import type { Interface } from '@vethscope/trace';
import type { FindingContext, NodeContext } from '../../../context.ts';
import { podOfHash } from '../../wiring/pods/workloadChains.ts';

/** A pod's veth as Calico makes it: routed on the node, in no bridge. */
export interface Workload {
  /** The node's end: `cali9d04617f188`. */
  readonly device: Interface;
  /** The pod's end. Absent: its namespace was not captured. */
  readonly inside?: Interface;
  readonly pod?: PodElement;
  /** `default/web`, the interface's name where nobody says whose it is. */
  readonly name: string;
  /** What Calico gave it, one of each family: others may have been added in there since. */
  readonly addresses: readonly WorkloadAddress[];
}

export interface WorkloadAddress {
  readonly address: Ip;
  readonly evidence: readonly Evidence[];
}

/** More pods of a node than these have one cause, and make one finding. */
export const MANY = 5;

/** Every Calico workload of a node, sorted by interface. */
export function calicoWorkloads(node: NodeContext, context: FindingContext): readonly Workload[] {
  const before = known.get(node);
  if (before) return before;
  const found = [...node.host.interfaces.values()]
    .filter(({ name }) => isWorkloadName(name))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map((device) => workloadOf(node, device, context));
  known.set(node, found);
  return found;
}

const known = new WeakMap<NodeContext, readonly Workload[]>();

/** With Calico's usual prefix: other plugins name theirs by the same hash, and wire them otherwise. */
export function isWorkloadName(ifname: string): boolean {
  return /^cali[0-9a-f]{11}$/.test(ifname);
}

/** The other end of a veth. Absent: not captured, or nothing tells which it is. */
export function vethPeer(device: Interface, context: FindingContext): Interface | undefined {
  const pair = device.edges.find(({ kind }) => kind === 'veth');
  const other = pair && (pair.source === device.id ? pair.target : pair.source);
  return other && context.network.interfaces.get(other);
}

/** The pod that lives in a namespace. */
export function podIn(netns: Id, context: FindingContext): PodElement | undefined {
  const placed = context.edgesOf(netns).find(({ kind }) => kind === 'pod-netns');
  const pod = placed && context.element(placed.source);
  return pod?.kind === 'pod' ? pod : undefined;
}

function workloadOf(node: NodeContext, device: Interface, context: FindingContext): Workload {
  const inside = vethPeer(device, context);
  const named = device.link.peer?.netns;
  const netns = inside?.netns.id ?? (named && netnsId(device.netns.node, named));
  const pod = (netns ? podIn(netns, context) : undefined) ?? podByName(node, device, context);
  return {
    device,
    ...(inside && { inside }),
    ...(pod && { pod }),
    name: pod ? `${pod.namespace}/${pod.name}` : device.name,
    addresses: onePerFamily(
      inside?.netns.knows('addresses') ? addressesIn(inside, pod) : addressesBy(pod),
    ),
  };
}

/**
 * By the hash in the interface's name: where its namespace has no name, and nobody looked inside. Only
 * where Kubernetes says that it runs here, since a pod of a StatefulSet may have moved.
 */
function podByName(
  { id }: NodeContext,
  { name }: Interface,
  context: FindingContext,
): PodElement | undefined {
  const hash = workloadHashOf(name);
  const pod = hash === undefined ? undefined : podOfHash(context, hash);
  return pod?.node === id ? pod : undefined;
}

/** Those that Kubernetes knows of, where it was asked. */
function addressesIn({ link }: Interface, pod: PodElement | undefined): readonly WorkloadAddress[] {
  const isListed = (address: Ip): boolean =>
    !pod || pod.addresses.length === 0 || pod.addresses.includes(address);
  return link.addresses.flatMap(({ prefix, evidence }) => {
    const address = prefixAddress(prefix);
    return isLinkLocal(address) || !isListed(address) ? [] : [{ address, evidence: [evidence] }];
  });
}

function addressesBy(pod: PodElement | undefined): readonly WorkloadAddress[] {
  return pod?.addresses.map((address) => ({ address, evidence: pod.evidence })) ?? [];
}

function onePerFamily(addresses: readonly WorkloadAddress[]): readonly WorkloadAddress[] {
  return addresses.filter(
    ({ address }, i) =>
      addresses.findIndex((other) => ipFamily(other.address) === ipFamily(address)) === i,
  );
}
