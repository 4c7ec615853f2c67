import type {
  EndpointSlice,
  FactKind,
  FelixConfiguration,
  IpamBlock,
  IpPool,
  KubeNode,
  NetworkPolicy,
  Pod,
  Service,
  Workload,
} from '@vethscope/model';
import type { Facts } from '../facts.ts';
import { type ResourceKind, WORKLOAD_KINDS } from './resourceKinds.ts';

/** One object of a listing. `Endpoints` become slices named after their service. */
export type KubernetesRecord =
  | { readonly fact: 'pods'; readonly value: Pod }
  | { readonly fact: 'services'; readonly value: Service }
  | { readonly fact: 'endpointSlices'; readonly value: EndpointSlice }
  | { readonly fact: 'nodes'; readonly value: KubeNode }
  | { readonly fact: 'workloads'; readonly value: Workload }
  | { readonly fact: 'networkPolicies'; readonly value: NetworkPolicy }
  | { readonly fact: 'ipPools'; readonly value: IpPool }
  | { readonly fact: 'ipamBlocks'; readonly value: IpamBlock }
  | { readonly fact: 'felixConfigurations'; readonly value: FelixConfiguration };

export function factsOf(
  records: readonly KubernetesRecord[],
  captured: readonly FactKind[],
): Facts {
  const pods = records.flatMap((r) => (r.fact === 'pods' ? [r.value] : []));
  const services = records.flatMap((r) => (r.fact === 'services' ? [r.value] : []));
  const endpointSlices = records.flatMap((r) => (r.fact === 'endpointSlices' ? [r.value] : []));
  const kubeNodes = records.flatMap((r) => (r.fact === 'nodes' ? [r.value] : []));
  const workloads = records.flatMap((r) => (r.fact === 'workloads' ? [r.value] : []));
  const networkPolicies = records.flatMap((r) => (r.fact === 'networkPolicies' ? [r.value] : []));
  const ipPools = records.flatMap((r) => (r.fact === 'ipPools' ? [r.value] : []));
  const ipamBlocks = records.flatMap((r) => (r.fact === 'ipamBlocks' ? [r.value] : []));
  const felixConfigurations = records.flatMap((r) =>
    r.fact === 'felixConfigurations' ? [r.value] : [],
  );
  return {
    ...(pods.length > 0 && { pods }),
    ...(services.length > 0 && { services }),
    ...(endpointSlices.length > 0 && { endpointSlices }),
    ...(kubeNodes.length > 0 && { kubeNodes }),
    ...(workloads.length > 0 && { workloads }),
    ...(networkPolicies.length > 0 && { networkPolicies }),
    ...(ipPools.length > 0 && { ipPools }),
    ...(ipamBlocks.length > 0 && { ipamBlocks }),
    ...(felixConfigurations.length > 0 && { felixConfigurations }),
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
  if (kinds.has('NetworkPolicy')) settled.push('networkPolicies');
  if (kinds.has('IPPool')) settled.push('ipPools');
  if (kinds.has('IPAMBlock')) settled.push('ipamBlocks');
  if (kinds.has('FelixConfiguration')) settled.push('felixConfigurations');
  if (WORKLOAD_KINDS.every((kind) => kinds.has(kind))) settled.push('workloads');
  return settled;
}
