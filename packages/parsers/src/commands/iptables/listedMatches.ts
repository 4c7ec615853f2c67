import type { Match } from '@vethscope/model';
import {
  CONNTRACK,
  type Head,
  readAddrtype,
  readBpf,
  readConnlimit,
  readConntrack,
  readIcmp,
  readIcmpType,
  readIprange,
  readIpvs,
  readLimit,
  readMark,
  readOne,
  readOwner,
  readPhysdev,
  readPkttype,
  readPolicy,
  readRecent,
  readSet,
  readTransport,
  readTtl,
} from './listedMatchReaders.ts';
import { takeListed, type Vocabulary } from './listedWords.ts';
import { matchOfOptions } from './matchOptions.ts';
import type { Words } from './words.ts';

/**
 * Reads what `iptables -L` prints for one match, from its first word on: the print functions of
 * iptables' extensions/. `undefined`, with the cursor anywhere, where no match begins here.
 */
export function readListedMatch(words: Words): Match | undefined {
  const start = words.position;
  const negated = words.skip('!');
  const word = words.take();
  const read = word === undefined ? undefined : LISTED.get(word);
  return read?.(words, { word: word ?? '', negated, start });
}

type ListedReader = (words: Words, head: Head) => Match | undefined;

const MULTIPORT: Vocabulary = { sports: 'negatable', dports: 'negatable', ports: 'negatable' };

const LISTED: ReadonlyMap<string, ListedReader> = new Map<string, ListedReader>([
  // tcp spts:!1000:2000 dpt:443 flags:0x17/0x02 option=!5
  ['tcp', readTransport],
  ['udp', readTransport],
  // sctp dpt:38412 any 0x0000,0x0001
  ['sctp', readTransport],
  // icmptype 8 code 0 | icmp !type 3 code 4 | icmp !fragmentation-needed
  ['icmptype', (words) => readIcmpType('icmp', words, false)],
  ['icmp', (words) => readIcmp('icmp', words)],
  ['ipv6-icmptype', (words) => readIcmpType('icmp6', words, false)],
  ['ipv6-icmp', (words) => readIcmp('icmp6', words)],
  // multiport sports  !80,443,8000:8100
  ['multiport', (words) => matchOfOptions('multiport', takeListed(words, MULTIPORT))],
  // ADDRTYPE match src-type !LOCAL limit-out
  ['ADDRTYPE', readAddrtype],
  // mark match ! 0x4000/0x4000 (MARK match before iptables 1.4)
  ['mark', readMark],
  ['MARK', readMark],
  ['connmark', readMark],
  ['CONNMARK', readMark],
  // ! ctstate RELATED,ESTABLISHED ctdir ORIGINAL
  ...Object.keys(CONNTRACK).map((word) => [word, readConntrack] as const),
  // ! state NEW
  ['state', (words, { negated }) => readOne('state', 'state', words, negated)],
  // statistic mode random ! probability 0.33333333349
  [
    'statistic',
    (words) =>
      matchOfOptions(
        'statistic',
        takeListed(words, { mode: 1, probability: 1, every: 1, packet: 1 }),
      ),
  ],
  ['recent:', readRecent],
  ['nfacct-name', (words) => readOne('nfacct', 'nfacct-name', words, false)],
  // ! match-set NAME dst return-nomatch
  ['match-set', readSet],
  [
    'rpfilter',
    (words) =>
      matchOfOptions(
        'rpfilter',
        takeListed(words, { loose: 0, validmark: 0, 'accept-local': 0, invert: 0 }),
      ),
  ],
  ['limit:', readLimit],
  ['#conn', readConnlimit],
  ['PHYSDEV', readPhysdev],
  ['PKTTYPE', readPkttype],
  // MAC ! ee:ee:ee:ee:ee:ee
  ['MAC', (words) => readOne('mac', 'mac-source', words, false)],
  ['owner', readOwner],
  // policy match dir in pol ipsec strict [0] reqid 1 [1] reqid 2
  ['policy', readPolicy],
  // match bpf 48 0 0 9,21 0 1 6,6 0 0 1,6 0 0 0
  ['match', readBpf],
  // source IP range ! 10.0.0.5-10.0.0.9 destination IP range 10.1.0.0-10.1.0.255
  ['source', readIprange],
  ['destination', readIprange],
  // length !64
  ['length', (words) => readOne('length', 'length', words, false)],
  // TTL match TTL != 63
  ['TTL', readTtl],
  ['HL', readTtl],
  // DSCP match !0x00
  ['DSCP', (words) => (words.skip('match') ? readOne('dscp', 'dscp', words, false) : undefined)],
  // ! ipvs | vproto 6 vaddr 10.96.0.10 vport 53
  ...['ipvs', 'vproto', 'vaddr', 'vport', 'vdir', 'vmethod', 'vportctl'].map(
    (word) => [word, readIpvs] as const,
  ),
]);
