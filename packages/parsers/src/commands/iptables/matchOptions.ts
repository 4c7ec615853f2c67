import type { Match } from '@vethscope/model';
import { parseMac } from '@vethscope/model';
import { readConntrack } from './conntrackOptions.ts';
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
import {
  type Extension,
  type Option,
  Options,
  optionsText,
  takeOptions,
  takeVerbatim,
} from './options.ts';
import type { Words } from './words.ts';

/** Matches whose options the model keeps as one text. */
const VERBATIM = new Set(['hashlimit', 'ipvs', 'owner', 'policy', 'bpf'] as const);
type VerbatimKind = typeof VERBATIM extends Set<infer K> ? K : never;

/**
 * Reads what stands between `-m NAME` and the next section. `undefined`, with the cursor anywhere,
 * where the extension or one of its options is not known.
 */
export function readMatchOptions(name: string, words: Words): Match | undefined {
  if (isVerbatim(name)) {
    const text = takeVerbatim(words);
    return text === '' ? undefined : { kind: name, text };
  }
  const extension = MATCHES.get(name);
  const options = extension && takeOptions(words, extension.arities);
  return options && extension.read(options);
}

/** The match that these options of extension `name` come to: for words that were printed apart. */
export function matchOfOptions(name: string, options: readonly Option[]): Match | undefined {
  return MATCHES.get(name)?.read(new Options(options));
}

function isVerbatim(name: string): name is VerbatimKind {
  return (VERBATIM as ReadonlySet<string>).has(name);
}

const PORTS = {
  '--sport': 1,
  '--dport': 1,
  '--source-port': 1,
  '--destination-port': 1,
} as const;

const MATCHES: ReadonlyMap<string, Extension<Match>> = new Map<string, Extension<Match>>([
  // -m comment --comment "kubernetes forwarding rules"
  ['comment', { arities: { '--comment': 1 }, read: readComment }],
  // -m tcp --sport 1024:65535 ! --dport 22 --tcp-flags FIN,SYN,RST,ACK SYN
  [
    'tcp',
    {
      arities: { ...PORTS, '--tcp-flags': 2, '--syn': 0, '--tcp-option': 1 },
      read: readTcp,
    },
  ],
  ['udp', { arities: PORTS, read: readUdp }],
  // -m sctp --dport 38412 --chunk-types any DATA,INIT
  ['sctp', { arities: { ...PORTS, '--chunk-types': 2 }, read: readSctp }],
  // -m icmp ! --icmp-type 3/4
  ['icmp', { arities: { '--icmp-type': 1 }, read: (o) => readIcmp('icmp', o) }],
  ['icmp6', { arities: { '--icmpv6-type': 1 }, read: (o) => readIcmp('icmp6', o) }],
  ['icmpv6', { arities: { '--icmpv6-type': 1 }, read: (o) => readIcmp('icmp6', o) }],
  // -m multiport ! --sports 80,443,8000:8100
  [
    'multiport',
    {
      arities: {
        ...{ '--sports': 1, '--dports': 1, '--ports': 1 },
        ...{ '--source-ports': 1, '--destination-ports': 1 },
      },
      read: readMultiport,
    },
  ],
  // -m addrtype ! --src-type LOCAL --limit-iface-out
  [
    'addrtype',
    {
      arities: {
        ...{ '--src-type': 1, '--dst-type': 1 },
        ...{ '--limit-iface-in': 0, '--limit-iface-out': 0 },
      },
      read: readAddrtype,
    },
  ],
  // -m mark ! --mark 0x4000/0x4000
  ['mark', { arities: { '--mark': 1 }, read: (o) => readMark('mark', o) }],
  ['connmark', { arities: { '--mark': 1 }, read: (o) => readMark('connmark', o) }],
  ['conntrack', readConntrack],
  // -m state --state RELATED,ESTABLISHED
  ['state', { arities: { '--state': 1 }, read: readState }],
  // -m statistic --mode random --probability 0.50000000000
  // -m statistic --mode nth ! --every 4 --packet 2
  [
    'statistic',
    {
      arities: { '--mode': 1, '--probability': 1, '--every': 1, '--packet': 1 },
      read: readStatistic,
    },
  ],
  // -m recent ! --update --seconds 60 --hitcount 4 --name Y --mask 255.255.255.0 --rdest
  [
    'recent',
    {
      arities: {
        ...{ '--set': 0, '--rcheck': 0, '--update': 0, '--remove': 0 },
        ...{ '--seconds': 1, '--hitcount': 1, '--reap': 0, '--rttl': 0 },
        ...{ '--name': 1, '--mask': 1, '--rsource': 0, '--rdest': 0 },
      },
      read: readRecent,
    },
  ],
  // -m nfacct --nfacct-name  ct_state_invalid_dropped_pkts
  ['nfacct', { arities: { '--nfacct-name': 1 }, read: readNfacct }],
  // -m set ! --match-set cali40all-ipam-pools dst
  [
    'set',
    {
      arities: {
        ...{ '--match-set': 2, '--return-nomatch': 0 },
        ...{ '--update-counters': 0, '--update-subcounters': 0 },
        ...{ '--packets-eq': 1, '--packets-lt': 1, '--packets-gt': 1 },
        ...{ '--bytes-eq': 1, '--bytes-lt': 1, '--bytes-gt': 1 },
      },
      read: readSet,
    },
  ],
  // -m rpfilter --validmark --invert
  [
    'rpfilter',
    {
      arities: { '--loose': 0, '--validmark': 0, '--accept-local': 0, '--invert': 0 },
      read: readRpfilter,
    },
  ],
  // -m limit --limit 100/sec --limit-burst 20
  ['limit', { arities: { '--limit': 1, '--limit-burst': 1 }, read: readLimit }],
  // -m connlimit --connlimit-above 10 --connlimit-mask 32 --connlimit-saddr
  [
    'connlimit',
    {
      arities: {
        ...{ '--connlimit-above': 1, '--connlimit-upto': 1, '--connlimit-mask': 1 },
        ...{ '--connlimit-saddr': 0, '--connlimit-daddr': 0 },
      },
      read: readConnlimit,
    },
  ],
  // -m physdev ! --physdev-in veth+ --physdev-is-bridged
  [
    'physdev',
    {
      arities: {
        ...{ '--physdev-in': 1, '--physdev-out': 1 },
        ...{ '--physdev-is-in': 0, '--physdev-is-out': 0, '--physdev-is-bridged': 0 },
      },
      read: readPhysdev,
    },
  ],
  ['pkttype', { arities: { '--pkt-type': 1 }, read: readPkttype }],
  ['mac', { arities: { '--mac-source': 1 }, read: readMac }],
  // -m iprange ! --src-range 10.0.0.5-10.0.0.9
  ['iprange', { arities: { '--src-range': 1, '--dst-range': 1 }, read: readIprange }],
  // -m length ! --length 64
  ['length', { arities: { '--length': 1 }, read: readLength }],
  // -m ttl ! --ttl-eq 63
  [
    'ttl',
    { arities: { '--ttl-eq': 1, '--ttl-lt': 1, '--ttl-gt': 1 }, read: (o) => readTtl('ttl', o) },
  ],
  ['hl', { arities: { '--hl-eq': 1, '--hl-lt': 1, '--hl-gt': 1 }, read: (o) => readTtl('hl', o) }],
  // -m dscp --dscp 0x2e
  ['dscp', { arities: { '--dscp': 1 }, read: readDscp }],
]);

function readComment(options: Options): Match | undefined {
  const text = options.value('--comment');
  return text === undefined ? undefined : { kind: 'comment', text };
}

function portOptions(options: Options) {
  const sourcePorts = options.read(['--sport', '--source-port'], readPorts);
  const destinationPorts = options.read(['--dport', '--destination-port'], readPorts);
  if (sourcePorts === 'bad' || destinationPorts === 'bad') return undefined;
  return { ...(sourcePorts && { sourcePorts }), ...(destinationPorts && { destinationPorts }) };
}

function readTcp(options: Options): Match | undefined {
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

function readUdp(options: Options): Match | undefined {
  const ports = portOptions(options);
  return ports && { kind: 'udp', ...ports };
}

function readSctp(options: Options): Match | undefined {
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

function readIcmp(kind: 'icmp' | 'icmp6', options: Options): Match | undefined {
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

function readMultiport(options: Options): Match | undefined {
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

function readAddrtype(options: Options): Match | undefined {
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

function readMark(kind: 'mark' | 'connmark', options: Options): Match | undefined {
  const option = options.find('--mark');
  const mark = option && readMarkMask(option.values[0] ?? '');
  return mark && { kind, ...mark, negated: option.negated };
}

function readState(options: Options): Match | undefined {
  const option = options.find('--state');
  if (!option) return undefined;
  const { values, negated } = readList(option.values[0] ?? '', option.negated);
  return { kind: 'state', states: values, negated };
}

function readStatistic(options: Options): Match | undefined {
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

function readRecent(options: Options): Match | undefined {
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

function readNfacct(options: Options): Match | undefined {
  const name = options.value('--nfacct-name');
  return name === undefined ? undefined : { kind: 'nfacct', name };
}

function readSet(options: Options): Match | undefined {
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

function readRpfilter(options: Options): Match {
  return {
    kind: 'rpfilter',
    loose: options.has('--loose'),
    validmark: options.has('--validmark'),
    acceptLocal: options.has('--accept-local'),
    invert: options.has('--invert'),
  };
}

function readLimit(options: Options): Match | undefined {
  const rate = options.value('--limit');
  const burst = readInteger(options.value('--limit-burst') ?? String(DEFAULT_LIMIT_BURST));
  return rate === undefined || burst === undefined ? undefined : { kind: 'limit', rate, burst };
}

function readConnlimit(options: Options): Match | undefined {
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

function readPhysdev(options: Options): Match {
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

function readPkttype(options: Options): Match | undefined {
  const option = options.find('--pkt-type');
  return option && { kind: 'pkttype', type: option.values[0] ?? '', negated: option.negated };
}

function readMac(options: Options): Match | undefined {
  const option = options.find('--mac-source');
  const source = parseMac(option?.values[0] ?? '');
  return option && source && { kind: 'mac', source, negated: option.negated };
}

function readIprange(options: Options): Match | undefined {
  const source = options.read(['--src-range'], readIpRange);
  const destination = options.read(['--dst-range'], readIpRange);
  if (source === 'bad' || destination === 'bad') return undefined;
  return { kind: 'iprange', ...(source && { source }), ...(destination && { destination }) };
}

function readLength(options: Options): Match | undefined {
  const option = options.find('--length');
  const range = option && readPortRange(option.values[0] ?? '');
  return range && { kind: 'length', ...range, negated: option.negated };
}

function readTtl(kind: 'ttl' | 'hl', options: Options): Match | undefined {
  const operators = ['eq', 'lt', 'gt'] as const;
  const operator = operators.find((name) => options.has(`--${kind}-${name}`));
  const option = options.find(`--${kind}-${operator}`);
  const value = readInteger(option?.values[0]);
  if (!operator || !option || value === undefined) return undefined;
  return { kind, operator, value, negated: option.negated };
}

function readDscp(options: Options): Match | undefined {
  const option = options.find('--dscp');
  const mark = option && readMarkMask(option.values[0] ?? '');
  return mark && { kind: 'dscp', value: mark.value, negated: option.negated };
}
