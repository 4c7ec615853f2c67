import type { ServicePortName } from '../../kubernetes/kubeProxyNames.ts';
import { readServicePortName } from '../../kubernetes/kubeProxyNames.ts';
import type { Ip, Prefix } from '../../net/ip.ts';
import type { NatRange, Rule } from '../../snapshot/iptables.ts';
import { type ChainIndex, indexChains } from '../chainIndex.ts';
import { perTable } from '../perTable.ts';
import {
  asksOnly,
  commentsOf,
  destinationHostOf,
  destinationPortOf,
  type RuleAt,
} from './ruleConditions.ts';

/** What kube-proxy's chains of a nat table come to: for each service port where its packets go. */
export interface ServiceMachinery {
  readonly services: readonly CollapsedService[];
  /** Rules in kube-proxy's chains that are not as kube-proxy writes them, or that nothing leads to. */
  readonly notUnderstood: readonly RuleAt[];
}

/** One service port. */
export interface CollapsedService {
  /** The hash that all of its chains have behind their prefix: `TCOU7JCQXEZGVUNU`. */
  readonly hash: string;
  /** From a comment; absent where kube-proxy wrote none. */
  readonly name?: ServicePortName;
  readonly protocol: string;
  /** Addresses and ports that it is reached by. */
  readonly ways: readonly ServiceWay[];
  /** Its chains, `KUBE-SVC-…` before `KUBE-SVL-…`, `KUBE-EXT-…` and `KUBE-FW-…`. */
  readonly chains: readonly string[];
  /** Whose packets are masqueraded, so that answers come back here. */
  readonly masquerades: readonly Masquerade[];
  /** `loadBalancerSourceRanges`: who may come in by the load balancer's address. */
  readonly sourceRanges: readonly Prefix[];
  /** A client stays with an endpoint for so many seconds: `sessionAffinity: ClientIP`. */
  readonly affinitySeconds?: number;
  readonly endpoints: readonly CollapsedEndpoint[];
  /** All rules it rests on but those of its endpoints. */
  readonly rules: readonly RuleAt[];
}

export interface ServiceWay {
  /** `external`: an address from outside, the comment does not tell of which kind. */
  readonly kind: 'clusterIp' | 'nodePort' | 'externalIp' | 'loadBalancer' | 'external';
  /** Of a node port absent: each of the node's addresses. */
  readonly address?: Ip;
  readonly port: number;
  /** Where it leads: `KUBE-SVC-…`, or `KUBE-SVL-…`: to endpoints on this node alone. */
  readonly chain: string;
  readonly at: RuleAt;
}

export interface Masquerade {
  /** `outside`: packets that do not come from `of`, the pods' addresses. */
  readonly whose: 'all' | 'outside' | 'this node';
  readonly of?: Prefix;
  readonly at: RuleAt;
}

export interface CollapsedEndpoint {
  /** `KUBE-SEP-…`. */
  readonly chain: string;
  /** Of its DNAT; absent where its chain was not understood. */
  readonly address?: Ip;
  readonly port?: number;
  /** Share of new connections, 0 to 1, where any endpoint will do. Absent: none, or unknown. */
  readonly share?: number;
  /** The same where only endpoints on this node will do. */
  readonly localShare?: number;
  readonly rules: readonly RuleAt[];
}

/** Reads kube-proxy's chains by structure: kubernetes, `pkg/proxy/iptables/proxier.go`. */
export const serviceMachinery = perTable((nat): ServiceMachinery => {
  const index = indexChains(nat);
  const drafts = new Map<string, ServiceDraft>();
  const understood = new Set<Rule>();
  readDispatch(index, 'KUBE-SERVICES', drafts, understood);
  readDispatch(index, 'KUBE-NODEPORTS', drafts, understood);
  const services = [...drafts].map(([hash, draft]) => collapse(index, hash, draft, understood));
  const notUnderstood = nat.chains
    .filter(({ name }) => OWN_CHAIN.test(name))
    .flatMap(({ name, rules }) =>
      rules.flatMap((rule) => (understood.has(rule) ? [] : [{ chain: name, rule }])),
    );
  return { services, notUnderstood };
});

const OWN_CHAIN = /^KUBE-(SERVICES$|NODEPORTS$|(SVC|SVL|EXT|FW|XLB|SEP)-)/;
const SERVICE_CHAIN = /^KUBE-(SVC|SVL|EXT|FW|XLB)-(.+)$/;
const PREFIXES = ['SVC', 'SVL', 'EXT', 'FW', 'XLB'] as const;

interface ServiceDraft {
  name: ServicePortName | undefined;
  readonly protocol: string;
  readonly ways: ServiceWay[];
  readonly masquerades: Masquerade[];
  readonly rules: RuleAt[];
}

/** KUBE-SERVICES and KUBE-NODEPORTS: which address and port is which service's. */
function readDispatch(
  index: ChainIndex,
  chain: string,
  drafts: Map<string, ServiceDraft>,
  understood: Set<Rule>,
): void {
  // Older ones mark here what is to be masqueraded, just before the jump for the same packets.
  let marks: RuleAt[] = [];
  for (const rule of index.chain(chain)?.rules ?? []) {
    const at = { chain, rule };
    if (leadsToNodePorts(rule)) {
      understood.add(rule);
    } else if (isMark(rule) && destinationPortOf(rule) !== undefined) {
      marks.push(at);
    } else {
      const way = readWay(at);
      const draft = way && draftOf(way, at, drafts);
      if (!draft) continue;
      understood.add(rule);
      draft.ways.push(way);
      draft.rules.push(at);
      draft.name ??= nameIn(rule);
      for (const mark of marks) {
        const masquerade = isForSame(mark.rule, rule) ? readMasquerade(mark) : undefined;
        if (!masquerade) continue;
        understood.add(mark.rule);
        draft.masquerades.push(masquerade);
        draft.rules.push(mark);
      }
      marks = [];
    }
  }
}

/** `-m addrtype --dst-type LOCAL -j KUBE-NODEPORTS`, or a rule for each of `nodePortAddresses`. */
function leadsToNodePorts(rule: Rule): boolean {
  return (
    rule.target.kind === 'jump' &&
    rule.target.chain === 'KUBE-NODEPORTS' &&
    asksOnly(rule, 'local destination', 'destination')
  );
}

/** `-d 10.96.0.10/32 -p udp -m comment … -m udp --dport 53 -j KUBE-SVC-TCOU7JCQXEZGVUNU`. */
function readWay(at: RuleAt): ServiceWay | undefined {
  const { chain, rule } = at;
  const { target } = rule;
  const port = destinationPortOf(rule);
  if (target.kind !== 'jump' || !SERVICE_CHAIN.test(target.chain) || port === undefined) {
    return undefined;
  }
  if (chain === 'KUBE-NODEPORTS') {
    // -p tcp -d 127.0.0.0/8 … -m nfacct --nfacct-name localhost_nps_accepted_pkts -j KUBE-EXT-…
    return asksOnly(rule, 'protocol', 'port', 'destination', 'counted')
      ? { kind: 'nodePort', port, chain: target.chain, at }
      : undefined;
  }
  const address = destinationHostOf(rule);
  if (address === undefined || !asksOnly(rule, 'protocol', 'port', 'destination')) return undefined;
  return { kind: kindOfAddress(rule, target.chain), address, port, chain: target.chain, at };
}

function kindOfAddress(rule: Rule, chain: string): ServiceWay['kind'] {
  const said = commentsOf(rule).join(' ');
  if (said.endsWith(' cluster IP')) return 'clusterIp';
  if (said.endsWith(' external IP')) return 'externalIp';
  if (said.endsWith(' loadbalancer IP')) return 'loadBalancer';
  return /^KUBE-SV[CL]-/.test(chain) ? 'clusterIp' : 'external';
}

function draftOf(
  way: ServiceWay,
  { rule }: RuleAt,
  drafts: Map<string, ServiceDraft>,
): ServiceDraft | undefined {
  const hash = SERVICE_CHAIN.exec(way.chain)?.[2] ?? way.chain;
  const known = drafts.get(hash);
  if (known) return known;
  if (rule.protocol.kind !== 'is') return undefined;
  const draft: ServiceDraft = {
    name: undefined,
    protocol: rule.protocol.name,
    ways: [],
    masquerades: [],
    rules: [],
  };
  drafts.set(hash, draft);
  return draft;
}

function collapse(
  index: ChainIndex,
  hash: string,
  draft: ServiceDraft,
  understood: Set<Rule>,
): CollapsedService {
  const endpoints = new Map<string, EndpointDraft>();
  const sourceRanges: Prefix[] = [];
  const chains = PREFIXES.flatMap((prefix) => index.chain(`KUBE-${prefix}-${hash}`) ?? []);
  for (const chain of chains) {
    const isLocal = /^KUBE-(SVL|XLB)-/.test(chain.name);
    const shares = new Shares();
    for (const rule of chain.rules) {
      const at = { chain: chain.name, rule };
      const jump = endpointJump(index, rule);
      const masquerade = jump ? undefined : readMasquerade(at);
      draft.name ??= nameIn(rule);
      if (jump) {
        readEndpointJump(at, jump, isLocal, shares, endpoints, understood);
        understood.add(rule);
      } else if (masquerade) {
        draft.masquerades.push(masquerade);
      } else if (isSourceRange(rule, hash)) {
        if (rule.source.kind === 'in') sourceRanges.push(rule.source.prefix);
      } else if (!isPassedOn(rule, hash) && !isRestDropped(rule)) {
        // An unknown rule before the endpoints: nobody can tell how many packets are left for them.
        shares.lose();
        continue;
      }
      understood.add(rule);
      if (!jump) draft.rules.push(at);
    }
  }
  const affinity = [...endpoints.values()].find(({ seconds }) => seconds !== undefined)?.seconds;
  return {
    hash,
    protocol: draft.protocol,
    ...(draft.name && { name: draft.name }),
    ways: draft.ways,
    chains: chains.map(({ name }) => name),
    masquerades: draft.masquerades,
    sourceRanges,
    ...(affinity !== undefined && { affinitySeconds: affinity }),
    endpoints: [...endpoints].map(([name, endpoint]) =>
      collapseEndpoint(name, endpoint, index, understood),
    ),
    rules: draft.rules,
  };
}

interface EndpointDraft {
  share?: number;
  localShare?: number;
  seconds?: number;
  readonly rules: RuleAt[];
}

/** What each `--probability` is of all packets: of those that the rules before left over. */
class Shares {
  #left: number | undefined = 1;

  lose(): void {
    this.#left = undefined;
  }

  take(probability: number): number | undefined {
    const left = this.#left;
    if (left === undefined) return undefined;
    this.#left = left * (1 - probability);
    return left * probability;
  }
}

/** The `KUBE-SEP-…` that a rule jumps to, where it asks for no more than chance or affinity. */
function endpointJump(index: ChainIndex, rule: Rule): string | undefined {
  const { target } = rule;
  return target.kind === 'jump' &&
    target.chain.startsWith('KUBE-SEP-') &&
    index.chain(target.chain) &&
    asksOnly(rule, 'chance', 'recent')
    ? target.chain
    : undefined;
}

function readEndpointJump(
  at: RuleAt,
  name: string,
  isLocal: boolean,
  shares: Shares,
  endpoints: Map<string, EndpointDraft>,
  understood: Set<Rule>,
): void {
  const endpoint = endpoints.get(name) ?? { rules: [] };
  endpoints.set(name, endpoint);
  endpoint.rules.push(at);
  understood.add(at.rule);
  for (const match of at.rule.matches) {
    // -m recent --name KUBE-SEP-… --rcheck --seconds 10800 --reap: a client that was here before.
    if (match.kind !== 'recent') continue;
    if (match.seconds !== undefined) endpoint.seconds = match.seconds;
    return;
  }
  const share = shares.take(probabilityOf(at.rule));
  if (share === undefined) return;
  if (isLocal) endpoint.localShare = share;
  else endpoint.share = share;
}

function probabilityOf({ matches }: Rule): number {
  for (const match of matches) {
    if (match.kind === 'statistic' && match.mode === 'random') return match.probability;
  }
  return 1;
}

function collapseEndpoint(
  chain: string,
  { share, localShare, rules }: EndpointDraft,
  index: ChainIndex,
  understood: Set<Rule>,
): CollapsedEndpoint {
  let to: NatRange = {};
  for (const rule of index.chain(chain)?.rules ?? []) {
    if (isDnat(rule)) to = rule.target.to;
    else if (!isHairpin(rule)) continue;
    understood.add(rule);
    rules.push({ chain, rule });
  }
  return {
    chain,
    ...(to.from !== undefined && { address: to.from }),
    ...(to.ports && { port: to.ports.from }),
    ...(share !== undefined && { share }),
    ...(localShare !== undefined && { localShare }),
    rules,
  };
}

/** `-s 10.85.0.4/32 -j KUBE-MARK-MASQ`: an endpoint that asks its own service. */
function isHairpin(rule: Rule): boolean {
  return isMark(rule) && rule.source.kind === 'in' && asksOnly(rule, 'source');
}

/** `-p udp -m udp -j DNAT --to-destination 10.85.0.4:53`. */
function isDnat(rule: Rule): rule is Rule & { readonly target: { readonly kind: 'dnat' } } {
  return rule.target.kind === 'dnat' && asksOnly(rule, 'protocol', 'recent');
}

function isMark({ target }: Rule): boolean {
  return target.kind === 'jump' && target.chain === 'KUBE-MARK-MASQ';
}

/** `! -s 192.168.0.0/16 -d 10.96.0.10/32 -p udp --dport 53 -j KUBE-MARK-MASQ`. */
function readMasquerade(at: RuleAt): Masquerade | undefined {
  const { rule } = at;
  if (!isMark(rule)) return undefined;
  if (!asksOnly(rule, 'protocol', 'port', 'destination', 'other source', 'local source')) {
    return undefined;
  }
  if (rule.source.kind === 'in') return { whose: 'outside', of: rule.source.prefix, at };
  const isOwn = rule.matches.some(({ kind }) => kind === 'addrtype');
  return { whose: isOwn ? 'this node' : 'all', at };
}

function isForSame(mark: Rule, jump: Rule): boolean {
  return (
    destinationPortOf(mark) === destinationPortOf(jump) &&
    destinationHostOf(mark) === destinationHostOf(jump) &&
    mark.protocol.kind === 'is' &&
    jump.protocol.kind === 'is' &&
    mark.protocol.name === jump.protocol.name
  );
}

/** KUBE-FW: `-s 203.0.113.0/24 -j KUBE-EXT-…`. */
function isSourceRange(rule: Rule, hash: string): boolean {
  return rule.source.kind === 'in' && leadsOn(rule, hash, 'EXT') && asksOnly(rule, 'source');
}

/** KUBE-EXT: `-s 192.168.0.0/16 -j KUBE-SVC-…`, `-m addrtype --src-type LOCAL -j KUBE-SVC-…`. */
function isPassedOn(rule: Rule, hash: string): boolean {
  return (
    PREFIXES.some((prefix) => leadsOn(rule, hash, prefix)) &&
    asksOnly(rule, 'source', 'local source')
  );
}

function leadsOn({ target }: Rule, hash: string, prefix: string): boolean {
  return target.kind === 'jump' && target.chain === `KUBE-${prefix}-${hash}`;
}

/** KUBE-FW ends with a rule that only says so; older versions mark the packet to be dropped. */
function isRestDropped(rule: Rule): boolean {
  const { target } = rule;
  const isSaid = target.kind === 'none' && commentsOf(rule).length > 0;
  const isMarked = target.kind === 'jump' && target.chain === 'KUBE-MARK-DROP';
  return (isSaid || isMarked) && asksOnly(rule);
}

function nameIn(rule: Rule): ServicePortName | undefined {
  for (const text of commentsOf(rule)) {
    const name = readServicePortName(text);
    if (name) return name;
  }
  return undefined;
}
