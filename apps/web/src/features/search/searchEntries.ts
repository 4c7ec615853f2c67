import type {
  HostElement,
  InterfaceElement,
  NetnsElement,
  NetworkPolicy,
  TopologyNode,
  TopologyService,
} from '@vethscope/model';
import { assertNever, interfaceKind } from '@vethscope/model';
import type { OpenCapture } from '../../view/CaptureContext.tsx';
import type { CalicoPolicy } from '../../view/calicoPolicies.ts';
import { formatEvidence } from '../../view/evidenceRange.ts';
import { kubernetesNameOf } from '../../view/kubernetesPolicy.ts';
import { netnsTitle } from '../../view/names.ts';
import type { SearchEntry } from './searchIndex.ts';

/** Everything of a capture that the search box finds. */
export function* searchEntries(capture: OpenCapture): Iterable<SearchEntry> {
  const { topology } = capture;
  for (const element of topology.nodes) yield* elementEntries(capture, element);
  for (const service of topology.services) yield serviceEntry(service);
  yield* policyEntries(capture);
  yield* containerEntries(capture);
}

function elementEntries(capture: OpenCapture, element: TopologyNode): readonly SearchEntry[] {
  switch (element.kind) {
    case 'pod':
      return [
        {
          group: 'Pods',
          kind: 'pod',
          title: element.name,
          about: element.namespace,
          words: [`${element.namespace}/${element.name}`, ...element.addresses],
          patch: { selected: element.id, tab: 'overview' },
        },
      ];
    case 'netns':
      return netnsEntries(capture, element);
    case 'interface':
      return interfaceEntries(capture, element);
    case 'external':
      return [
        {
          group: 'Outside',
          kind: 'external',
          title: element.label,
          about: element.role,
          words: [],
          ...(element.network !== undefined && { prefix: element.network }),
          patch: { selected: element.id, tab: 'overview' },
        },
      ];
    case 'node':
      return nodeEntries(capture, element);
    default:
      return assertNever(element);
  }
}

/** The one node of a capture needs no finding. */
function nodeEntries({ index }: OpenCapture, node: HostElement): readonly SearchEntry[] {
  if (index.capturedNodes.length < 2) return [];
  return [
    {
      group: 'Nodes',
      kind: 'node',
      title: node.label,
      about: node.captured ? '' : 'not captured',
      words: [],
      patch: {
        selected: node.id,
        node: node.captured ? node.id : undefined,
        tab: 'overview',
      },
    },
  ];
}

function interfaceEntries(
  { index }: OpenCapture,
  element: InterfaceElement,
): readonly SearchEntry[] {
  const netns = index.node(element.netns);
  const where = netns?.kind === 'netns' ? `in ${netnsTitle(index, netns)}` : '';
  const kind = interfaceKind(element.type);
  const link = index.link(element.id);
  const patch = { selected: element.id, tab: 'overview' } as const;
  return [
    {
      group: 'Interfaces',
      kind,
      title: element.name,
      about: where,
      words: [element.mac ?? '', link?.alias ?? '', ...(link?.altnames ?? [])],
      patch,
    },
    ...element.addresses.map(
      (address): SearchEntry => ({
        group: 'Addresses',
        kind,
        title: address,
        about: `${element.name} ${where}`,
        words: [],
        patch,
      }),
    ),
  ];
}

function netnsEntries({ index }: OpenCapture, netns: NetnsElement): readonly SearchEntry[] {
  const title = netnsTitle(index, netns);
  return [
    {
      group: 'Namespaces',
      kind: 'netns',
      title,
      about: netns.captured ? (title === netns.name ? '' : netns.name) : 'named, not captured',
      words: netns.aliases,
      patch: { selected: netns.id, tab: 'overview' },
    },
    ...netns.routes.map(
      (route): SearchEntry => ({
        group: 'Routes',
        kind: 'route',
        title:
          route.destination === '0.0.0.0/0' || route.destination === '::/0'
            ? 'default'
            : route.destination,
        about: [
          route.type === 'unicast' ? '' : route.type,
          ...route.via.map((via) => `via ${via}`),
          ...route.devices.map((device) => `dev ${device}`),
          `in ${title}`,
        ]
          .filter(Boolean)
          .join(' '),
        words: [`table ${route.table}`, route.destination],
        prefix: route.destination,
        patch: {
          tab: 'routes',
          netns: netns.id,
          family: route.family === 4 ? '4' : '6',
          table: route.table,
          lookup: undefined,
          q: route.destination,
        },
      }),
    ),
    ...netns.chains.map(
      (chain): SearchEntry => ({
        group: 'Chains',
        kind: 'chain',
        title: chain.chain,
        about: `${chain.table}${chain.family === 6 ? ', IPv6' : ''}${netns.isHost ? '' : ` in ${title}`}`,
        words: [],
        patch: {
          tab: 'iptables',
          netns: netns.id,
          family: chain.family === 4 ? '4' : '6',
          table: chain.table,
          chain: chain.chain,
          rule: undefined,
          q: undefined,
        },
      }),
    ),
  ];
}

function serviceEntry(service: TopologyService): SearchEntry {
  return {
    group: 'Services',
    kind: 'service',
    title: service.name,
    about: service.namespace,
    words: [
      `${service.namespace}/${service.name}`,
      ...service.clusterIps,
      ...service.ports.flatMap(({ name = '', endpoints }) => [
        name,
        ...endpoints.map(({ address }) => address),
      ]),
    ],
    patch: { selected: service.id, tab: 'overview' },
  };
}

/** What Calico has in iptables, and NetworkPolicies of which nothing is there: their lines are all. */
function* policyEntries({ index, snapshot }: OpenCapture): Iterable<SearchEntry> {
  const carriedOut = new Set<string>();
  for (const policy of index.policies()) {
    const kubernetes = kubernetesNameOf(policy);
    if (kubernetes) carriedOut.add(`${kubernetes.namespace}/${kubernetes.name}`);
    yield {
      group: 'Policies',
      kind: 'chain',
      ...policyTitle(policy),
      patch: { selected: policy.id, tab: 'overview' },
    };
  }
  for (const { kubernetes } of snapshot.nodes) {
    for (const listed of kubernetes.networkPolicies) {
      const name = `${listed.namespace}/${listed.name}`;
      if (carriedOut.has(name)) continue;
      // Each node may have listed the whole cluster's.
      carriedOut.add(name);
      yield networkPolicyEntry(listed);
    }
  }
}

function policyTitle(policy: CalicoPolicy): Pick<SearchEntry, 'title' | 'about' | 'words'> {
  const kubernetes = kubernetesNameOf(policy);
  if (kubernetes) {
    const { namespace, name } = kubernetes;
    return {
      title: name,
      about: `NetworkPolicy in ${namespace}`,
      words: [policy.name, `${namespace}/${name}`],
    };
  }
  const about = `${policy.isNamed ? '' : 'not named, '}Calico ${policy.kind}`;
  return { title: policy.name, about, words: [] };
}

function networkPolicyEntry({ namespace, name, evidence }: NetworkPolicy): SearchEntry {
  return {
    group: 'Policies',
    kind: 'chain',
    title: name,
    about: `NetworkPolicy in ${namespace}`,
    words: [`${namespace}/${name}`],
    patch: { tab: 'evidence', evidence: formatEvidence([evidence]) },
  };
}

/** A container's or sandbox's id leads to its pod, or to its line where the pod is not known. */
function containerEntries({ snapshot, topology }: OpenCapture): readonly SearchEntry[] {
  const pods = new Map(
    topology.nodes.flatMap((element) =>
      element.kind === 'pod' ? [[element.name, element.id] as const] : [],
    ),
  );
  const rows = snapshot.nodes.flatMap(({ runtime }) => [
    ...runtime.containers.map((row) => ({ ...row, title: row.name, what: 'container' })),
    ...runtime.sandboxes.map((row) => ({ ...row, title: row.pod, what: 'sandbox' })),
  ]);
  return rows.map(({ id, title, what, pod, evidence }): SearchEntry => {
    const selected = pod === undefined ? undefined : pods.get(pod);
    return {
      group: 'Containers',
      kind: 'pod',
      title: id,
      about: `${what} ${title}${pod === undefined || pod === title ? '' : ` of ${pod}`}`,
      words: [],
      patch: selected
        ? { selected, tab: 'overview' }
        : { tab: 'evidence', evidence: formatEvidence([evidence]) },
    };
  });
}
