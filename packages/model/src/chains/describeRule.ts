import { assertNever } from '../assertNever.ts';
import type {
  AddressMatch,
  InterfaceMatch,
  ListMatch,
  MarkMask,
  Match,
  NatRange,
  PortsMatch,
  Rule,
  Target,
} from '../snapshot/iptables.ts';
import type { PortRange } from '../snapshot/route.ts';

/** A rule in words. Every condition must hold; `comments` are what its author wrote. */
export interface RuleWords {
  readonly conditions: readonly string[];
  readonly action: string;
  readonly comments: readonly string[];
}

export function describeRule(rule: Rule): RuleWords {
  return {
    conditions: [
      ...protocolWords(rule),
      ...interfaceWords('in by', rule.inInterface),
      ...interfaceWords('out by', rule.outInterface),
      ...addressWords('from', rule.source),
      ...addressWords('to', rule.destination),
      ...(rule.fragment === undefined
        ? []
        : [rule.fragment ? 'a later fragment' : 'not a later fragment']),
      ...rule.matches.flatMap(describeMatch),
    ],
    action: describeTarget(rule.target),
    comments: rule.matches.flatMap((match) => (match.kind === 'comment' ? [match.text] : [])),
  };
}

function protocolWords({ protocol }: Rule): readonly string[] {
  return protocol.kind === 'any' ? [] : [not(protocol) + protocol.name];
}

/** A hidden interface is no condition that can be told; the view says so for the whole table. */
function interfaceWords(way: string, match: InterfaceMatch): readonly string[] {
  if (match.kind !== 'is') return [];
  return [`${not(match)}${way} ${match.name}${match.wildcard ? '*' : ''}`];
}

function addressWords(way: string, match: AddressMatch): readonly string[] {
  switch (match.kind) {
    case 'any':
      return [];
    case 'in':
      return [`${not(match)}${way} ${match.prefix.replace(/\/(32|128)$/, '')}`];
    case 'unknown':
      return [`${way} ${match.text}`];
    default:
      return assertNever(match);
  }
}

/** Conditions of one match, most of them one; a comment is none. */
export function describeMatch(match: Match): readonly string[] {
  switch (match.kind) {
    case 'comment':
      return [];
    case 'tcp':
      return [
        ...portWords(match),
        ...(match.flags
          ? [
              `${not(match.flags)}flags ${match.flags.set.join(',') || 'none'} of ${match.flags.mask.join(',')}`,
            ]
          : []),
        ...(match.option ? [`${not(match.option)}TCP option ${match.option.number}`] : []),
      ];
    case 'udp':
      return portWords(match);
    case 'sctp':
      return [
        ...portWords(match),
        ...(match.chunks ? [`${not(match.chunks)}chunks ${match.chunks.text}`] : []),
      ];
    case 'icmp':
    case 'icmp6':
      return [
        `${not(match)}${match.kind === 'icmp' ? 'ICMP' : 'ICMPv6'} ${match.name ?? icmpNumbers(match)}`,
      ];
    case 'multiport':
      return [`${not(match)}${multiportSide[match.side]} ${rangesText(match.ranges)}`];
    case 'addrtype':
      return [
        ...listWords('source is', match.sourceType),
        ...listWords('destination is', match.destinationType),
        ...(match.limitIn ? ['only on the incoming interface'] : []),
        ...(match.limitOut ? ['only on the outgoing interface'] : []),
      ];
    case 'mark':
      return [`mark ${match.negated ? 'is not' : 'is'} ${maskText(match)}`];
    case 'connmark':
      return [`connection mark ${match.negated ? 'is not' : 'is'} ${maskText(match)}`];
    case 'conntrack':
      return conntrackWords(match);
    case 'state':
      return [`${not(match)}connection ${match.states.join(' or ')}`];
    case 'statistic':
      return match.mode === 'random'
        ? [`${not(match)}by chance, ${percent(match.probability)} of packets`]
        : [`${not(match)}every ${match.every}th packet, starting at ${match.packet}`];
    case 'recent':
      return [recentWords(match)];
    case 'nfacct':
      return [`counted as ${match.name}`];
    case 'set':
      return [
        `${match.directions.map((d) => (d === 'src' ? 'source' : 'destination')).join(', ')} ${match.negated ? 'not ' : ''}in set ${match.name}${match.options ? ` (${match.options})` : ''}`,
      ];
    case 'rpfilter':
      return [
        `${match.invert ? 'fails' : 'passes'} the reverse path test${match.loose ? ' (loose)' : ''}`,
      ];
    case 'limit':
      return [
        `at most ${match.rate}${match.burst === undefined ? '' : `, bursts of ${match.burst}`}`,
      ];
    case 'hashlimit':
      return [`rate limit per group: ${match.text}`];
    case 'connlimit':
      return [
        `${match.negated ? 'at most' : 'more than'} ${match.above} connections per ${match.side}${match.maskLength === undefined ? '' : ` /${match.maskLength}`}`,
      ];
    case 'ipvs':
      return [`IPVS ${match.text}`];
    case 'physdev':
      return physdevWords(match);
    case 'pkttype':
      return [`${not(match)}sent as ${match.type}`];
    case 'mac':
      return [`${not(match)}from MAC ${match.source}`];
    case 'owner':
      return [`sent by ${match.text}`];
    case 'policy':
      return [`IPsec policy ${match.text}`];
    case 'bpf':
      return [`BPF program ${match.text}`];
    case 'iprange':
      return [
        ...(match.source
          ? [`${not(match.source)}from ${match.source.from}–${match.source.to}`]
          : []),
        ...(match.destination
          ? [`${not(match.destination)}to ${match.destination.from}–${match.destination.to}`]
          : []),
      ];
    case 'length':
      return [`${not(match)}length ${rangeText(match)} bytes`];
    case 'ttl':
    case 'hl':
      return [`${not(match)}${ttlName[match.kind]} ${comparison[match.operator]} ${match.value}`];
    case 'dscp':
      return [`${not(match)}DSCP ${hex(match.value)}`];
    case 'unknown':
      return [`something not understood: ${match.text}`];
    default:
      return assertNever(match);
  }
}

export function describeTarget(target: Target): string {
  switch (target.kind) {
    case 'accept':
      return 'accept';
    case 'drop':
      return 'drop';
    case 'return':
      return 'return to the caller';
    case 'queue':
      return 'hand to user space';
    case 'reject':
      return target.with === undefined ? 'reject' : `reject with ${target.with}`;
    case 'jump':
      return `jump to ${target.chain}`;
    case 'goto':
      return `go to ${target.chain}, not coming back here`;
    case 'mark':
      return `${markWords(target)}`;
    case 'connmark':
      return connmarkWords(target);
    case 'dnat':
      return `destination becomes ${natText(target.to)}`;
    case 'snat':
      return `source becomes ${natText(target.to)}`;
    case 'masquerade':
      return `source becomes the outgoing interface's address${target.ports ? `, ports ${rangeText(target.ports)}` : ''}${target.randomFully ? ', random port' : ''}`;
    case 'redirect':
      return `destination becomes this host${target.ports ? `, port ${rangeText(target.ports)}` : ''}`;
    case 'notrack':
      return 'do not track the connection';
    case 'ct':
      return `connection tracking: ${target.text}`;
    case 'log':
      return `log${target.prefix === undefined ? '' : ` as "${target.prefix}"`}`;
    case 'nflog':
      return `log to group ${target.group ?? 0}${target.prefix === undefined ? '' : ` as "${target.prefix}"`}`;
    case 'tcpmss':
      return target.clampToPmtu ? 'clamp the MSS to the path MTU' : `set the MSS to ${target.mss}`;
    case 'dscp':
      return `set DSCP ${hex(target.value)}`;
    case 'audit':
      return `audit${target.type === undefined ? '' : ` as ${target.type}`}`;
    case 'trace':
      return 'trace the packet';
    case 'checksum':
      return 'fill in the checksum';
    case 'none':
      return 'only count';
    case 'unknown':
      return `something not understood: ${target.text}`;
    default:
      return assertNever(target);
  }
}

const multiportSide = {
  source: 'source port',
  destination: 'port',
  either: 'either port',
} as const;
const comparison = { eq: '=', lt: '<', gt: '>' } as const;
const ttlName = { ttl: 'TTL', hl: 'hop limit' } as const;

function not({ negated }: { readonly negated: boolean }): string {
  return negated ? 'not ' : '';
}

function portWords(match: {
  readonly sourcePorts?: PortsMatch;
  readonly destinationPorts?: PortsMatch;
}): readonly string[] {
  const { sourcePorts, destinationPorts } = match;
  return [
    ...(sourcePorts ? [`${not(sourcePorts)}source port ${rangesText(sourcePorts.ranges)}`] : []),
    ...(destinationPorts
      ? [`${not(destinationPorts)}port ${rangesText(destinationPorts.ranges)}`]
      : []),
  ];
}

function rangesText(ranges: readonly PortRange[]): string {
  return ranges.map(rangeText).join(', ');
}

function rangeText({ from, to }: PortRange): string {
  return from === to ? String(from) : `${from}–${to}`;
}

function listWords(name: string, list: ListMatch | undefined): readonly string[] {
  return list ? [`${name} ${not(list)}${list.values.join(' or ')}`] : [];
}

function icmpNumbers({ type, code }: { readonly type?: number; readonly code?: number }): string {
  return `type ${type ?? 'any'}${code === undefined ? '' : `, code ${code}`}`;
}

function conntrackWords(match: Extract<Match, { kind: 'conntrack' }>): readonly string[] {
  const addresses = [
    ['original source', match.originalSource],
    ['original destination', match.originalDestination],
    ['reply source', match.replySource],
    ['reply destination', match.replyDestination],
  ] as const;
  const ports = [
    ['original source port', match.originalSourcePorts],
    ['original destination port', match.originalDestinationPorts],
    ['reply source port', match.replySourcePorts],
    ['reply destination port', match.replyDestinationPorts],
  ] as const;
  return [
    ...listWords('connection', match.states),
    ...listWords('connection status', match.statuses),
    ...(match.direction === undefined ? [] : [`direction ${match.direction}`]),
    ...(match.protocol ? [`${not(match.protocol)}connection protocol ${match.protocol.name}`] : []),
    ...addresses.flatMap(([name, value]) =>
      value ? [`${not(value)}${name} ${value.prefix}`] : [],
    ),
    ...ports.flatMap(([name, value]) =>
      value ? [`${not(value)}${name} ${rangesText(value.ranges)}`] : [],
    ),
    ...(match.expire ? [`${not(match.expire)}expires in ${match.expire.text} s`] : []),
  ];
}

function recentWords(match: Extract<Match, { kind: 'recent' }>): string {
  const list = `${match.side} ${match.action === 'set' ? 'put on' : 'on'} the list ${match.name}`;
  const within = match.seconds === undefined ? '' : ` within ${match.seconds} s`;
  const hits = match.hitcount === undefined ? '' : `, at least ${match.hitcount} times`;
  return `${not(match)}${match.action === 'remove' ? 'removed: ' : ''}${list}${within}${hits}`;
}

function physdevWords(match: Extract<Match, { kind: 'physdev' }>): readonly string[] {
  const { inInterface, outInterface, isIn, isOut, isBridged } = match;
  const flag = (value: boolean | undefined, text: string): readonly string[] =>
    value === undefined ? [] : [value ? text : `not ${text}`];
  return [
    ...(inInterface
      ? [`${not(inInterface)}in by port ${inInterface.name}${inInterface.wildcard ? '*' : ''}`]
      : []),
    ...(outInterface
      ? [`${not(outInterface)}out by port ${outInterface.name}${outInterface.wildcard ? '*' : ''}`]
      : []),
    ...flag(isIn, 'in by a bridge port'),
    ...flag(isOut, 'out by a bridge port'),
    ...flag(isBridged, 'bridged'),
  ];
}

/** mark = (mark & ~mask) ^ value: said as the operation that people know. */
function markWords({ value, mask }: MarkMask): string {
  if (mask === 0xffffffff) return `mark becomes ${hex(value)}`;
  if (mask === 0) return `mark bits ${hex(value)} flip`;
  if (value === 0) return `mark bits ${hex(mask)} are cleared`;
  if (mask === value) return `mark bits ${hex(value)} are set`;
  return `mark becomes ${hex(value)} in the bits ${hex(mask)}`;
}

function connmarkWords(target: Extract<Target, { kind: 'connmark' }>): string {
  switch (target.operation) {
    case 'set':
      return `connection ${markWords(target)}`;
    case 'save':
      return 'the mark is saved to the connection';
    case 'restore':
      return 'the mark is restored from the connection';
    default:
      return assertNever(target);
  }
}

function natText({ from, to, ports }: NatRange): string {
  const address =
    from === undefined ? '' : to === undefined || to === from ? from : `${from}–${to}`;
  if (!ports) return address;
  if (address === '') return `port ${rangeText(ports)}`;
  return `${address.includes(':') ? `[${address}]` : address}:${rangeText(ports)}`;
}

function maskText({ value, mask }: MarkMask): string {
  return mask === 0xffffffff ? hex(value) : `${hex(value)} in ${hex(mask)}`;
}

function hex(value: number): string {
  return `0x${value.toString(16)}`;
}

function percent(probability: number): string {
  return `${Number((probability * 100).toFixed(2))} %`;
}
