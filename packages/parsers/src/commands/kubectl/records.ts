import type { EndpointSlice, FactKind, KubeNode, Pod, Service, Workload } from '@vethscope/model';
import type { Facts } from '../facts.ts';
import { type ResourceKind, WORKLOAD_KINDS } from './resourceKinds.ts';

/** One object of a listing. `Endpoints` become slices named after their service. */
export type KubernetesRecord =
  | { readonly fact: 'pods'; readonly value: Pod }
  | { readonly fact: 'services'; readonly value: Service }
  | { readonly fact: 'endpointSlices'; readonly value: EndpointSlice }
  | { readonly fact: 'nodes'; readonly value: KubeNode }
  | { readonly fact: 'workloads'; readonly value: Workload };

export function factsOf(
  records: readonly KubernetesRecord[],
  captured: readonly FactKind[],
): Facts {
  const pods = records.flatMap((r) => (r.fact === 'pods' ? [r.value] : []));
  const services = records.flatMap((r) => (r.fact === 'services' ? [r.value] : []));
  const endpointSlices = records.flatMap((r) => (r.fact === 'endpointSlices' ? [r.value] : []));
  const kubeNodes = records.flatMap((r) => (r.fact === 'nodes' ? [r.value] : []));
  const workloads = records.flatMap((r) => (r.fact === 'workloads' ? [r.value] : []));
  return {
    ...(pods.length > 0 && { pods }),
    ...(services.length > 0 && { services }),
    ...(endpointSlices.length > 0 && { endpointSlices }),
    ...(kubeNodes.length > 0 && { kubeNodes }),
    ...(workloads.length > 0 && { workloads }),
    captured,
  };
}

/** The questions that complete listings of these kinds settle. */
export function factsSettledBy(kinds: ReadonlySet<ResourceKind>): readonly FactKind[] {
  const settled: FactKind[] = [];
  if (kinds.has('Pod')) settled.push('pods');
  if (kinds.has('Service')) settled.push('services');
  if (kinds.has('EndpointSlice') || kinds.has('Endpoints')) settled.push('endpointSlices');
  if (kinds.has('Node')) settled.push('nodes');
  if (WORKLOAD_KINDS.every((kind) => kinds.has(kind))) settled.push('workloads');
  return settled;
}
