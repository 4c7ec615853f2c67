import type { Ip, PolicyRule, PortRange } from '@vethscope/model';
import { prefixLength } from '@vethscope/model';
import { addressTest } from '../network/addressBits.ts';
import { EPHEMERAL_PORTS } from '../packet.ts';
import { dsfieldOf } from './dsfield.ts';
import type { Flow } from './flow.ts';
import { vrfOf } from './vrf.ts';

/** A policy rule, ready to be asked: fib_rule_match() in net/core/fib_rules.c. */
export interface CompiledRule {
  readonly rule: PolicyRule;
  matches(flow: Flow): RuleAnswer;
}

type RuleAnswer = 'yes' | 'no' | 'unknown';

/** Lowest priority first; the same priority in the order in which they are listed. */
export function compileRules(rules: readonly PolicyRule[]): readonly CompiledRule[] {
  return [...rules]
    .sort((a, b) => a.priority - b.priority)
    .map((rule) => {
      const selectors = selectorsOf(rule);
      return { rule, matches: (flow) => answerOf(flow, selectors, rule) };
    });
}

function answerOf(
  flow: Flow,
  selectors: readonly Selector[],
  { inverted }: PolicyRule,
): RuleAnswer {
  let answer: RuleAnswer = 'yes';
  for (const selector of selectors) {
    const one = selector(flow);
    if (one === 'yes') continue;
    answer = one;
    if (one === 'no') break;
  }
  if (!inverted || answer === 'unknown') return answer;
  return answer === 'yes' ? 'no' : 'yes';
}

type Selector = (flow: Flow) => RuleAnswer;

function selectorsOf(rule: PolicyRule): readonly Selector[] {
  const selectors: Selector[] = [];
  const { from, to, iif, oif, fwmark, tos, protocol, sourcePorts, destinationPorts } = rule;
  if (iif !== undefined) selectors.push((flow) => is((flow.inInterface?.name ?? 'lo') === iif));
  if (oif !== undefined) selectors.push((flow) => is(flow.outInterface?.name === oif));
  if (fwmark) selectors.push((flow) => is(((flow.mark ^ fwmark.value) & fwmark.mask) === 0));
  if (rule.l3mdev)
    selectors.push((flow) => is(vrfOf(flow.inInterface, flow.outInterface) !== undefined));
  if (rule.uidRange !== undefined) selectors.push(userSelector(rule.uidRange));
  if (from && prefixLength(from) > 0) selectors.push(sourceSelector(addressTest(from)));
  if (to && prefixLength(to) > 0) {
    const isTo = addressTest(to);
    selectors.push((flow) => is(isTo(flow.destination)));
  }
  if (tos !== undefined) selectors.push(tosSelector(tos));
  if (protocol !== undefined) selectors.push((flow) => is(sameProtocol(protocol, flow.protocol)));
  if (sourcePorts) selectors.push((flow) => inPorts(flow, flow.sourcePort, sourcePorts));
  if (destinationPorts) {
    selectors.push((flow) => inPorts(flow, flow.destinationPort, destinationPorts));
  }
  if (rule.unknown !== undefined) selectors.push(() => 'unknown');
  return selectors;
}

function is(condition: unknown): RuleAnswer {
  return condition ? 'yes' : 'no';
}

/** To IPv4 a source that is not chosen yet is 0.0.0.0; IPv6 says that there is none. No prefix has it. */
function sourceSelector(isFrom: (address: Ip) => boolean): Selector {
  return ({ source }) => is(source !== undefined && isFrom(source));
}

/** What is forwarded goes by the kernel's own user, root; whose a sender is nobody has captured. */
function userSelector(range: string): Selector {
  const [from = '', to = from] = range.split('-');
  const isOfAll = Number(from) === 0 && Number(to) >= 0xfffffffe;
  return ({ inInterface }) => {
    if (isOfAll) return 'yes';
    return inInterface ? is(Number(from) === 0) : 'unknown';
  };
}

/** IPv4 leaves the upper three bits of the old TOS out of it: RT_TOS(), fib_dscp_masked_match(). */
function tosSelector(printed: string): Selector {
  const tos = dsfieldOf(printed);
  if (tos === undefined) return () => 'unknown';
  if (tos === 0) return () => 'yes';
  return ({ family, dsfield }) => is(tos === (family === 4 ? dsfield & TOS_MASK : dsfield));
}

/** Without the two bits of ECN: linux/ip.h, include/net/inet_dscp.h. */
export const TOS_MASK = 0x1c;

function sameProtocol(ofRule: string, ofPacket: string): boolean {
  const name = ofRule.toLowerCase();
  return (NUMBERS.get(name) ?? name) === (NUMBERS.get(ofPacket) ?? ofPacket);
}

/** Those that a packet here can have, as /etc/protocols and iptables name them. */
const NUMBERS: ReadonlyMap<string, string> = new Map([
  ['icmp', '1'],
  ['ipip', '4'],
  ['ipencap', '4'],
  ['tcp', '6'],
  ['udp', '17'],
  ['ipv6', '41'],
  ['gre', '47'],
  ['esp', '50'],
  ['ah', '51'],
  ['ipv6-icmp', '58'],
  ['icmpv6', '58'],
  ['sctp', '132'],
  ['udplite', '136'],
]);

/** The sender's kernel has not chosen a port yet: it can be any of the ephemeral ones. */
function inPorts(flow: Flow, port: number | undefined, { from, to }: PortRange): RuleAnswer {
  if (port !== undefined) return is(from <= port && port <= to);
  if (!WITH_PORTS.has(flow.protocol)) return 'no';
  if (from <= EPHEMERAL_PORTS.from && to >= EPHEMERAL_PORTS.to) return 'yes';
  return to < EPHEMERAL_PORTS.from || from > EPHEMERAL_PORTS.to ? 'no' : 'unknown';
}

const WITH_PORTS: ReadonlySet<string> = new Set(['tcp', 'udp', 'sctp', 'dccp', 'udplite']);
