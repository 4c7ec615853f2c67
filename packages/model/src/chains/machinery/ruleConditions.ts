import type { Ip, Prefix } from '../../net/ip.ts';
import { familyWidth, ipFamily, prefixAddress, prefixLength } from '../../net/ip.ts';
import type { InterfaceMatch, Match, PortsMatch, Rule } from '../../snapshot/iptables.ts';

/** A rule and the chain that it stands in. */
export interface RuleAt {
  readonly chain: string;
  readonly rule: Rule;
}

/** What a rule can ask for and still be one that kube-proxy or Calico is known to write. */
export type Condition =
  | 'protocol'
  | 'source'
  | 'other source'
  | 'destination'
  | 'interface'
  | 'port'
  | 'chance'
  | 'recent'
  | 'local source'
  | 'local destination'
  | 'mark'
  | 'connection'
  | 'counted';

/**
 * Whether a rule asks for nothing but these. Comments are no conditions, and neither is an interface
 * that the listing hides: of such a listing nobody can tell more.
 */
export function asksOnly(rule: Rule, ...allowed: readonly Condition[]): boolean {
  const { protocol, source, destination, inInterface, outInterface } = rule;
  if (rule.fragment !== undefined) return false;
  if (protocol.kind === 'is' && (protocol.negated || !allowed.includes('protocol'))) return false;
  if (source.kind === 'unknown' || destination.kind === 'unknown') return false;
  if (source.kind === 'in' && !allowed.includes(source.negated ? 'other source' : 'source')) {
    return false;
  }
  if (destination.kind === 'in' && (destination.negated || !allowed.includes('destination'))) {
    return false;
  }
  if (!isAskable(inInterface, allowed) || !isAskable(outInterface, allowed)) return false;
  for (const match of rule.matches) {
    const condition = conditionOf(match);
    if (condition === 'none') continue;
    if (condition === undefined || !allowed.includes(condition)) return false;
  }
  return true;
}

function isAskable(match: InterfaceMatch, allowed: readonly Condition[]): boolean {
  return match.kind !== 'is' || (!match.negated && allowed.includes('interface'));
}

/** `undefined`: another than all of these. */
function conditionOf(match: Match): Condition | 'none' | undefined {
  switch (match.kind) {
    case 'comment':
      return 'none';
    case 'tcp':
      return match.flags || match.option ? undefined : portCondition(match);
    case 'udp':
      return portCondition(match);
    case 'sctp':
      return match.chunks ? undefined : portCondition(match);
    case 'multiport':
      return match.side === 'destination' && !match.negated ? 'port' : undefined;
    case 'statistic':
      return match.mode === 'random' && !match.negated ? 'chance' : undefined;
    case 'recent':
      return match.negated ? undefined : 'recent';
    case 'addrtype':
      return localCondition(match);
    case 'mark':
      return 'mark';
    case 'conntrack':
      return 'connection';
    case 'nfacct':
      return 'counted';
    default:
      return undefined;
  }
}

/** `-m tcp` alone asks for nothing more than `-p tcp`. */
function portCondition(match: {
  readonly sourcePorts?: PortsMatch;
  readonly destinationPorts?: PortsMatch;
}): Condition | 'none' | undefined {
  if (match.sourcePorts || match.destinationPorts?.negated) return undefined;
  return match.destinationPorts ? 'port' : 'none';
}

function localCondition(match: Match & { readonly kind: 'addrtype' }): Condition | undefined {
  const { sourceType, destinationType, limitIn, limitOut } = match;
  if (limitIn || limitOut || (sourceType && destinationType)) return undefined;
  const asked = sourceType ?? destinationType;
  if (!asked || asked.negated || asked.values.join() !== 'LOCAL') return undefined;
  return sourceType ? 'local source' : 'local destination';
}

/** `--dport 80`; not a range. */
export function destinationPortOf({ matches }: Rule): number | undefined {
  for (const match of matches) {
    if (match.kind !== 'tcp' && match.kind !== 'udp' && match.kind !== 'sctp') continue;
    const range = match.destinationPorts?.ranges[0];
    if (range && match.destinationPorts?.ranges.length === 1 && range.from === range.to) {
      return range.from;
    }
  }
  return undefined;
}

/** `-d 10.96.0.10/32`. */
export function destinationHostOf({ destination }: Rule): Ip | undefined {
  if (destination.kind !== 'in' || destination.negated || !isHost(destination.prefix)) {
    return undefined;
  }
  return prefixAddress(destination.prefix);
}

function isHost(prefix: Prefix): boolean {
  return prefixLength(prefix) === familyWidth(ipFamily(prefix));
}

export function commentsOf({ matches }: Rule): readonly string[] {
  return matches.flatMap((match) => (match.kind === 'comment' ? [match.text] : []));
}
