import type { Match } from '@vethscope/model';
import { readConntrack } from './conntrackOptions.ts';
import {
  readAddrtype,
  readComment,
  readConnlimit,
  readDscp,
  readIcmp,
  readIprange,
  readLength,
  readLimit,
  readMac,
  readMark,
  readMultiport,
  readNfacct,
  readPhysdev,
  readPkttype,
  readRecent,
  readRpfilter,
  readSctp,
  readSet,
  readState,
  readStatistic,
  readTcp,
  readTtl,
  readUdp,
} from './matchReaders.ts';
import { type Extension, type Option, Options, takeOptions, takeVerbatim } from './options.ts';
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
