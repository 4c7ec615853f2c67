import type { FelixConfiguration, IpamBlock, IpPool } from '../../snapshot/calico.ts';
import type {
  EndpointSlice,
  KubeNode,
  NetworkPolicy,
  Pod,
  Service,
  Workload,
} from '../../snapshot/kubernetes.ts';
import type { KubernetesSnapshot } from '../../snapshot/snapshot.ts';
import { list, type RecordEntry, word } from '../recordEntry.ts';

/** What the cluster's API says, without ages and restarts. */
export function kubernetesEntries(kubernetes: KubernetesSnapshot): readonly RecordEntry[] {
  return [
    ...kubernetes.pods.map(podEntry),
    ...kubernetes.services.map(serviceEntry),
    ...kubernetes.endpointSlices.flatMap(endpointEntries),
    ...kubernetes.nodes.map(kubeNodeEntry),
    ...kubernetes.workloads.map(workloadEntry),
    ...kubernetes.networkPolicies.map(policyEntry),
    ...kubernetes.ipPools.map(poolEntry),
    ...kubernetes.ipamBlocks.map(blockEntry),
    ...kubernetes.felixConfigurations.map(felixEntry),
  ];
}

interface Scoped {
  readonly namespace: string;
  readonly name: string;
}

function scoped({ namespace, name }: Scoped): { readonly key: string; readonly head: string } {
  return { key: `${namespace}/${name}`, head: `${namespace}/${name}` };
}

function podEntry(pod: Pod): RecordEntry {
  const { status, ready, node, addresses, hostNetwork, labels } = pod;
  return {
    ...{ kind: 'pod', settledBy: 'pods', ...scoped(pod) },
    facts: {
      status,
      ready: word('ready', ready),
      node: word('on', node),
      addresses: list('addresses', addresses),
      hostNetwork: word('hostNetwork', hostNetwork),
      labels: pairs('labels', labels),
    },
    evidence: [pod.evidence],
  };
}

function serviceEntry(service: Service): RecordEntry {
  const { type, clusterIps, externalIps, ports, selector } = service;
  return {
    ...{ kind: 'service', settledBy: 'services', ...scoped(service) },
    facts: {
      type,
      clusterIps: clusterIps.length === 0 ? 'headless' : list('', clusterIps)?.trim(),
      externalIps: list('external', externalIps),
      ports: list(
        'ports',
        ports.map(
          ({ port, nodePort, protocol }) =>
            `${port}${nodePort === undefined ? '' : `:${nodePort}`}/${protocol}`,
        ),
      ),
      // Only JSON has them.
      targetPorts: ports.every(({ targetPort }) => targetPort !== undefined)
        ? list(
            'to',
            ports.map(({ port, targetPort }) => `${port}→${targetPort}`),
          )
        : undefined,
      selector: pairs('selector', selector),
    },
    evidence: [service.evidence],
  };
}

/** An entry for each address. A slice that the table cuts short is left to `cutShort`. */
function endpointEntries(slice: EndpointSlice): readonly RecordEntry[] {
  if (slice.truncated) return [];
  const ports = slice.ports.map(({ port, protocol }) =>
    [port ?? 'any', protocol].filter((part) => part !== undefined).join('/'),
  );
  return slice.endpoints.flatMap(({ addresses, pod, node, ready }) =>
    addresses.map(
      (address): RecordEntry => ({
        ...{ kind: 'endpoint', settledBy: 'endpointSlices', key: address, head: address },
        place: `${slice.namespace}/${slice.name}`,
        facts: {
          // The table has no protocols.
          ports: list(
            'ports',
            ports.map((text) => text.replace(/\/\w+$/, '')),
          ),
          pod: word('pod', pod && `${pod.namespace}/${pod.name}`),
          node: word('on', node),
          ready: ready === undefined ? undefined : ready ? 'ready' : 'not ready',
        },
        evidence: [slice.evidence],
      }),
    ),
  );
}

function kubeNodeEntry(node: KubeNode): RecordEntry {
  const { name, status, roles, version, osImage, kernel, runtime } = node;
  return {
    ...{ kind: 'kubeNode', settledBy: 'nodes', key: name, head: name },
    facts: {
      ...{ status, roles, version },
      internalIps: list('internal', node.internalIps),
      externalIps: list('external', node.externalIps),
      // Only JSON has what follows; the tables' lists are empty.
      podCidrs: filled('podCIDRs', node.podCidrs),
      underlay: filled('underlay', node.underlayAddresses),
      vtep: filled('VTEP', node.vtepAddresses),
      tunnel: filled('tunnel', node.tunnelAddresses),
      os: osImage,
      kernel: word('kernel', kernel),
      runtime,
    },
    evidence: [node.evidence],
  };
}

/** Columns that count time, or go up and down with what a workload does. */
const NO_SETTINGS = /^(AGE|LAST SCHEDULE|DURATION|ACTIVE)$/;

function workloadEntry(workload: Workload): RecordEntry {
  const { kind, columns, evidence } = workload;
  const { key, head } = scoped(workload);
  return {
    ...{ kind: 'workload', settledBy: 'workloads', key: `${kind} ${key}`, head: `${kind} ${head}` },
    facts: Object.fromEntries(
      Object.entries(columns).flatMap(([name, value]) =>
        NO_SETTINGS.test(name) ? [] : [[name, `${name.toLowerCase()} ${value}`]],
      ),
    ),
    evidence: [evidence],
  };
}

function policyEntry(policy: NetworkPolicy): RecordEntry {
  return {
    ...{ kind: 'networkPolicy', settledBy: 'networkPolicies', ...scoped(policy) },
    facts: {
      selector: `pods ${policy.podSelector === '' ? 'all' : policy.podSelector}`,
      types: list('types', policy.policyTypes),
    },
    evidence: [policy.evidence],
  };
}

function poolEntry(pool: IpPool): RecordEntry {
  const head = `IPPool ${pool.name}`;
  return {
    ...{ kind: 'calico', settledBy: 'ipPools', key: head, head },
    facts: {
      cidr: pool.cidr,
      blockSize: word('blockSize', pool.blockSize),
      ipip: word('ipipMode', pool.ipipMode),
      vxlan: word('vxlanMode', pool.vxlanMode),
      nat: `natOutgoing ${pool.natOutgoing}`,
      disabled: `disabled ${pool.disabled}`,
    },
    evidence: [pool.evidence],
  };
}

function blockEntry({ cidr, node, evidence }: IpamBlock): RecordEntry {
  const head = `IPAMBlock ${cidr}`;
  return {
    ...{ kind: 'calico', settledBy: 'ipamBlocks', key: head, head },
    facts: { node: `of ${node ?? 'nobody'}` },
    evidence: [evidence],
  };
}

function felixEntry({ name, settings, evidence }: FelixConfiguration): RecordEntry {
  const head = `FelixConfiguration ${name}`;
  return {
    ...{ kind: 'calico', settledBy: 'felixConfigurations', key: head, head },
    facts: { settings: pairs('', settings)?.trim() },
    evidence: [evidence],
  };
}

function filled(name: string, values: readonly string[] | undefined): string | undefined {
  return values === undefined || values.length === 0 ? undefined : list(name, values);
}

function pairs(
  name: string,
  values: Readonly<Record<string, string>> | undefined,
): string | undefined {
  return list(name, values && Object.entries(values).map(([key, value]) => `${key}=${value}`));
}
