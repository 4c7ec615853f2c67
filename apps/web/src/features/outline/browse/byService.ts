import type { Topology, TopologyEndpoint, TopologyService } from '@vethscope/model';
import type { CaptureIndex } from '../../../view/captureIndex.ts';
import { interfacesWith } from '../../details/services.ts';
import type { Branch } from '../outlineRows.ts';
import { byKubernetesNamespace, leaf, namespaceGroup } from './branches.ts';

/** Services by Kubernetes namespace, below each its endpoints, below those their interfaces. */
export function serviceBranches(topology: Topology, index: CaptureIndex): readonly Branch[] {
  return byKubernetesNamespace(topology.services, (service, under) =>
    serviceBranch(index, service, under),
  );
}

export function serviceBranch(
  index: CaptureIndex,
  service: TopologyService,
  under: string,
): Branch {
  const id = `${under} ${service.id}`;
  return {
    id,
    element: service.id,
    kind: 'service',
    title: service.name,
    about: service.clusterIps[0] ?? 'headless',
    children: () => endpointsOf(service).map((endpoint) => endpointBranch(index, endpoint, id)),
  };
}

export function pathToService(index: CaptureIndex, id: string): readonly string[] {
  const service = index.service(id);
  if (!service) return [];
  const namespace = namespaceGroup(service.namespace);
  return [namespace, `${namespace} ${id}`];
}

/** One of each address, whatever the number of ports. */
function endpointsOf({ ports }: TopologyService): readonly TopologyEndpoint[] {
  const byAddress = new Map(
    ports.flatMap(({ endpoints }) => endpoints.map((one) => [one.address, one] as const)),
  );
  return [...byAddress.values()];
}

function endpointBranch(
  index: CaptureIndex,
  { address, pod: podId }: TopologyEndpoint,
  under: string,
): Branch {
  const id = `${under} ${address}`;
  const found = podId === undefined ? undefined : index.node(podId);
  const pod = found?.kind === 'pod' ? found : undefined;
  return {
    id,
    element: pod?.id,
    kind: pod && 'pod',
    title: pod?.label ?? address,
    about: pod ? address : 'pod not known',
    children: () => (pod ? interfacesWith(index, pod.id, address) : []).map((one) => leaf(one, id)),
  };
}
