import {
  compareText,
  type Diagnostic,
  HOST_NETNS,
  type KubernetesSnapshot,
  type NodeSnapshot,
  type RuntimeSnapshot,
} from '@vethscope/model';
import { mergeListings, takeRicher } from './mergeListings.ts';
import { mergeSandboxes } from './mergeSandboxes.ts';
import { assembleNetns, type FactSource, listings } from './netnsParts.ts';

/** One node, put together from all that was captured on it. */
export function assembleNode(
  fallbackName: string,
  sources: readonly FactSource[],
): { readonly node: NodeSnapshot; readonly diagnostics: readonly Diagnostic[] } {
  const hostname = sources.find(({ facts }) => facts.hostname)?.facts.hostname;
  const byNetns = new Map<string, FactSource[]>([[HOST_NETNS, []]]);
  for (const source of sources) {
    const known = byNetns.get(source.found.netns);
    if (known) known.push(source);
    else byNetns.set(source.found.netns, [source]);
  }
  const others = [...byNetns.keys()].filter((name) => name !== HOST_NETNS).sort(compareText);
  const parts = [HOST_NETNS, ...others].map((name) => assembleNetns(name, byNetns.get(name) ?? []));
  return {
    node: {
      name: hostname?.name ?? fallbackName,
      ...(hostname && { nameEvidence: hostname.evidence }),
      namespaces: parts.map(({ netns }) => netns),
      kubernetes: kubernetesOf(sources),
      runtime: runtimeOf(sources),
      firewalldZones: merged(sources, 'firewalldZones', ({ name }) => name),
      unmanagedDevices: merged(sources, 'unmanagedDevices', ({ section = '', specs }) =>
        [section, ...specs].join(';'),
      ),
    },
    diagnostics: parts.flatMap(({ diagnostics }) => diagnostics),
  };
}

/** Whether these outputs show anything of a machine, not only what a cluster's API tells. */
export function showsMachine(sources: readonly FactSource[]): boolean {
  return sources.some(({ facts }) =>
    Object.entries(facts).some(
      ([kind, value]) => !CLUSTER_FACTS.has(kind) && (!Array.isArray(value) || value.length > 0),
    ),
  );
}

const CLUSTER_FACTS: ReadonlySet<string> = new Set([
  'pods',
  'services',
  'endpointSlices',
  'kubeNodes',
  'workloads',
  'networkPolicies',
  'ipPools',
  'ipamBlocks',
  'felixConfigurations',
  'captured',
]);

function kubernetesOf(sources: readonly FactSource[]): KubernetesSnapshot {
  const scoped = ({ namespace, name }: { namespace: string; name: string }): string =>
    `${namespace}/${name}`;
  return {
    pods: merged(sources, 'pods', scoped),
    services: merged(sources, 'services', scoped),
    endpointSlices: merged(sources, 'endpointSlices', scoped),
    nodes: merged(sources, 'kubeNodes', ({ name }) => name),
    workloads: merged(sources, 'workloads', (workload) => `${workload.kind}/${scoped(workload)}`),
    networkPolicies: merged(sources, 'networkPolicies', scoped),
    ipPools: merged(sources, 'ipPools', ({ name }) => name),
    ipamBlocks: merged(sources, 'ipamBlocks', ({ cidr }) => cidr),
    felixConfigurations: merged(sources, 'felixConfigurations', ({ name }) => name),
  };
}

/** Tables show 13 characters of an id, JSON all 64. */
const SHOWN_ID_LENGTH = 13;

function runtimeOf(sources: readonly FactSource[]): RuntimeSnapshot {
  const shown = (id: string): string => id.replace(/^sha256:/, '').slice(0, SHOWN_ID_LENGTH);
  return {
    containers: merged(sources, 'containers', ({ name, id }) => `${name} ${shown(id)}`),
    sandboxes: merged(sources, 'sandboxes', ({ pod, id }) => `${pod} ${shown(id)}`, mergeSandboxes),
    images: merged(sources, 'images', ({ name, tag, id }) => `${name}:${tag ?? ''} ${shown(id)}`),
  };
}

type Combine<T> = (earlier: T, later: T) => T;

/** Records of one kind from all outputs, sorted by what names them; no listing takes any away. */
function merged<K extends Parameters<typeof listings>[1]>(
  sources: readonly FactSource[],
  kind: K,
  keyOf: (record: ReturnType<typeof listings<K>>[number]['records'][number]) => string,
  combine: Combine<ReturnType<typeof listings<K>>[number]['records'][number]> = takeRicher,
): ReturnType<typeof listings<K>>[number]['records'] {
  const all = listings(sources, kind, () => () => false);
  const { records } = mergeListings(
    // No listing takes anything away: of hundreds of outputs those that list none say nothing.
    all.filter((listing) => listing.records.length > 0),
    keyOf,
    combine,
  );
  return [...records].sort((a, b) => compareText(keyOf(a), keyOf(b)));
}
