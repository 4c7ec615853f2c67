import type { Confidence, Topology } from '../graph/topology.ts';
import type { Id } from '../ids.ts';
import { podId } from '../ids.ts';
import { calicoWorkloadHash, workloadInterfaceOfChain } from '../kubernetes/calicoNames.ts';
import { readCniComment } from '../kubernetes/cniNames.ts';
import { formatServicePortName, readServicePortName } from '../kubernetes/kubeProxyNames.ts';
import type { Chain, Rule } from '../snapshot/iptables.ts';
import type { ChainIndex } from './chainIndex.ts';
import { destinationOf, serviceChainNamer } from './serviceChainNames.ts';
import { WELL_KNOWN_CHAINS } from './wellKnownChains.ts';

/** What a chain is for. The hash stays visible beside it: this is a second name, not a new one. */
export interface ChainName {
  readonly kind:
    | 'builtin'
    | 'service'
    | 'endpoint'
    | 'workload'
    | 'policy'
    | 'profile'
    | 'cni'
    | 'well-known';
  readonly title: string;
  /** The service, pod or interface it is about, where the capture has it. */
  readonly subject?: Id;
  /** `proven`: the hash was computed from the name and agrees, or a rule's comment says so. */
  readonly confidence: Confidence;
}

export type ChainNamer = (chain: Chain) => ChainName | undefined;

/** Gives the chains of one table their names; makes its look-ups when they are first needed. */
export function chainNamer(topology: Topology, index: ChainIndex): ChainNamer {
  const callers = (chain: Chain) => index.referrers(chain.name).map(({ rule }) => rule);
  const nameOf: ChainNamer = (chain) =>
    builtin(chain) ??
    workload(chain, (hash) => hashesOf(topology).workloads.get(hash)) ??
    calicoPolicy(chain) ??
    kubeProxy(chain, (asked) => hashesOf(topology).serviceName(asked), callers) ??
    cni(chain, topology, callers) ??
    wellKnown(chain);
  // Whoever filters chains asks for all of them with every letter.
  const names = new Map<Chain, ChainName | undefined>();
  return (chain) => {
    if (!names.has(chain)) names.set(chain, nameOf(chain));
    return names.get(chain);
  };
}

interface Hashes {
  readonly workloads: ReadonlyMap<string, ChainName>;
  readonly serviceName: ChainNamer;
}

/** Made once for a topology, and not for those who ask for no hash. */
function hashesOf(topology: Topology): Hashes {
  const known = hashesByTopology.get(topology);
  if (known) return known;
  const hashes: Hashes = {
    workloads: new Map(workloadHashes(topology)),
    serviceName: serviceChainNamer(topology),
  };
  hashesByTopology.set(topology, hashes);
  return hashes;
}

const hashesByTopology = new WeakMap<Topology, Hashes>();

function builtin(chain: Chain): ChainName | undefined {
  const hook = BUILTIN_TITLES[chain.name];
  return hook === undefined ? undefined : { kind: 'builtin', title: hook, confidence: 'proven' };
}

const BUILTIN_TITLES: Readonly<Record<string, string>> = {
  PREROUTING: 'every packet that arrives, before routing',
  INPUT: 'packets for this namespace itself',
  FORWARD: 'packets on their way through',
  OUTPUT: 'packets made in this namespace',
  POSTROUTING: 'every packet that leaves, after routing',
};

/** `cali-fw-cali6945b3c77c1`: from a workload; `cali-tw-…`: to it. */
function workload(
  chain: Chain,
  podOf: (hash: string) => ChainName | undefined,
): ChainName | undefined {
  const ifname = workloadInterfaceOfChain(chain.name);
  if (ifname === undefined) return undefined;
  const way = chain.name.startsWith('cali-fw-') ? 'from' : 'to';
  const pod = podOf(ifname.slice(-11));
  return pod
    ? { ...pod, title: `${way} ${pod.title}` }
    : { kind: 'workload', title: `${way} the workload on ${ifname}`, confidence: 'inferred' };
}

/** `cali-pri-kns.kube-system`; a name that is too long is a hash, then its rules' comments tell. */
function calicoPolicy(chain: Chain): ChainName | undefined {
  const [, direction = ''] = /^cali-(pi|po|pri|pro)-/.exec(chain.name) ?? [];
  if (direction === '') return undefined;
  const kind = direction.startsWith('pr') ? 'profile' : 'policy';
  const way = direction.endsWith('i') ? 'ingress' : 'egress';
  for (const text of chain.rules.flatMap(commentsOf)) {
    const said = /^(?:Policy|Profile) (\S+) (?:ingress|egress)$/.exec(text)?.[1];
    if (said !== undefined) {
      return { kind, title: `${kind} ${said}, ${way}`, confidence: 'proven' };
    }
  }
  const rest = chain.name.slice(`cali-${direction}-`.length);
  return rest.startsWith('_')
    ? { kind, title: `a ${kind}, ${way}`, confidence: 'inferred' }
    : { kind, title: `${kind} ${rest}, ${way}`, confidence: 'proven' };
}

function kubeProxy(
  chain: Chain,
  serviceName: ChainNamer,
  callers: (chain: Chain) => readonly Rule[],
): ChainName | undefined {
  const isService = /^KUBE-(SVC|SVL|EXT|FW|XLB)-/.test(chain.name);
  if (!isService && !chain.name.startsWith('KUBE-SEP-')) return undefined;
  const known = serviceName(chain);
  if (known) return known;
  const comments = [...callers(chain), ...chain.rules].flatMap(commentsOf);
  for (const text of comments) {
    const service = readServicePortName(text);
    if (!service) continue;
    const title = formatServicePortName(service);
    if (isService) return { kind: 'service', title, confidence: 'proven' };
    const endpoint = / -> (\S+)$/.exec(text)?.[1] ?? destinationOf(chain);
    return {
      kind: 'endpoint',
      title: endpoint === undefined ? `an endpoint of ${title}` : `${title} → ${endpoint}`,
      confidence: 'proven',
    };
  }
  return undefined;
}

/** `CNI-0753f7d0856b570d6e276401`: the bridge plugin's, one for each pod. */
function cni(
  chain: Chain,
  topology: Topology,
  callers: (chain: Chain) => readonly Rule[],
): ChainName | undefined {
  if (!/^CNI-(DN-|SN-)?[0-9a-f]{20,}$/.test(chain.name)) return undefined;
  const rules = [...callers(chain), ...chain.rules];
  const attachment = rules.flatMap(commentsOf).map(readCniComment).find(Boolean);
  if (!attachment) return undefined;
  const source = rules.map((rule) => rule.source).find((match) => match.kind === 'in');
  const address = source?.kind === 'in' ? source.prefix.split('/')[0] : undefined;
  const pod = topology.nodes.find(
    (node) =>
      node.kind === 'pod' &&
      (node.matchedBy === 'cni-chain-sandbox' || node.matchedBy === 'sandbox-netns') &&
      node.addresses.some((own) => own === address),
  );
  const sandbox = attachment.sandbox.slice(0, 13);
  return {
    kind: 'cni',
    title: `network ${attachment.network}, ${pod ? `pod ${pod.label}` : `sandbox ${sandbox}`}`,
    confidence: 'proven',
    ...(pod && { subject: pod.id }),
  };
}

function wellKnown(chain: Chain): ChainName | undefined {
  const title = WELL_KNOWN_CHAINS[chain.name];
  if (title !== undefined) return { kind: 'well-known', title, confidence: 'proven' };
  return /^cali-(from|to)-wl-dispatch-./.test(chain.name)
    ? { kind: 'well-known', title: 'workload dispatch, one branch of it', confidence: 'proven' }
    : undefined;
}

function* workloadHashes(topology: Topology): Generator<[string, ChainName]> {
  for (const node of topology.nodes) {
    if (node.kind !== 'pod') continue;
    const title = `pod ${node.namespace}/${node.name}`;
    const subject = podId(node.namespace, node.name);
    yield [
      calicoWorkloadHash(node.namespace, node.name),
      { kind: 'workload', title, subject, confidence: 'proven' },
    ];
  }
}

function commentsOf({ matches }: Rule): readonly string[] {
  return matches.flatMap((match) => (match.kind === 'comment' ? [match.text] : []));
}
