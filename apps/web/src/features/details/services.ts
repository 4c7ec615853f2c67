import type {
  Evidence,
  Family,
  Id,
  InterfaceElement,
  Topology,
  TopologyService,
  TopologyServicePort,
} from '@vethscope/model';
import { prefixAddress, serviceChainName } from '@vethscope/model';
import type { CaptureIndex } from '../../view/captureIndex.ts';

/** `443/tcp`, `53/udp`. */
export function portText({ port, protocol }: TopologyServicePort): string {
  return `${port}/${protocol}`;
}

/** A chain of kube-proxy's that is all about one service. */
export interface ServiceEntrance {
  readonly netns: Id;
  readonly family: Family;
  readonly chain: string;
  readonly evidence: Evidence;
}

/** kube-proxy's chains for a service, by the hash in their names: pkg/proxy/iptables/proxier.go. */
export function serviceEntrances(
  topology: Topology,
  service: TopologyService,
): readonly ServiceEntrance[] {
  const names = new Set(
    service.ports.flatMap(({ name = '', protocol }) =>
      (['KUBE-SVC-', 'KUBE-SVL-', 'KUBE-EXT-', 'KUBE-FW-'] as const).map((prefix) =>
        serviceChainName(
          prefix,
          { namespace: service.namespace, name: service.name, port: name },
          protocol,
        ),
      ),
    ),
  );
  return topology.nodes.flatMap((node) =>
    node.kind !== 'netns'
      ? []
      : node.chains
          .filter(({ table, chain }) => table === 'nat' && names.has(chain))
          .map(({ family, chain, file, line, endLine }) => ({
            netns: node.id,
            family,
            chain,
            evidence: { file, line, endLine },
          })),
  );
}

/** The interfaces of a pod's own network that have an address: those of the host are not a pod's. */
export function interfacesWith(
  index: CaptureIndex,
  podId: string,
  address: string,
): readonly InterfaceElement[] {
  const pod = index.node(podId);
  if (pod?.kind !== 'pod' || pod.netns === undefined || pod.hostNetwork === true) return [];
  return index
    .interfacesIn(pod.netns)
    .filter(({ addresses }) => addresses.some((prefix) => prefixAddress(prefix) === address));
}
