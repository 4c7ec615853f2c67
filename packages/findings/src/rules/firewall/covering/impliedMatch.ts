import type { Match, PortRange, PortsMatch, Rule, TcpFlags } from '@vethscope/model';
import { assertNever, formatMatch } from '@vethscope/model';

/** Says nothing about a packet: a comment, or an extension that is only named (`-m tcp`). */
export function isAlwaysTrue(match: Match): boolean {
  switch (match.kind) {
    case 'comment':
      return true;
    case 'tcp':
      return portsOf(match).length === 0 && !match.flags && !match.option;
    case 'udp':
      return portsOf(match).length === 0;
    case 'sctp':
      return portsOf(match).length === 0 && !match.chunks;
    default:
      return false;
  }
}

/** What decides about it another rule in between can change: a mark, the connection, a header. */
export function isChangeable({ kind }: Match): boolean {
  return CHANGEABLE.has(kind);
}

const CHANGEABLE: ReadonlySet<Match['kind']> = new Set<Match['kind']>([
  ...(['mark', 'connmark', 'conntrack', 'state', 'set', 'ttl', 'hl', 'dscp'] as const),
  ...(['length', 'rpfilter', 'bpf', 'policy'] as const),
]);

/** The packets of `rule` all match it. It holds of what depends on the packet alone, nothing else. */
export function impliesMatch(rule: Rule, match: Match): boolean {
  switch (match.kind) {
    case 'comment':
      return true;
    case 'tcp':
      return (
        hasPorts(rule, match) &&
        (match.flags === undefined || hasFlags(rule, match.flags)) &&
        (match.option === undefined || hasAlike(rule, match))
      );
    case 'udp':
      return hasPorts(rule, match);
    case 'sctp':
      return match.chunks ? hasAlike(rule, match) : hasPorts(rule, match);
    case 'multiport':
      return hasPorts(rule, match);
    case 'icmp':
    case 'icmp6':
      return hasIcmp(rule, match) || hasAlike(rule, match);
    case 'mark':
    case 'connmark':
      return hasMark(rule, match) || hasAlike(rule, match);
    case 'conntrack':
    case 'state':
      return hasStates(rule, match) || hasAlike(rule, match);
    case 'set':
      // --packets-gt and its like count.
      return match.options === undefined && hasAlike(rule, match);
    case 'addrtype':
    case 'rpfilter':
    case 'physdev':
    case 'pkttype':
    case 'mac':
    case 'owner':
    case 'policy':
    case 'bpf':
    case 'iprange':
    case 'length':
    case 'ttl':
    case 'hl':
    case 'dscp':
      return hasAlike(rule, match);
    // Of the same packet they may say yes once and no the next time.
    case 'statistic':
    case 'recent':
    case 'nfacct':
    case 'limit':
    case 'hashlimit':
    case 'connlimit':
    case 'ipvs':
    case 'unknown':
      return false;
    default:
      return assertNever(match);
  }
}

function hasAlike({ matches }: Rule, match: Match): boolean {
  if (match.kind === 'conntrack' && match.expire) return false;
  const text = formatMatch(match);
  return matches.some((other) => other.kind === match.kind && formatMatch(other) === text);
}

/** `--dport 80`, `--dports 80,443`, `! --sport 1024:65535` */
interface PortCondition extends PortsMatch {
  readonly side: Extract<Match, { kind: 'multiport' }>['side'];
}

function portsOf(match: Match): readonly PortCondition[] {
  switch (match.kind) {
    case 'tcp':
    case 'udp':
    case 'sctp':
      return [
        ...(match.sourcePorts ? [{ ...match.sourcePorts, side: 'source' as const }] : []),
        ...(match.destinationPorts
          ? [{ ...match.destinationPorts, side: 'destination' as const }]
          : []),
      ];
    case 'multiport':
      return [match];
    default:
      return [];
  }
}

/** The rules' protocols agree already: see `covers`. */
function hasPorts(rule: Rule, match: Match): boolean {
  const known = rule.matches.flatMap(portsOf);
  return portsOf(match).every((wanted) => known.some((given) => impliesPorts(given, wanted)));
}

function impliesPorts(given: PortCondition, wanted: PortCondition): boolean {
  const isSameSide = given.side === wanted.side;
  if (!wanted.negated) {
    const isOneOf = wanted.side === 'either' && given.side !== 'either';
    return (isSameSide || isOneOf) && !given.negated && hasAll(wanted.ranges, given.ranges);
  }
  if (!isSameSide || wanted.side === 'either') return false;
  if (given.negated) return hasAll(given.ranges, wanted.ranges);
  return !given.ranges.some((one) => wanted.ranges.some((other) => overlaps(one, other)));
}

function hasAll(outer: readonly PortRange[], inner: readonly PortRange[]): boolean {
  return inner.every((one) => outer.some(({ from, to }) => from <= one.from && one.to <= to));
}

function overlaps(a: PortRange, b: PortRange): boolean {
  return a.from <= b.to && b.from <= a.to;
}

/** `--syn` holds of whatever has SYN and no ACK, RST, FIN. */
function hasFlags({ matches }: Rule, wanted: TcpFlags): boolean {
  return matches.some((match) => {
    if (match.kind !== 'tcp' || !match.flags) return false;
    const given = match.flags;
    if (given.negated || wanted.negated) {
      return (
        given.negated === wanted.negated &&
        given.mask.join() === wanted.mask.join() &&
        given.set.join() === wanted.set.join()
      );
    }
    return wanted.mask.every(
      (flag) => given.mask.includes(flag) && given.set.includes(flag) === wanted.set.includes(flag),
    );
  });
}

function hasIcmp({ matches }: Rule, wanted: Extract<Match, { kind: 'icmp' | 'icmp6' }>): boolean {
  if (wanted.negated || wanted.type === undefined) return false;
  return matches.some(
    (given) =>
      given.kind === wanted.kind &&
      !given.negated &&
      given.type === wanted.type &&
      (wanted.code === undefined || given.code === wanted.code),
  );
}

/** `--mark 0x10000/0x30000` holds of `0x10000/0x70000`. */
function hasMark(
  { matches }: Rule,
  wanted: Extract<Match, { kind: 'mark' | 'connmark' }>,
): boolean {
  if (wanted.negated) return false;
  return matches.some(
    (given) =>
      given.kind === wanted.kind &&
      !given.negated &&
      (given.mask & wanted.mask) >>> 0 === wanted.mask >>> 0 &&
      (given.value & wanted.mask) >>> 0 === wanted.value >>> 0,
  );
}

/** Only the states are asked for: a packet has one of them, and beside it may be DNAT or SNAT. */
function hasStates(
  { matches }: Rule,
  match: Extract<Match, { kind: 'conntrack' | 'state' }>,
): boolean {
  const wanted = statesOf(match);
  if (!wanted) return false;
  return matches.some((other) => {
    const given = statesOf(other);
    if (!given || given.negated !== wanted.negated) return false;
    const [inner, outer] = wanted.negated ? [wanted, given] : [given, wanted];
    return inner.values.every((state) => outer.values.includes(state));
  });
}

interface States {
  readonly values: readonly string[];
  readonly negated: boolean;
}

/** `undefined`: it asks for something else as well, or for nothing of the kind. */
function statesOf(match: Match): States | undefined {
  if (match.kind === 'state') return { values: match.states, negated: match.negated };
  if (match.kind !== 'conntrack') return undefined;
  const { kind: _, states, ...others } = match;
  return states && Object.keys(others).length === 0 ? states : undefined;
}
