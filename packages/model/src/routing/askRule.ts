import type { Ip } from '../net/ip.ts';
import { prefixContains, prefixLength } from '../net/ip.ts';
import type { PolicyRule } from '../snapshot/route.ts';

/** What of a packet policy rules can ask for besides the destination; absent: nobody said. */
export interface LookupFlow {
  readonly source?: Ip;
  /** The interface that it came in by; `lo` for a packet that is made here: ip-rule(8). */
  readonly incoming?: string;
  readonly mark?: number;
}

export interface RuleAnswer {
  readonly answer: 'yes' | 'no' | 'unknown';
  /** Why not, or what it would take to know. Empty where the answer is yes. */
  readonly why: readonly string[];
}

/** Whether a policy rule is for a packet: fib_rule_match() in net/core/fib_rules.c. */
export function askRule(rule: PolicyRule, destination: Ip, flow: LookupFlow): RuleAnswer {
  const asked = selectorsOf(rule, destination, flow);
  const against = asked.filter(({ answer }) => answer === 'no').map(({ why }) => why);
  const open = asked.filter(({ answer }) => answer === 'unknown').map(({ why }) => why);
  if (rule.inverted) {
    if (against.length > 0) return { answer: 'yes', why: [] };
    if (open.length > 0) return { answer: 'unknown', why: open };
    return { answer: 'no', why: ['it is for all other packets'] };
  }
  if (against.length > 0) return { answer: 'no', why: against };
  return open.length > 0 ? { answer: 'unknown', why: open } : { answer: 'yes', why: [] };
}

interface Selector {
  readonly answer: RuleAnswer['answer'];
  readonly why: string;
}

function selectorsOf(rule: PolicyRule, destination: Ip, flow: LookupFlow): readonly Selector[] {
  const { from, to, iif, fwmark } = rule;
  const { source, incoming, mark } = flow;
  const selectors: Selector[] = [];
  if (isNarrow(to)) selectors.push(judge(prefixContains(to, destination), `it is for ${to}`));
  if (isNarrow(from)) {
    selectors.push(
      source === undefined
        ? open('the source address')
        : judge(prefixContains(from, source), `it is from ${from}`),
    );
  }
  if (iif !== undefined) {
    selectors.push(
      incoming === undefined
        ? open('the incoming interface')
        : judge(incoming === iif, `it comes in by ${iif}`),
    );
  }
  if (fwmark) {
    selectors.push(
      mark === undefined
        ? open('the packet mark')
        : judge(((mark ^ fwmark.value) & fwmark.mask) === 0, `its mark is ${markText(fwmark)}`),
    );
  }
  return [...selectors, ...othersOf(rule).map(open)];
}

/** What a look-up is never told. */
function othersOf(rule: PolicyRule): readonly string[] {
  const named: readonly (readonly [string, unknown])[] = [
    ['the outgoing interface', rule.oif],
    ['the type of service', rule.tos],
    ['the protocol', rule.protocol],
    ['the source port', rule.sourcePorts],
    ['the destination port', rule.destinationPorts],
    ['the user', rule.uidRange],
    ['a VRF', rule.l3mdev],
    ['something not understood', rule.unknown],
  ];
  return named.flatMap(([name, value]) => (value === undefined || value === false ? [] : [name]));
}

function isNarrow(prefix: PolicyRule['from']): prefix is NonNullable<PolicyRule['from']> {
  return prefix !== undefined && prefixLength(prefix) > 0;
}

function judge(isSo: boolean, wanted: string): Selector {
  return { answer: isSo ? 'yes' : 'no', why: wanted };
}

function open(what: string): Selector {
  return { answer: 'unknown', why: what };
}

function markText({ value, mask }: NonNullable<PolicyRule['fwmark']>): string {
  const hex = (n: number): string => `0x${(n >>> 0).toString(16)}`;
  return mask >>> 0 === 0xffffffff ? hex(value) : `${hex(value)} in ${hex(mask)}`;
}
