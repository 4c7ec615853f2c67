import type { Match } from '@vethscope/model';
import { parseMac } from '@vethscope/model';
import {
  DEFAULT_LIMIT_BURST,
  deviceName,
  readInteger,
  readIpRange,
  readList,
  readMarkMask,
  readPortRange,
  readPortRanges,
  readPorts,
  readTcpFlags,
} from './fields.ts';
import { type IcmpNumbers, icmpNamed } from './names.ts';
import { type Options, optionsText } from './options.ts';

/** What the options of each match come to; `undefined` where that is nothing known. */

export function readComment(options: Options): Match | undefined {
  const text = options.value('--comment');
  return text === undefined ? undefined : { kind: 'comment', text };
}

function portOptions(options: Options) {
  const sourcePorts = options.read(['--sport', '--source-port'], readPorts);
  const destinationPorts = options.read(['--dport', '--destination-port'], readPorts);
  if (sourcePorts === 'bad' || destinationPorts === 'bad') return undefined;
  return { ...(sourcePorts && { sourcePorts }), ...(destinationPorts && { destinationPorts }) };
}

export function readTcp(options: Options): Match | undefined {
  const ports = portOptions(options);
  const option = options.read(['--tcp-option'], (value, negated) => {
    const number = readInteger(value);
    return number === undefined ? undefined : { number, negated };
  });
  const flags = tcpFlagOptions(options);
  if (!ports || option === 'bad' || flags === 'bad') return undefined;
  return { kind: 'tcp', ...ports, ...(flags && { flags }), ...(option && { option }) };
}

function tcpFlagOptions(options: Options) {
  // --syn is --tcp-flags FIN,SYN,RST,ACK SYN
  const syn = options.find('--syn');
  if (syn) return readTcpFlags('FIN,SYN,RST,ACK', 'SYN', syn.negated);
  const flags = options.find('--tcp-flags');
  const [mask = '', set = ''] = flags?.values ?? [];
  return flags && (readTcpFlags(mask, set, flags.negated) ?? 'bad');
}

export function readUdp(options: Options): Match | undefined {
  const ports = portOptions(options);
  return ports && { kind: 'udp', ...ports };
}

export function readSctp(options: Options): Match | undefined {
  const ports = portOptions(options);
  const chunks = options.find('--chunk-types');
  return (
    ports && {
      kind: 'sctp',
      ...ports,
      ...(chunks && { chunks: { text: chunks.values.join(' '), negated: chunks.negated } }),
    }
  );
}

export function readIcmp(kind: 'icmp' | 'icmp6', options: Options): Match | undefined {
  const option = options.find('--icmp-type', '--icmpv6-type');
  if (!option) return undefined;
  const [value = ''] = option.values;
  const numbers = icmpNumbers(value);
  if (numbers) return { kind, ...numbers, negated: option.negated };
  if (kind === 'icmp' && value === 'any') return { kind, type: 255, negated: option.negated };
  const named = icmpNamed(kind, value);
  return named && { kind, name: value, ...named, negated: option.negated };
}

function icmpNumbers(text: string): IcmpNumbers | undefined {
  const match = /^(\d{1,3})(?:\/(\d{1,3}))?$/.exec(text);
  if (!match) return undefined;
  const [, type, code] = match;
  return { type: Number(type), ...(code !== undefined && { code: Number(code) }) };
}

export function readMultiport(options: Options): Match | undefined {
  const [option] = options.list;
  const ranges = option && readPortRanges(option.values[0] ?? '');
  if (!option || !ranges || options.list.length !== 1) return undefined;
  const side = option.name.startsWith('--s')
    ? 'source'
    : option.name.startsWith('--d')
      ? 'destination'
      : 'either';
  return { kind: 'multiport', side, ranges, negated: option.negated };
}

export function readAddrtype(options: Options): Match | undefined {
  const sourceType = options.read(['--src-type'], readList);
  const destinationType = options.read(['--dst-type'], readList);
  if (sourceType === 'bad' || destinationType === 'bad') return undefined;
  return {
    kind: 'addrtype',
    ...(sourceType && { sourceType }),
    ...(destinationType && { destinationType }),
    limitIn: options.has('--limit-iface-in'),
    limitOut: options.has('--limit-iface-out'),
  };
}

export function readMark(kind: 'mark' | 'connmark', options: Options): Match | undefined {
  const option = options.find('--mark');
  const mark = option && readMarkMask(option.values[0] ?? '');
  return mark && { kind, ...mark, negated: option.negated };
}

export function readState(options: Options): Match | undefined {
  const option = options.find('--state');
  if (!option) return undefined;
  const { values, negated } = readList(option.values[0] ?? '', option.negated);
  return { kind: 'state', states: values, negated };
}

export function readStatistic(options: Options): Match | undefined {
  const mode = options.value('--mode');
  if (mode === 'random') {
    const option = options.find('--probability');
    const probability = Number(option?.values[0] ?? '');
    if (!option || !/^\d/.test(option.values[0] ?? '') || !(probability <= 1)) return undefined;
    return { kind: 'statistic', mode, probability, negated: option.negated };
  }
  const option = options.find('--every');
  const every = readInteger(option?.values[0]);
  const packet = readInteger(options.value('--packet') ?? '0');
  if (mode !== 'nth' || !option || every === undefined || packet === undefined) return undefined;
  return { kind: 'statistic', mode, every, packet, negated: option.negated };
}

export function readRecent(options: Options): Match | undefined {
  const actions = ['set', 'rcheck', 'update', 'remove'] as const;
  const action = actions.find((name) => options.has(`--${name}`));
  const seconds = readInteger(options.value('--seconds'));
  const hitcount = readInteger(options.value('--hitcount'));
  const mask = options.value('--mask');
  if (!action) return undefined;
  return {
    kind: 'recent',
    action,
    name: options.value('--name') ?? 'DEFAULT',
    side: options.has('--rdest') ? 'destination' : 'source',
    ...(mask !== undefined && { mask }),
    ...(seconds !== undefined && { seconds }),
    ...(hitcount !== undefined && { hitcount }),
    reap: options.has('--reap'),
    rttl: options.has('--rttl'),
    negated: options.find(`--${action}`)?.negated ?? false,
  };
}

export function readNfacct(options: Options): Match | undefined {
  const name = options.value('--nfacct-name');
  return name === undefined ? undefined : { kind: 'nfacct', name };
}

export function readSet(options: Options): Match | undefined {
  const option = options.find('--match-set');
  const [name = '', list = ''] = option?.values ?? [];
  const directions = setDirections(list);
  if (!option || !directions) return undefined;
  const more = options.list.filter((other) => other !== option);
  return {
    kind: 'set',
    name,
    directions,
    ...(more.length > 0 && { options: optionsText(more) }),
    negated: option.negated,
  };
}

/** `dst,dst,src` */
function setDirections(text: string): readonly ('src' | 'dst')[] | undefined {
  const directions: ('src' | 'dst')[] = [];
  for (const part of text.split(',')) {
    if (part !== 'src' && part !== 'dst') return undefined;
    directions.push(part);
  }
  return directions;
}

export function readRpfilter(options: Options): Match {
  return {
    kind: 'rpfilter',
    loose: options.has('--loose'),
    validmark: options.has('--validmark'),
    acceptLocal: options.has('--accept-local'),
    invert: options.has('--invert'),
  };
}

export function readLimit(options: Options): Match | undefined {
  const rate = options.value('--limit');
  const burst = readInteger(options.value('--limit-burst') ?? String(DEFAULT_LIMIT_BURST));
  return rate === undefined || burst === undefined ? undefined : { kind: 'limit', rate, burst };
}

export function readConnlimit(options: Options): Match | undefined {
  const option = options.find('--connlimit-above', '--connlimit-upto');
  const above = readInteger(option?.values[0]);
  const maskLength = readInteger(options.value('--connlimit-mask'));
  if (!option || above === undefined) return undefined;
  return {
    kind: 'connlimit',
    above,
    ...(maskLength !== undefined && { maskLength }),
    side: options.has('--connlimit-daddr') ? 'destination' : 'source',
    negated: (option.name === '--connlimit-upto') !== option.negated,
  };
}

export function readPhysdev(options: Options): Match {
  const device = (name: string) => {
    const option = options.find(name);
    return option && { ...deviceName(option.values[0] ?? ''), negated: option.negated };
  };
  const flag = (name: string) => {
    const option = options.find(name);
    return option && { value: !option.negated };
  };
  const inInterface = device('--physdev-in');
  const outInterface = device('--physdev-out');
  const isIn = flag('--physdev-is-in');
  const isOut = flag('--physdev-is-out');
  const isBridged = flag('--physdev-is-bridged');
  return {
    kind: 'physdev',
    ...(inInterface && { inInterface }),
    ...(outInterface && { outInterface }),
    ...(isIn && { isIn: isIn.value }),
    ...(isOut && { isOut: isOut.value }),
    ...(isBridged && { isBridged: isBridged.value }),
  };
}

export function readPkttype(options: Options): Match | undefined {
  const option = options.find('--pkt-type');
  return option && { kind: 'pkttype', type: option.values[0] ?? '', negated: option.negated };
}

export function readMac(options: Options): Match | undefined {
  const option = options.find('--mac-source');
  const source = parseMac(option?.values[0] ?? '');
  return option && source && { kind: 'mac', source, negated: option.negated };
}

export function readIprange(options: Options): Match | undefined {
  const source = options.read(['--src-range'], readIpRange);
  const destination = options.read(['--dst-range'], readIpRange);
  if (source === 'bad' || destination === 'bad') return undefined;
  return { kind: 'iprange', ...(source && { source }), ...(destination && { destination }) };
}

export function readLength(options: Options): Match | undefined {
  const option = options.find('--length');
  const range = option && readPortRange(option.values[0] ?? '');
  return range && { kind: 'length', ...range, negated: option.negated };
}

export function readTtl(kind: 'ttl' | 'hl', options: Options): Match | undefined {
  const operators = ['eq', 'lt', 'gt'] as const;
  const operator = operators.find((name) => options.has(`--${kind}-${name}`));
  const option = options.find(`--${kind}-${operator}`);
  const value = readInteger(option?.values[0]);
  if (!operator || !option || value === undefined) return undefined;
  return { kind, operator, value, negated: option.negated };
}

export function readDscp(options: Options): Match | undefined {
  const option = options.find('--dscp');
  const mark = option && readMarkMask(option.values[0] ?? '');
  return mark && { kind: 'dscp', value: mark.value, negated: option.negated };
}
