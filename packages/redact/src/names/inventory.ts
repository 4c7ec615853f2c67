import { calicoWorkloadHash, HOST_NETNS, type IptablesTable } from '@vethscope/model';
import type { Facts, Manifest, ReadFiles, ReadInput } from '@vethscope/parsers';
import { settleHashes } from './hashedNames.ts';
import type { Renaming } from './renaming.ts';

/**
 * Names everything that the captures are known to hold, most particular kind first and sorted within,
 * so that the same captures always give the same tokens; then what programs made of those names.
 */
export function nameAll(
  captures: readonly ReadFiles[],
  captureNames: readonly string[],
  renaming: Renaming,
): void {
  const reads = captures.flatMap(({ files }) =>
    files.flatMap((file) => (file.kind === 'outputs' ? file.outputs : [])),
  );
  const facts = reads.flatMap((read) => read.facts ?? []);
  const manifests = captures.flatMap(({ bundles }) => [...bundles.values()]);
  const nodes = [
    ...nodeNames(reads, facts),
    ...manifests.flatMap(({ node }) => node ?? []),
    ...captureNames,
  ];
  for (const name of sorted(nodes)) renaming.name('node', name);
  for (const name of sorted(facts.flatMap(namespacesOf))) renaming.name('ns', name);
  namePods(facts, renaming);
  for (const name of sorted(facts.flatMap(appsOf))) renaming.name('app', name);
  for (const name of sorted(facts.flatMap(servicesOf))) renaming.name('svc', name);
  for (const name of sorted(facts.flatMap(portsOf))) renaming.name('port', name);
  for (const name of sorted(facts.flatMap(slicesOf))) renaming.name('slice', name);
  for (const name of sorted(facts.flatMap(containersOf))) renaming.name('ctr', name);
  for (const id of sorted(facts.flatMap(idsOf))) renaming.settle(id, shortId(id, renaming));
  for (const name of sorted([...netnsNames(reads, facts), ...manifests.flatMap(netnsCaptured)])) {
    renaming.name('netns', name);
  }
  for (const name of sorted(
    facts.flatMap((one) => (one.firewalldZones ?? []).map((z) => z.name)),
  )) {
    renaming.name('zone', name);
  }
  const tables = facts.flatMap(({ iptables }) => iptables ?? []);
  const interfaces = [...facts.flatMap(interfacesOf), ...interfacesInRules(tables)];
  for (const name of sorted(interfaces)) renaming.name('if', name);
  settleHashes(
    tables,
    facts.flatMap(({ services }) => services ?? []),
    renaming,
  );
  for (const name of sorted(tables.flatMap(({ chains }) => chains.map((chain) => chain.name)))) {
    renaming.name('chain', name);
  }
  for (const name of sorted(facts.flatMap((one) => (one.ipsets ?? []).map((set) => set.name)))) {
    renaming.name('set', name);
  }
}

function sorted(names: readonly string[]): readonly string[] {
  return [...new Set(names)].filter((name) => name !== '').sort();
}

function nodeNames(reads: readonly ReadInput[], facts: readonly Facts[]): readonly string[] {
  return [
    ...reads.flatMap(({ found }) => found.node ?? []),
    ...facts.flatMap(
      ({ hostname, kubeNodes = [], pods = [], endpointSlices = [], ipamBlocks = [] }) => [
        ...ipamBlocks.flatMap(({ node }) => node ?? []),
        ...(hostname ? [hostname.name] : []),
        ...kubeNodes.map(({ name }) => name),
        ...pods.flatMap(({ node }) => node ?? []),
        ...endpointSlices.flatMap(({ endpoints }) => endpoints.flatMap(({ node }) => node ?? [])),
      ],
    ),
  ];
}

function namespacesOf(facts: Facts): readonly string[] {
  const { pods = [], services = [], endpointSlices = [], workloads = [] } = facts;
  const { sandboxes = [], containers = [], networkPolicies = [] } = facts;
  return [
    ...[...pods, ...services, ...endpointSlices, ...workloads, ...networkPolicies].map(
      ({ namespace }) => namespace,
    ),
    ...[...sandboxes, ...containers].flatMap(({ namespace }) => namespace ?? []),
  ];
}

interface PodName {
  readonly namespace: string;
  readonly name: string;
}

function namePods(facts: readonly Facts[], renaming: Renaming): void {
  const pods = new Map<string, PodName>();
  const add = (namespace: string, name: string): void => {
    pods.set(`${name}\0${namespace}`, { namespace, name });
  };
  for (const { pods: listed = [], sandboxes = [], containers = [], endpointSlices = [] } of facts) {
    for (const { namespace, name } of listed) add(namespace, name);
    for (const { namespace = '', pod } of sandboxes) add(namespace, pod);
    for (const { namespace = '', pod } of containers) if (pod !== undefined) add(namespace, pod);
    for (const { endpoints } of endpointSlices) {
      for (const { pod } of endpoints) if (pod) add(pod.namespace, pod.name);
    }
  }
  // A pod with its namespace comes before the same without: only then is its hash known.
  const inOrder = [...pods.values()].sort((a, b) => (podKey(a) < podKey(b) ? -1 : 1));
  for (const { namespace, name } of inOrder) {
    const renamedNamespace = namespace === '' ? '' : renaming.name('ns', namespace);
    const hash = calicoWorkloadHash(namespace, name);
    const hashOf = (renamed: string): string => calicoWorkloadHash(renamedNamespace, renamed);
    const renamed = renaming.pod(name, hash, hashOf);
    if (namespace !== '') renaming.settleWorkload(hash, hashOf(renamed));
  }
}

function podKey({ namespace, name }: PodName): string {
  return `${namespace === '' ? 1 : 0}${name}\0${namespace}`;
}

function appsOf({ workloads = [] }: Facts): readonly string[] {
  return workloads.map(({ name }) => name);
}

function servicesOf({ services = [], endpointSlices = [] }: Facts): readonly string[] {
  return [
    ...services.map(({ name }) => name),
    ...endpointSlices.flatMap(({ service }) => service ?? []),
  ];
}

function portsOf({ services = [], endpointSlices = [] }: Facts): readonly string[] {
  return [
    ...services.flatMap(({ ports }) => ports.flatMap(({ name }) => name ?? [])),
    ...services.flatMap(({ ports }) => ports.flatMap(({ targetPort }) => targetPort ?? [])),
    ...endpointSlices.flatMap(({ ports }) => ports.flatMap(({ name }) => name ?? [])),
  ];
}

function slicesOf({ endpointSlices = [] }: Facts): readonly string[] {
  return endpointSlices.map(({ name }) => name);
}

function containersOf({ containers = [] }: Facts): readonly string[] {
  return containers.map(({ name }) => name);
}

function idsOf({ containers = [], sandboxes = [], images = [] }: Facts): readonly string[] {
  return [
    ...[...containers, ...sandboxes, ...images].map(({ id }) => id),
    ...containers.flatMap(({ sandboxId }) => sandboxId ?? []),
  ];
}

/** `sha256:…` stays in front. */
function shortId(id: string, { ids }: Renaming): string {
  const [, prefix = '', digits = ''] = /^(sha256:)?(.*)$/.exec(id) ?? [];
  return prefix + ids.id(digits);
}

function* netnsNames(reads: readonly ReadInput[], facts: readonly Facts[]): Generator<string> {
  for (const { found } of reads) if (found.netns !== HOST_NETNS) yield found.netns;
  for (const { netnsNames: listed = [], links = [] } of facts) {
    for (const { name } of listed) yield name;
    for (const { peer } of links) if (peer?.netns !== undefined) yield peer.netns;
  }
}

function netnsCaptured({ record }: Manifest): readonly string[] {
  return record.namespaces.flatMap(({ name, names }) =>
    [name, ...names].filter((one) => one !== HOST_NETNS),
  );
}

function interfacesOf(facts: Facts): readonly string[] {
  const { links = [], routes = [], neighbors = [], fdb = [], bridgeVlans = [] } = facts;
  return [
    ...links.flatMap(({ name, altnames, master, peer }) => [
      ...[name, ...altnames],
      ...[master, peer?.name].flatMap((one) => one ?? []),
    ]),
    ...routes.flatMap(({ nexthops }) => nexthops.flatMap(({ device }) => device ?? [])),
    ...[...neighbors, ...fdb, ...bridgeVlans].map(({ device }) => device),
  ];
}

function interfacesInRules(tables: readonly IptablesTable[]): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { chains } of tables) {
    for (const { inInterface, outInterface } of chains.flatMap((chain) => chain.rules)) {
      for (const match of [inInterface, outInterface]) {
        if (match.kind === 'is' && !match.wildcard) names.add(match.name);
      }
    }
  }
  return names;
}
