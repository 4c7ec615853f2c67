import type { Rule } from '../../snapshot/iptables.ts';
import { type ChainIndex, indexChains } from '../chainIndex.ts';
import { perTable } from '../perTable.ts';
import { asksOnly, commentsOf, type RuleAt } from './ruleConditions.ts';

/** What Calico's chains of a filter table come to: for each endpoint what decides on its packets. */
export interface PolicyMachinery {
  readonly endpoints: readonly EndpointPolicies[];
  /** Rules in the chains between dispatch and policies that are not as Felix writes them. */
  readonly notUnderstood: readonly RuleAt[];
}

/** One interface that Calico guards. */
export interface EndpointPolicies {
  readonly ifname: string;
  /** `workload`: a pod's; `host`: a host endpoint. */
  readonly of: 'workload' | 'host';
  /** Ingress before egress, what is forwarded by a host endpoint after them. */
  readonly ways: readonly PolicyWay[];
}

/** One direction, as policies have it: ingress is to the endpoint. */
export interface PolicyWay {
  readonly direction: 'ingress' | 'egress';
  /** Of a host endpoint: packets on their way through. */
  readonly isForwarded: boolean;
  /** `cali-tw-cali6945b3c77c1`. */
  readonly chain: string;
  /** The rules that lead packets here; none: nothing does. */
  readonly dispatch: readonly RuleAt[];
  /** What is decided before any policy: known connections, encapsulated packets. */
  readonly guards: readonly Guard[];
  /** In order; a packet that no policy of a tier decides about is dropped, where `end` says so. */
  readonly tiers: readonly Tier[];
  /** Where policies leave it open, or there are none. */
  readonly profiles: readonly PolicyJump[];
  /** What becomes of a packet that nothing accepted. */
  readonly otherwise?: Ending;
  /** Rules that hold these together: marks, and returns for what was accepted. */
  readonly glue: readonly RuleAt[];
}

export interface Guard {
  readonly kind: 'known connection' | 'invalid connection' | 'VXLAN' | 'IP in IP';
  readonly action: 'accept' | 'drop';
  readonly at: RuleAt;
}

export interface Tier {
  /** `default`; absent where Felix does not say it. */
  readonly name?: string;
  readonly policies: readonly PolicyJump[];
  readonly end?: Ending;
}

export interface PolicyJump {
  /** `cali-pi-_3CJ_GmvE9pcCktVJ2ep`, `cali-pro-kns.default`. */
  readonly chain: string;
  /** `cali-gi-…`: the group that it is asked as a part of. */
  readonly group?: string;
  readonly at: RuleAt;
}

export interface Ending {
  readonly action: 'drop' | 'reject';
  readonly at: RuleAt;
}

/** Reads Calico's chains by structure: `felix/rules/endpoints.go` and `dispatch.go`. */
export const policyMachinery = perTable((filter): PolicyMachinery => {
  const index = indexChains(filter);
  const understood = new Set<Rule>();
  const dispatch = readDispatch(index, understood);
  const endpoints = new Map<string, EndpointDraft>();
  for (const { name } of filter.chains) {
    const role = roleOf(name);
    if (!role) continue;
    const { of, ifname } = role;
    const draft = endpoints.get(`${of} ${ifname}`) ?? { ifname, of, ways: [] };
    endpoints.set(`${of} ${ifname}`, draft);
    draft.ways.push(readWay(index, name, role, dispatch, understood));
  }
  const notUnderstood = filter.chains
    .filter(({ name }) => DISPATCH.test(name) || GROUP.test(name) || roleOf(name))
    .flatMap(({ name, rules }) =>
      rules.flatMap((rule) => (understood.has(rule) ? [] : [{ chain: name, rule }])),
    );
  return {
    endpoints: [...endpoints.values()].map((draft) => ({ ...draft, ways: inOrder(draft.ways) })),
    notUnderstood,
  };
});

type EndpointDraft = Omit<EndpointPolicies, 'ways'> & { readonly ways: PolicyWay[] };

function inOrder(ways: readonly PolicyWay[]): readonly PolicyWay[] {
  const rank = ({ direction, isForwarded }: PolicyWay) =>
    (isForwarded ? 2 : 0) + (direction === 'egress' ? 1 : 0);
  return [...ways].sort((a, b) => rank(a) - rank(b));
}

const DISPATCH = /^cali-(from|to)-(wl-dispatch|hep-forward|host-endpoint)(-.+)?$/;
const GROUP = /^cali-g[io]-/;
const ENDPOINT = /^cali-(tw|fw|thfw|fhfw|th|fh)-(.+)$/;

interface Role {
  readonly of: 'workload' | 'host';
  readonly ifname: string;
  readonly direction: 'ingress' | 'egress';
  readonly isForwarded: boolean;
}

/** `to` a workload is its ingress; what comes `from` a host endpoint comes into this host. */
function roleOf(chain: string): Role | undefined {
  const [, kind = '', ifname] = ENDPOINT.exec(chain) ?? [];
  if (ifname === undefined) return undefined;
  const isWorkload = kind.endsWith('w') && kind.length === 2;
  const isIngress = isWorkload ? kind === 'tw' : kind.startsWith('f');
  return {
    of: isWorkload ? 'workload' : 'host',
    ifname,
    direction: isIngress ? 'ingress' : 'egress',
    isForwarded: kind.endsWith('fw') && kind.length > 2,
  };
}

/** Which rules lead to each endpoint's chain, further dispatch chains in between included. */
function readDispatch(
  index: ChainIndex,
  understood: Set<Rule>,
): ReadonlyMap<string, readonly RuleAt[]> {
  const found = new Map<string, RuleAt[]>();
  const roots = index.table.chains.filter(({ name }) => DISPATCH.test(name));
  for (const { name, rules } of roots) {
    for (const rule of rules) {
      const at = { chain: name, rule };
      const next = dispatchedTo(at);
      if (next === undefined) {
        if (isUnknownInterface(rule)) understood.add(rule);
        continue;
      }
      understood.add(rule);
      const known = found.get(next);
      if (known) known.push(at);
      else found.set(next, [at]);
    }
  }
  return found;
}

/** `-i cali6945b3c77c1 -g cali-fw-cali6945b3c77c1`, `-i cali6+ -g cali-from-wl-dispatch-6`. */
function dispatchedTo({ chain, rule }: RuleAt): string | undefined {
  const { target } = rule;
  if (target.kind !== 'jump' && target.kind !== 'goto') return undefined;
  if (!asksOnly(rule, 'interface')) return undefined;
  const role = roleOf(target.chain);
  if (!role) return target.chain.startsWith(`${chain}-`) ? target.chain : undefined;
  const match = chain.startsWith('cali-from-') ? rule.inInterface : rule.outInterface;
  const isAsked = match.kind === 'unknown' || (match.kind === 'is' && match.name === role.ifname);
  return isAsked || isForAll(rule) ? target.chain : undefined;
}

/** The chain for host endpoints on `*` is asked without an interface. */
function isForAll({ inInterface, outInterface }: Rule): boolean {
  return inInterface.kind === 'any' && outInterface.kind === 'any';
}

function isUnknownInterface(rule: Rule): boolean {
  return isEnding(rule) && asksOnly(rule) && commentsOf(rule).includes('Unknown interface');
}

function readWay(
  index: ChainIndex,
  chain: string,
  { direction, isForwarded }: Role,
  dispatch: ReadonlyMap<string, readonly RuleAt[]>,
  understood: Set<Rule>,
): PolicyWay {
  const draft: WayDraft = { guards: [], tiers: [], profiles: [], glue: [], otherwise: undefined };
  for (const rule of index.chain(chain)?.rules ?? []) {
    const at = { chain, rule };
    if (readRule(at, draft, index, understood)) understood.add(rule);
  }
  const { guards, tiers, profiles, glue, otherwise } = draft;
  return {
    direction,
    isForwarded,
    chain,
    dispatch: leadingTo(chain, dispatch),
    guards,
    tiers,
    profiles,
    glue,
    ...(otherwise && { otherwise }),
  };
}

/** From the endpoint's chain back to the first dispatch chain. */
function leadingTo(
  chain: string,
  dispatch: ReadonlyMap<string, readonly RuleAt[]>,
): readonly RuleAt[] {
  const direct = dispatch.get(chain) ?? [];
  const before = new Set(direct.flatMap((at) => dispatch.get(at.chain) ?? []));
  return [...before, ...direct];
}

interface WayDraft {
  readonly guards: Guard[];
  readonly tiers: { name?: string; policies: PolicyJump[]; end?: Ending }[];
  readonly profiles: PolicyJump[];
  readonly glue: RuleAt[];
  otherwise: Ending | undefined;
}

/** False: not a rule that Felix is known to write. */
function readRule(at: RuleAt, draft: WayDraft, index: ChainIndex, understood: Set<Rule>): boolean {
  const { rule } = at;
  const { target } = rule;
  const guard = readGuard(at);
  if (guard) {
    draft.guards.push(guard);
    return true;
  }
  switch (target.kind) {
    case 'mark':
      // Clears what an earlier tier left; newer versions say which tier starts.
      if (!asksOnly(rule)) return false;
      startTier(rule, draft);
      draft.glue.push(at);
      return true;
    case 'jump':
      return readJump(at, target.chain, draft, index, understood);
    case 'return':
    case 'nflog':
      // Return if policy accepted
      if (!asksOnly(rule, 'mark')) return false;
      draft.glue.push(at);
      return true;
    case 'drop':
    case 'reject':
      return readEnding({ action: target.kind, at }, draft);
    default:
      return false;
  }
}

/** `Start of tier default`, in older versions `Start of policies`. */
function startTier(rule: Rule, draft: WayDraft): void {
  for (const text of commentsOf(rule)) {
    const [, name] = /^Start of (?:tier (\S+)|policies)$/.exec(text) ?? [];
    if (name !== undefined) draft.tiers.push({ name, policies: [] });
  }
}

function readJump(
  at: RuleAt,
  chain: string,
  draft: WayDraft,
  index: ChainIndex,
  understood: Set<Rule>,
): boolean {
  if (/^cali-pr[io]-/.test(chain)) {
    if (!asksOnly(at.rule)) return false;
    draft.profiles.push({ chain, at });
    return true;
  }
  // -m mark --mark 0x0/0x20000 -j cali-pi-…: as long as none has passed it on to the next tier.
  if (!asksOnly(at.rule, 'mark')) return false;
  if (/^cali-p[io]-/.test(chain)) {
    tierOf(draft).policies.push({ chain, at });
    return true;
  }
  if (!GROUP.test(chain)) return false;
  for (const rule of index.chain(chain)?.rules ?? []) {
    const inGroup = { chain, rule };
    const { target } = rule;
    if (!asksOnly(rule, 'mark')) continue;
    if (target.kind === 'jump' && /^cali-p[io]-/.test(target.chain)) {
      tierOf(draft).policies.push({ chain: target.chain, group: chain, at: inGroup });
    } else if (target.kind !== 'return') {
      continue;
    }
    understood.add(rule);
  }
  draft.glue.push(at);
  return true;
}

/** The open tier; after one that has an end another begins, said or not. */
function tierOf(draft: WayDraft): WayDraft['tiers'][number] {
  const last = draft.tiers.at(-1);
  if (last && !last.end) return last;
  const next = { policies: [] };
  draft.tiers.push(next);
  return next;
}

/** `-m mark --mark 0x0/0x20000 -j DROP` ends a tier; without a condition it ends all. */
function readEnding(ending: Ending, draft: WayDraft): boolean {
  const { rule } = ending.at;
  if (asksOnly(rule)) {
    draft.otherwise ??= ending;
    return true;
  }
  const tier = draft.tiers.at(-1);
  if (!asksOnly(rule, 'mark') || !tier || tier.end) return false;
  tier.end = ending;
  return true;
}

function isEnding({ target }: Rule): boolean {
  return target.kind === 'drop' || target.kind === 'reject';
}

function readGuard(at: RuleAt): Guard | undefined {
  const { rule } = at;
  const states = statesOf(rule);
  if (rule.target.kind === 'accept' && states === 'RELATED,ESTABLISHED') {
    return { kind: 'known connection', action: 'accept', at };
  }
  if (!isEnding(rule)) return undefined;
  if (states === 'INVALID') return { kind: 'invalid connection', action: 'drop', at };
  if (rule.protocol.kind !== 'is') return undefined;
  // -p udp -m multiport --dports 4789, -p ipencap
  const { number } = rule.protocol;
  if (number === 17 && asksOnly(rule, 'protocol', 'port')) {
    return { kind: 'VXLAN', action: 'drop', at };
  }
  return number === 4 && asksOnly(rule, 'protocol')
    ? { kind: 'IP in IP', action: 'drop', at }
    : undefined;
}

function statesOf(rule: Rule): string | undefined {
  if (!asksOnly(rule, 'connection')) return undefined;
  for (const match of rule.matches) {
    if (match.kind === 'conntrack' && match.states && !match.states.negated) {
      return match.states.values.join();
    }
  }
  return undefined;
}
