import type { Id, Ip, NetnsElement, PodElement } from '@vethscope/model';
import { assertNever, HOST_NETNS, netnsId } from '@vethscope/model';
import type { Namespace, Network } from '../network/network.ts';
import { nameOfNode } from './names.ts';
import { perNetwork } from './perNetwork.ts';
import type { Subject } from './subject.ts';

/** Where an end of a trace is. */
export type Place =
  | { readonly kind: 'captured'; readonly netns: Namespace; readonly id: Id }
  /** In a namespace of a captured node that nobody looked into, or that is not known which it is. */
  | {
      readonly kind: 'unseen';
      readonly host: Namespace;
      readonly id: Id;
      readonly netns?: NetnsElement;
    }
  /** Not on a captured node. */
  | { readonly kind: 'outside'; readonly id?: Id }
  /** Several namespaces have the address. */
  | { readonly kind: 'several'; readonly namespaces: readonly Namespace[] };

export function placeOf(network: Network, subject: Subject): Place {
  switch (subject.kind) {
    case 'node':
      return inNamespace(network, netnsId(subject.label, HOST_NETNS), subject.id);
    case 'netns':
      return inNamespace(network, subject.id, subject.id, nameOfNode(subject.parent));
    case 'interface':
      return inNamespace(network, subject.netns, subject.id);
    case 'pod':
      return placeOfPod(network, subject);
    case 'service':
      return { kind: 'outside', id: subject.id };
    case 'address':
      return placeOfAddress(network, subject.address);
    default:
      return assertNever(subject);
  }
}

function placeOfPod(network: Network, pod: PodElement): Place {
  const node = nameOfNode(pod.node);
  if (pod.hostNetwork === true && node !== undefined) {
    return inNamespace(network, netnsId(node, HOST_NETNS), pod.id);
  }
  if (pod.netns) return inNamespace(network, pod.netns, pod.id, node);
  const host = node === undefined ? undefined : hostOf(network, node);
  return host ? { kind: 'unseen', host, id: pod.id } : { kind: 'outside', id: pod.id };
}

function placeOfAddress(network: Network, address: Ip): Place {
  const owners = network.owners(address);
  const namespaces = [...new Set(owners.map(({ netns }) => netns))];
  const [owner] = owners;
  if (namespaces.length > 1) return { kind: 'several', namespaces };
  const pod = podsByAddress(network).get(address);
  if (owner) {
    const isPods = pod?.netns === owner.netns.id && pod.hostNetwork !== true;
    return { kind: 'captured', netns: owner.netns, id: isPods ? pod.id : owner.id };
  }
  if (pod) return placeOfPod(network, pod);
  const service = servicesByAddress(network).get(address);
  return { kind: 'outside', ...(service && { id: service }) };
}

function inNamespace(network: Network, netns: Id, id: Id, node?: string): Place {
  const captured = network.namespaces.get(netns);
  if (captured) return { kind: 'captured', netns: captured, id };
  const host = node === undefined ? undefined : hostOf(network, node);
  const element = network.topology.nodes.find((one) => one.id === netns);
  if (!host) return { kind: 'outside', id };
  return { kind: 'unseen', host, id, ...(element?.kind === 'netns' && { netns: element }) };
}

function hostOf(network: Network, node: string): Namespace | undefined {
  return network.namespaces.get(netnsId(node, HOST_NETNS));
}

/** Pods with a namespace of their own: the others have the node's addresses. */
const podsByAddress = perNetwork(
  ({ topology }): ReadonlyMap<Ip, PodElement> =>
    new Map(
      topology.nodes.flatMap((element) =>
        element.kind === 'pod' && element.hostNetwork !== true
          ? element.addresses.map((address) => [address, element] as const)
          : [],
      ),
    ),
);

const servicesByAddress = perNetwork(
  ({ topology }): ReadonlyMap<Ip, Id> =>
    new Map(
      topology.services.flatMap(({ id, clusterIps }) =>
        clusterIps.map((address) => [address, id] as const),
      ),
    ),
);
