import type { Id, Ip } from '@vethscope/model';
import { assertNever, defaultPrefix, isLinkLocal, prefixAddress } from '@vethscope/model';
import { type Interface, type Namespace, type Network, perNamespace } from '../network/network.ts';
import { perNetwork } from './perNetwork.ts';
import type { Place } from './place.ts';
import type { Subject } from './subject.ts';

/** Addresses that a packet to it can have, the usual one of each family first. */
export function addressesOf(network: Network, subject: Subject, place: Place): readonly Ip[] {
  switch (subject.kind) {
    case 'address':
      return [subject.address];
    case 'service':
      return subject.service.clusterIps;
    case 'interface':
      return subject.addresses.map(prefixAddress);
    case 'pod':
      if (subject.addresses.length > 0) return subject.addresses;
      return place.kind === 'captured' ? namespaceAddresses(network, place.netns) : [];
    case 'node':
      if (place.kind === 'captured') return namespaceAddresses(network, place.netns);
      return kubernetesAddresses(network).get(subject.label) ?? [];
    case 'netns':
      if (place.kind === 'captured') return namespaceAddresses(network, place.netns);
      return podAddressesIn(network, subject.id);
    default:
      return assertNever(subject);
  }
}

/** What Kubernetes calls the node's address, then those of the default route's interface, then all others. */
function namespaceAddresses(network: Network, netns: Namespace): readonly Ip[] {
  const own = ownAddresses(netns);
  if (!netns.isHost) return own;
  const internal = internalAddresses(network);
  return [...own.filter((one) => internal.has(one)), ...own.filter((one) => !internal.has(one))];
}

const ownAddresses = perNamespace((netns): readonly Ip[] => {
  const carriers = [...netns.interfaces.values()].filter(
    ({ link }) => !link.flags.includes('LOOPBACK'),
  );
  const outward = new Set(([4, 6] as const).flatMap((family) => defaultDevices(netns, family)));
  const isFirst = ({ name }: Interface): boolean => outward.has(name);
  return [...carriers.filter(isFirst), ...carriers.filter((one) => !isFirst(one))]
    .flatMap(({ link }) => link.addresses.map(({ prefix }) => prefixAddress(prefix)))
    .filter((address) => !isLinkLocal(address));
});

function defaultDevices(netns: Namespace, family: 4 | 6): readonly string[] {
  return netns.facts.routes
    .filter(({ table, destination }) => table === 'main' && destination === defaultPrefix(family))
    .flatMap(({ nexthops }) => nexthops.flatMap(({ device }) => device ?? []));
}

/** `kubectl get nodes -o wide`: InternalIP by the node's name. */
const kubernetesAddresses = perNetwork(
  ({ snapshot }): ReadonlyMap<string, readonly Ip[]> =>
    new Map(
      snapshot.nodes.flatMap(({ kubernetes }) =>
        kubernetes.nodes.map(({ name, internalIps }) => [name, internalIps] as const),
      ),
    ),
);

const internalAddresses = perNetwork(
  (network): ReadonlySet<Ip> => new Set([...kubernetesAddresses(network).values()].flat()),
);

function podAddressesIn({ topology }: Network, netns: Id): readonly Ip[] {
  return topology.nodes.flatMap((element) =>
    element.kind === 'pod' && element.netns === netns ? element.addresses : [],
  );
}
