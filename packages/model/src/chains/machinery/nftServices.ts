import { compareText } from '../../evidence.ts';
import type { ServicePortName } from '../../kubernetes/kubeProxyNames.ts';
import type { NftRule, NftSet, NftTable } from '../../snapshot/nftTable.ts';
import { nftRuleWords } from './nftRuleWords.ts';

/** What kube-proxy's table of nftables comes to: for each service port where its packets go. */
export interface NftServices {
  readonly services: readonly NftService[];
  /** Addresses that are refused, since nothing stands behind them. */
  readonly refused: readonly NftServiceWay[];
  /** Rules of its chains that are not as kube-proxy writes them, or that nothing leads to. */
  readonly notUnderstood: readonly NftRuleAt[];
  /** Elements of its maps that are not. */
  readonly unreadElements: readonly string[];
}

export interface NftRuleAt {
  readonly chain: string;
  readonly rule: NftRule;
}

export interface NftService {
  /** What its chains are called behind `service-` and `external-`: `ULMVA6XW-ns1/svc1/tcp/p80`. */
  readonly key: string;
  /** Absent where the chain's name is cut off. */
  readonly name?: ServicePortName;
  readonly ways: readonly NftServiceWay[];
  readonly endpoints: readonly NftEndpoint[];
  readonly masquerades: readonly NftMasquerade[];
  /** `ip saddr != { 203.0.113.0/24 } drop`: who may come in from outside, in nft's words. */
  readonly firewall: readonly string[];
  readonly hasAffinity: boolean;
  readonly chains: readonly string[];
}

export interface NftMasquerade {
  /** Which packets, in nft's words; empty: all that come to the chain. */
  readonly whose: string;
  readonly chain: string;
}

export interface NftServiceWay {
  readonly kind: 'address' | 'nodePort';
  /** Of a node port absent. */
  readonly address?: string;
  readonly protocol: string;
  readonly port: number;
  /** The chain that the map leads to; `drop` of a refused one. */
  readonly chain: string;
  /** The map in which it stands. */
  readonly map: NftSet;
}

export interface NftEndpoint {
  readonly chain: string;
  /** Absent where its chain was not understood. */
  readonly address?: string;
  readonly port?: number;
  /** Of new connections, 0 to 1. Absent: only where endpoints of this node are asked for. */
  readonly share?: number;
  readonly rules: readonly NftRuleAt[];
}

/**
 * Reads kube-proxy's chains by structure: kubernetes, `pkg/proxy/nftables/proxier.go`. `undefined` where
 * no rule asks its maps, or the listing does not show them: then nobody knows which service is which.
 */
export function nftServices(table: NftTable): NftServices | undefined {
  const { chains = [], sets = [] } = table;
  const isAsked = chains.some(({ rules }) =>
    rules.some((rule) => nftRuleWords(rule).includes('vmap @service-ips')),
  );
  if (!isAsked || !sets.some(({ name }) => name === 'service-ips')) return undefined;
  const rulesOf = new Map(chains.map(({ name, rules }) => [name, rules]));
  const understood = new Set<NftRule>();
  const { ways, refused, unread } = readMaps(sets);
  const byKey = new Map<string, NftServiceWay[]>();
  for (const way of ways) {
    const key = keyOf(way.chain);
    byKey.set(key, [...(byKey.get(key) ?? []), way]);
  }
  const firewalls = firewallsOf(sets);
  // nft lists elements in the order of their hashes, which is no order for a reader.
  const services = [...byKey]
    .sort(([a], [b]) => compareText(withoutHash(a), withoutHash(b)))
    .map(([key, its]) => collapse(key, its, rulesOf, firewalls.has(key), understood));
  return {
    ...{ services, refused, unreadElements: unread },
    notUnderstood: chains
      .filter(({ name }) => OWN_CHAIN.test(name))
      .flatMap(({ name, rules }) =>
        rules.flatMap((rule) => (understood.has(rule) ? [] : [{ chain: name, rule }])),
      ),
  };
}

const OWN_CHAIN = /^(service|external|endpoint|firewall)-/;

function keyOf(chain: string): string {
  return chain.replace(OWN_CHAIN, '');
}

/** `ULMVA6XW-ns1/svc1/tcp/p80` → `ns1/svc1/tcp/p80`. */
function withoutHash(key: string): string {
  return key.slice(key.indexOf('-') + 1);
}

const MAPS = ['service-ips', 'service-nodeports', 'no-endpoint-services', 'no-endpoint-nodeports'];

// 10.96.0.1 . tcp . 443 : goto service-ULMVA6XW-default/kubernetes/tcp/https
// tcp . 30080 comment "ns1/svc1:p80" : drop
const ELEMENT =
  /^(?:([\da-f.:]+) \. )?(tcp|udp|sctp) \. (\d+)(?: comment "[^"]*")? : (?:goto (\S+)|(drop))$/;

function readMaps(sets: readonly NftSet[]) {
  const ways: NftServiceWay[] = [];
  const refused: NftServiceWay[] = [];
  const unread: string[] = [];
  for (const map of sets.filter(({ name }) => MAPS.includes(name))) {
    for (const element of map.elements) {
      const [, address, protocol = '', port, chain, drop] = ELEMENT.exec(element) ?? [];
      const to = chain ?? drop;
      const isRefused = map.name.startsWith('no-endpoint-');
      if (to === undefined || (!isRefused && !/^(service|external)-/.test(to))) {
        unread.push(element);
        continue;
      }
      const way: NftServiceWay = {
        kind: address === undefined ? 'nodePort' : 'address',
        ...(address !== undefined && { address }),
        ...{ protocol, port: Number(port), chain: to, map },
      };
      (isRefused ? refused : ways).push(way);
    }
  }
  const byPlace = (a: NftServiceWay, b: NftServiceWay) =>
    compareText(a.kind, b.kind) || compareText(a.address ?? '', b.address ?? '') || a.port - b.port;
  return { ways: ways.sort(byPlace), refused: refused.sort(byPlace), unread };
}

/** Keys of the services to whose load balancers not everybody may come. */
function firewallsOf(sets: readonly NftSet[]): ReadonlySet<string> {
  const map = sets.find(({ name }) => name === 'firewall-ips');
  return new Set((map?.jumps ?? []).map(({ chain }) => keyOf(chain)));
}

type RulesOf = ReadonlyMap<string, readonly NftRule[]>;

function collapse(
  key: string,
  ways: readonly NftServiceWay[],
  rulesOf: RulesOf,
  hasFirewall: boolean,
  understood: Set<NftRule>,
): NftService {
  const endpoints = new Map<string, { share?: number; readonly rules: NftRuleAt[] }>();
  const masquerades: NftMasquerade[] = [];
  const firewall: string[] = [];
  let hasAffinity = false;
  const prefixes = hasFirewall ? ['service', 'external', 'firewall'] : ['service', 'external'];
  const chains = prefixes.map((prefix) => `${prefix}-${key}`).filter((name) => rulesOf.has(name));
  for (const chain of chains) {
    for (const rule of rulesOf.get(chain) ?? []) {
      const words = nftRuleWords(rule);
      const targets = endpointsOf(rule, words);
      const mark = MARK.exec(words);
      if (targets) {
        hasAffinity ||= AFFINITY.test(words);
        for (const name of targets.names) {
          const known = endpoints.get(name) ?? { rules: [] };
          endpoints.set(name, known);
          known.rules.push({ chain, rule });
          if (targets.share !== undefined && chain.startsWith('service-')) {
            known.share = (known.share ?? 0) + targets.share;
          }
        }
      } else if (mark) {
        masquerades.push({ whose: mark[1]?.trim() ?? '', chain });
      } else if (chain.startsWith('firewall-') && FIREWALL.test(words)) {
        firewall.push(words);
      } else if (!isPassedOn(words, key)) {
        continue;
      }
      understood.add(rule);
    }
  }
  const name = nameIn(key);
  return {
    ...{ key, ways, masquerades, firewall, hasAffinity, chains },
    ...(name && { name }),
    endpoints: [...endpoints].map(([chain, { share, rules }]) => ({
      chain,
      ...(share !== undefined && { share }),
      ...readEndpoint(chain, rules, rulesOf, understood),
    })),
  };
}

// ip daddr 10.96.0.1 tcp dport 443 ip saddr != 10.244.0.0/16 jump mark-for-masquerade
// fib saddr type local jump mark-for-masquerade
const MARK =
  /^(?:ip6? daddr [\da-f.:]+ )?(?:(?:tcp|udp|sctp) dport \d+ )?(ip6? saddr != [\da-f.:/]+ |fib saddr type local )?jump mark-for-masquerade$/;
const FIREWALL = /^ip6? saddr (!= )?[^@]* (drop|return|accept)$/;
const AFFINITY = /^ip6? saddr @affinity-\S+ goto endpoint-\S+$/;

/** Where `numgen` and affinity lead; a share of each where chance alone decides. */
function endpointsOf(
  { statements = [] }: NftRule,
  words: string,
): { readonly names: readonly string[]; readonly share?: number } | undefined {
  const names = statements
    .flatMap(({ jumps = [] }) => jumps.map(({ chain }) => chain))
    .filter((chain) => chain.startsWith('endpoint-'));
  if (names.length === 0) return undefined;
  if (AFFINITY.test(words)) return { names };
  const [, modulus] = /^numgen random mod (\d+) vmap \{.*\}$/.exec(words) ?? [];
  return Number(modulus) === names.length ? { names, share: 1 / names.length } : undefined;
}

/** Of what comes from outside: to the chain that all endpoints are chosen in. */
function isPassedOn(words: string, key: string): boolean {
  const target = `goto service-${key}`;
  if (!words.endsWith(target)) return false;
  return /^(ip6? saddr [\da-f.:/]+ |fib saddr type local )?$/.test(words.slice(0, -target.length));
}

function readEndpoint(
  chain: string,
  rules: NftRuleAt[],
  rulesOf: RulesOf,
  understood: Set<NftRule>,
): Pick<NftEndpoint, 'address' | 'port' | 'rules'> {
  let to: { readonly address: string; readonly port: number } | undefined;
  for (const rule of rulesOf.get(chain) ?? []) {
    const words = nftRuleWords(rule);
    const dnat = DNAT.exec(words);
    if (dnat) to = { address: dnat[1] ?? dnat[2] ?? '', port: Number(dnat[3]) };
    else if (!HAIRPIN.test(words) && !REMEMBERS.test(words)) continue;
    understood.add(rule);
    rules.push({ chain, rule });
  }
  return { ...to, rules };
}

// meta l4proto tcp dnat to 10.180.0.1:80
const DNAT = /^meta l4proto \w+ dnat (?:ip6? )?to (?:\[([\da-f:]+)\]|([\d.]+)):(\d+)$/;
const HAIRPIN = /^ip6? saddr [\da-f.:]+ jump mark-for-masquerade$/;
const REMEMBERS = /^update @affinity-\S+ \{ ip6? saddr( timeout \w+)? \}$/;

/** `ULMVA6XW-ns1/svc1/tcp/p80`; a nameless port has nothing behind its last slash. */
function nameIn(key: string): ServicePortName | undefined {
  const [, namespace, name, port] =
    /^[A-Z0-9]{8}-([^/]+)\/([^/]+)\/(?:tcp|udp|sctp)\/([^/]*)$/.exec(key) ?? [];
  if (namespace === undefined || name === undefined) return undefined;
  return { namespace, name, port: port ?? '' };
}
