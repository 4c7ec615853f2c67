import { assertNever } from '../assertNever.ts';
import {
  bareHost,
  deviceText,
  flagWord,
  hexByte,
  ipRangeWords,
  listWords,
  maskText,
  not,
  numberWord,
  portWords,
  quoted,
  rangesText,
  rangeText,
} from './formatWords.ts';
import type { Match } from './iptables.ts';

/** A match as `iptables-save` writes it: `-m mark ! --mark 0x4000/0x4000`. */
export function formatMatch(match: Match): string {
  return match.kind === 'unknown' ? match.text : `-m ${match.kind}${matchOptions(match)}`;
}

function matchOptions(match: Exclude<Match, { kind: 'unknown' }>): string {
  return matchWords(match)
    .map((word) => ` ${word}`)
    .join('');
}

function matchWords(match: Exclude<Match, { kind: 'unknown' }>): readonly string[] {
  switch (match.kind) {
    case 'comment':
      return [`--comment ${quoted(match.text)}`];
    case 'tcp':
      return [
        ...portWords('--sport', match.sourcePorts),
        ...portWords('--dport', match.destinationPorts),
        ...(match.flags
          ? [
              `${not(match.flags)}--tcp-flags ${match.flags.mask.join(',') || 'NONE'} ${match.flags.set.join(',') || 'NONE'}`,
            ]
          : []),
        ...(match.option ? [`${not(match.option)}--tcp-option ${match.option.number}`] : []),
      ];
    case 'udp':
      return [
        ...portWords('--sport', match.sourcePorts),
        ...portWords('--dport', match.destinationPorts),
      ];
    case 'sctp':
      return [
        ...portWords('--sport', match.sourcePorts),
        ...portWords('--dport', match.destinationPorts),
        ...(match.chunks ? [`${not(match.chunks)}--chunk-types ${match.chunks.text}`] : []),
      ];
    case 'icmp':
      return [`${not(match)}--icmp-type ${icmpText(match)}`];
    case 'icmp6':
      return [`${not(match)}--icmpv6-type ${icmpText(match)}`];
    case 'multiport':
      return [`${not(match)}${MULTIPORT[match.side]} ${rangesText(match.ranges)}`];
    case 'addrtype':
      return [
        ...listWords('--src-type', match.sourceType),
        ...listWords('--dst-type', match.destinationType),
        ...(match.limitIn ? ['--limit-iface-in'] : []),
        ...(match.limitOut ? ['--limit-iface-out'] : []),
      ];
    case 'mark':
    case 'connmark':
      return [`${not(match)}--mark ${maskText(match)}`];
    case 'conntrack':
      return conntrackWords(match);
    case 'state':
      return [`${not(match)}--state ${match.states.join(',')}`];
    case 'statistic':
      return match.mode === 'random'
        ? ['--mode random', `${not(match)}--probability ${match.probability.toFixed(11)}`]
        : ['--mode nth', `${not(match)}--every ${match.every}`, `--packet ${match.packet}`];
    case 'recent':
      return recentWords(match);
    case 'nfacct':
      return [`--nfacct-name ${quoted(match.name)}`];
    case 'set':
      return [
        `${not(match)}--match-set ${match.name} ${match.directions.join(',')}`,
        ...(match.options === undefined ? [] : [match.options]),
      ];
    case 'rpfilter':
      return [
        ...flagWord('--loose', match.loose),
        ...flagWord('--validmark', match.validmark),
        ...flagWord('--accept-local', match.acceptLocal),
        ...flagWord('--invert', match.invert),
      ];
    case 'limit':
      return [
        `--limit ${match.rate}`,
        // iptables-save leaves XT_LIMIT_BURST out.
        ...(match.burst === 5 ? [] : numberWord('--limit-burst', match.burst)),
      ];
    case 'hashlimit':
    case 'ipvs':
    case 'owner':
    case 'policy':
    case 'bpf':
      return [match.text];
    case 'connlimit':
      return [
        `--connlimit-${match.negated ? 'upto' : 'above'} ${match.above}`,
        ...numberWord('--connlimit-mask', match.maskLength),
        match.side === 'source' ? '--connlimit-saddr' : '--connlimit-daddr',
      ];
    case 'physdev':
      return physdevWords(match);
    case 'pkttype':
      return [`${not(match)}--pkt-type ${match.type}`];
    case 'mac':
      return [`${not(match)}--mac-source ${match.source}`];
    case 'iprange':
      return [
        ...ipRangeWords('--src-range', match.source),
        ...ipRangeWords('--dst-range', match.destination),
      ];
    case 'length':
      return [`${not(match)}--length ${rangeText(match)}`];
    case 'ttl':
    case 'hl':
      return [`${not(match)}--${match.kind}-${match.operator} ${match.value}`];
    case 'dscp':
      return [`${not(match)}--dscp ${hexByte(match.value)}`];
    default:
      return assertNever(match);
  }
}

const MULTIPORT = { source: '--sports', destination: '--dports', either: '--ports' } as const;

function icmpText(match: Extract<Match, { kind: 'icmp' | 'icmp6' }>): string {
  if (match.name !== undefined) return match.name;
  if (match.type === undefined || (match.kind === 'icmp' && match.type === 255)) return 'any';
  return match.code === undefined ? String(match.type) : `${match.type}/${match.code}`;
}

function conntrackWords(match: Extract<Match, { kind: 'conntrack' }>): readonly string[] {
  const address = (option: string, value: typeof match.originalSource): readonly string[] =>
    value ? [`${not(value)}${option} ${bareHost(value.prefix)}`] : [];
  return [
    ...listWords('--ctstate', match.states),
    ...(match.protocol ? [`${not(match.protocol)}--ctproto ${match.protocol.name}`] : []),
    ...address('--ctorigsrc', match.originalSource),
    ...address('--ctorigdst', match.originalDestination),
    ...address('--ctreplsrc', match.replySource),
    ...address('--ctrepldst', match.replyDestination),
    ...portWords('--ctorigsrcport', match.originalSourcePorts),
    ...portWords('--ctorigdstport', match.originalDestinationPorts),
    ...portWords('--ctreplsrcport', match.replySourcePorts),
    ...portWords('--ctrepldstport', match.replyDestinationPorts),
    ...listWords('--ctstatus', match.statuses),
    ...(match.expire ? [`${not(match.expire)}--ctexpire ${match.expire.text}`] : []),
    ...(match.direction === undefined ? [] : [`--ctdir ${match.direction}`]),
  ];
}

function recentWords(match: Extract<Match, { kind: 'recent' }>): readonly string[] {
  return [
    `${not(match)}--${match.action}`,
    ...numberWord('--seconds', match.seconds),
    ...flagWord('--reap', match.reap),
    ...numberWord('--hitcount', match.hitcount),
    ...flagWord('--rttl', match.rttl),
    `--name ${quoted(match.name)}`,
    ...(match.mask === undefined ? [] : [`--mask ${match.mask}`]),
    match.side === 'source' ? '--rsource' : '--rdest',
  ];
}

function physdevWords(match: Extract<Match, { kind: 'physdev' }>): readonly string[] {
  const is = (option: string, value: boolean | undefined): readonly string[] =>
    value === undefined ? [] : [value ? option : `! ${option}`];
  const { inInterface, outInterface } = match;
  return [
    ...(inInterface ? [`${not(inInterface)}--physdev-in ${deviceText(inInterface)}`] : []),
    ...is('--physdev-is-in', match.isIn),
    ...(outInterface ? [`${not(outInterface)}--physdev-out ${deviceText(outInterface)}`] : []),
    ...is('--physdev-is-out', match.isOut),
    ...is('--physdev-is-bridged', match.isBridged),
  ];
}
