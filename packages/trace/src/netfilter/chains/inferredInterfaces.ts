import type { Chain, InterfaceMatch, IptablesTable, Rule } from '@vethscope/model';
import { hidesInterfaces } from '@vethscope/model';

/** What a listing without interfaces must have hidden, and from what that follows. */
export interface InferredInterfaces {
  readonly inInterface: InterfaceMatch;
  readonly outInterface: InterfaceMatch;
  /** One line, the same for all rules that it is inferred of in the same way. */
  readonly from: string;
  /** It names one, so that it may decide whether the rule holds. */
  readonly isDecisive: boolean;
}

/**
 * `iptables -L` without `-v` hides interfaces, but Calico, kube-proxy and the CNI plugins write
 * their chains always alike: which rules of them name one is known. `undefined`: nothing hidden, or
 * nobody known wrote the rule, or it may have one or not.
 */
export function inferInterfaces(
  { table }: Pick<IptablesTable, 'table'>,
  { name: chain }: Pick<Chain, 'name'>,
  rule: Rule,
): InferredInterfaces | undefined {
  if (!hidesInterfaces(rule)) return undefined;
  if (isCalicos(rule)) return calicoInterfaces(table, chain, rule);
  return isKubeProxys(chain, rule) || isCnis(chain, rule) ? NONE : undefined;
}

/** Calico's Felix puts a hash before what it has to say of each of its rules: `cali:jdEuaPBe14V2hutn`. */
function isCalicos({ matches }: Rule): boolean {
  return matches.some((match) => match.kind === 'comment' && /^cali:[-\w]{16}$/.test(match.text));
}

/** felix/rules of projectcalico/calico: static.go, dispatch.go. Its chains of raw and mangle vary. */
function calicoInterfaces(
  table: IptablesTable['table'],
  chain: string,
  rule: Rule,
): InferredInterfaces | undefined {
  if (table !== 'filter' && table !== 'nat') return undefined;
  const dispatch = DISPATCH.exec(chain);
  if (dispatch) return dispatchedInterface(dispatch[1] === 'from' ? 'in' : 'out', chain, rule);
  // -o vxlan.calico, -o tunl0, -o wireguard.cali: which of them is not said.
  if (chain === 'cali-POSTROUTING' && rule.target.kind === 'masquerade') return undefined;
  const side = WORKLOADS.get(`${chain} ${ledTo(rule) ?? rule.target.kind}`);
  return side === undefined ? NONE : named(side, { name: 'cali', wildcard: true }, OF_WORKLOADS);
}

const DISPATCH = /^cali-(from|to)-(?:wl-dispatch|host-endpoint|hep-forward)/;

/** Rules for every workload, `-i cali+`; the prefix is Felix' default. */
const WORKLOADS: ReadonlyMap<string, 'in' | 'out'> = new Map([
  ['cali-FORWARD cali-from-wl-dispatch', 'in'],
  ['cali-FORWARD cali-to-wl-dispatch', 'out'],
  ['cali-INPUT cali-wl-to-host', 'in'],
  ['cali-OUTPUT return', 'out'],
]);

const OF_WORKLOADS =
  'interfaces that the listing hides: where Calico’s rules are for every workload, cali+';

/**
 * `-i cali1dac8782bdb -g cali-fw-cali1dac8782bdb`; with many, `-i cali6+ -g cali-from-wl-dispatch-6`;
 * last, for all others, no interface.
 */
function dispatchedInterface(
  side: 'in' | 'out',
  chain: string,
  rule: Rule,
): InferredInterfaces | undefined {
  const target = ledTo(rule);
  if (target === undefined) return NONE;
  const from = `interfaces that the listing hides: of ${chain} from the names of the chains it leads to`;
  const [, device] = /^cali-(?:[ft]w|[ft]h|[ft]hfw)-(.+)$/.exec(target) ?? [];
  if (device !== undefined) return named(side, { name: device, wildcard: false }, from);
  const [, start] = /-wl-dispatch-([\da-f]+)$/.exec(target) ?? [];
  return start === undefined
    ? undefined
    : named(side, { name: `cali${start}`, wildcard: true }, from);
}

/**
 * proxier.go of Kubernetes. Of a cluster that tells its pods by an interface's name rather than by
 * their addresses, rules for pods alone name it.
 */
function isKubeProxys(chain: string, rule: Rule): boolean {
  if (!chain.startsWith('KUBE-') && ledTo(rule)?.startsWith('KUBE-') !== true) return false;
  const isAnyones = rule.source.kind === 'any';
  return !(isAnyones && /^KUBE-SV[CL]-/.test(chain) && ledTo(rule) === 'KUBE-MARK-MASQ');
}

/** plugins/pkg/ip of containernetworking/plugins. */
function isCnis(chain: string, rule: Rule): boolean {
  return chain.startsWith('CNI-') || ledTo(rule)?.startsWith('CNI-') === true;
}

function ledTo({ target }: Rule): string | undefined {
  return target.kind === 'jump' || target.kind === 'goto' ? target.chain : undefined;
}

function named(
  side: 'in' | 'out',
  { name, wildcard }: { readonly name: string; readonly wildcard: boolean },
  from: string,
): InferredInterfaces {
  const device = { kind: 'is', name, wildcard, negated: false } as const;
  return {
    inInterface: side === 'in' ? device : ANY,
    outInterface: side === 'out' ? device : ANY,
    from,
    isDecisive: true,
  };
}

const ANY = { kind: 'any' } as const;

const NONE: InferredInterfaces = {
  inInterface: ANY,
  outInterface: ANY,
  from: 'interfaces that the listing hides: none where Calico, kube-proxy and CNI never write one',
  isDecisive: false,
};
