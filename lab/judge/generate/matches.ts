import type { Dice } from './dice.ts';
import { CLOSED_PORTS, SERVER_PORTS } from './plan.ts';
import type { Hook, RuleContext } from './vocabulary.ts';
import { not } from './vocabulary.ts';

/** A kind of match: how it is written, and where iptables lets it be. */
interface MatchKind {
  readonly name: string;
  readonly weight: number;
  /** Absent: everywhere. */
  readonly hooks?: readonly Hook[];
  readonly tables?: readonly RuleContext['table'][];
  write(dice: Dice, context: RuleContext): string;
}

/** No match, or a few, as iptables takes them: at most one protocol. */
export function matchText(dice: Dice, context: RuleContext, lacking: ReadonlySet<string>): string {
  const count = dice.weighted([
    [2, 0],
    [4, 1],
    [3, 2],
    [1, 3],
  ]);
  const usable = MATCHES.filter(
    ({ name, hooks, tables }) =>
      !lacking.has(name) &&
      (hooks?.includes(context.hook) ?? true) &&
      (tables?.includes(context.table) ?? true),
  );
  const kinds = new Map<string, MatchKind>();
  for (let i = 0; i < count; i++) {
    const kind = dice.weighted(usable.map((each) => [each.weight, each] as const));
    // tcp, tcp-flags, icmp, …: one of a group.
    kinds.set(kind.name.split(' ')[0] ?? '', kind);
  }
  return [...kinds.values()].map((kind) => `${kind.write(dice, context)} `).join('');
}

const IN: readonly Hook[] = ['PREROUTING', 'INPUT', 'FORWARD'];
const OUT: readonly Hook[] = ['FORWARD', 'OUTPUT', 'POSTROUTING'];
const AFTER_CONNTRACK = ['mangle', 'nat', 'filter', 'security'] as const;

export const MATCHES: readonly MatchKind[] = [
  { name: 'source', weight: 3, write: (dice, { words }) => `${not(dice)}-s ${place(dice, words)}` },
  {
    name: 'destination',
    weight: 3,
    write: (dice, { words }) => `${not(dice)}-d ${place(dice, words)}`,
  },
  {
    name: 'in',
    weight: 2,
    hooks: IN,
    write: (dice, { words }) => `${not(dice)}-i ${dice.pick(words.interfaces)}`,
  },
  {
    name: 'out',
    weight: 2,
    hooks: OUT,
    write: (dice, { words }) => `${not(dice)}-o ${dice.pick(words.interfaces)}`,
  },
  {
    name: 'protocol',
    weight: 2,
    write: (dice, { stack }) =>
      `${not(dice)}-p ${dice.pick(['tcp', 'udp', stack === 'v4' ? 'icmp' : 'ipv6-icmp'])}`,
  },
  {
    name: 'protocol ports',
    weight: 5,
    write: (dice) => `-p ${dice.pick(['tcp', 'udp'])} ${portOption(dice)}`,
  },
  {
    name: 'protocol flags',
    weight: 1,
    write: (dice) =>
      `-p tcp -m tcp ${not(dice)}${dice.pick(['--syn', '--tcp-flags SYN,ACK SYN', '--tcp-flags ALL SYN', '--tcp-flags FIN,RST NONE'])}`,
  },
  {
    name: 'protocol icmp',
    weight: 1,
    write: (dice, { stack }) =>
      stack === 'v4'
        ? `-p icmp -m icmp ${not(dice)}--icmp-type ${dice.pick(['echo-request', 'echo-reply', '8/0', 'any'])}`
        : `-p ipv6-icmp -m icmp6 ${not(dice)}--icmpv6-type ${dice.pick(['echo-request', 'echo-reply', '128/0'])}`,
  },
  {
    name: 'protocol multiport',
    weight: 2,
    write: (dice) =>
      `-p ${dice.pick(['tcp', 'udp'])} -m multiport ${not(dice)}${dice.pick(['--dports', '--dports', '--sports', '--ports'])} ${dice.pick(['80,53', '1:1023', '8080,80,443', '1024:65535', '22,50:90,8000:9000'])}`,
  },
  { name: 'mark', weight: 3, write: (dice) => `-m mark ${not(dice)}--mark ${dice.pick(MARKS)}` },
  {
    name: 'connmark',
    weight: 1,
    tables: AFTER_CONNTRACK,
    write: (dice) => `-m connmark ${not(dice)}--mark ${dice.pick(MARKS)}`,
  },
  {
    name: 'conntrack state',
    weight: 3,
    write: (dice) =>
      `-m conntrack ${not(dice)}--ctstate ${dice.pick(['NEW', 'ESTABLISHED', 'RELATED,ESTABLISHED', 'INVALID', 'UNTRACKED', 'DNAT', 'SNAT', 'NEW,DNAT'])}`,
  },
  {
    name: 'conntrack original',
    weight: 1,
    write: (dice, { words }) =>
      `-m conntrack ${not(dice)}${dice.pick(['--ctorigsrc', '--ctorigdst', '--ctreplsrc', '--ctrepldst'])} ${place(dice, words)}`,
  },
  {
    name: 'conntrack ports',
    weight: 1,
    write: (dice) =>
      `-m conntrack --ctproto ${dice.pick(['tcp', 'udp'])} ${not(dice)}${dice.pick(['--ctorigdstport', '--ctreplsrcport'])} ${dice.pick(['80', '53', '8080', '1:1023'])}`,
  },
  {
    name: 'conntrack direction',
    weight: 1,
    write: (dice) => `-m conntrack --ctdir ${dice.pick(['ORIGINAL', 'REPLY'])}`,
  },
  {
    name: 'conntrack status',
    weight: 1,
    write: (dice) =>
      `-m conntrack ${not(dice)}--ctstatus ${dice.pick(['NONE', 'SEEN_REPLY', 'CONFIRMED', 'ASSURED', 'SEEN_REPLY,CONFIRMED'])}`,
  },
  {
    name: 'state',
    weight: 1,
    write: (dice) =>
      `-m state ${not(dice)}--state ${dice.pick(['NEW', 'ESTABLISHED', 'NEW,RELATED', 'INVALID'])}`,
  },
  {
    name: 'addrtype',
    weight: 2,
    write: (dice, { stack }) =>
      `-m addrtype ${not(dice)}${dice.pick(['--dst-type', '--src-type'])} ${dice.pick(addressTypes(stack))}`,
  },
  {
    name: 'addrtype in',
    weight: 0.5,
    hooks: ['PREROUTING', 'INPUT'],
    write: (dice) => `-m addrtype ${not(dice)}--dst-type LOCAL --limit-iface-in`,
  },
  {
    name: 'addrtype out',
    weight: 0.5,
    hooks: ['POSTROUTING'],
    write: (dice) => `-m addrtype ${not(dice)}--src-type LOCAL --limit-iface-out`,
  },
  {
    name: 'set',
    weight: 4,
    write: (dice, { words }) => {
      if (words.sets.length === 0) return '-m comment --comment "no sets here"';
      const set = dice.pick(words.sets);
      const sides = Array.from({ length: set.dimensions }, () => dice.pick(['src', 'dst', 'dst']));
      return `-m set ${not(dice)}--match-set ${set.name} ${sides.join(',')}`;
    },
  },
  {
    name: 'statistic',
    weight: 0.3,
    write: (dice) =>
      `-m statistic --mode random ${not(dice)}--probability ${dice.pick(['0.5', '0.25', '0.9'])}`,
  },
  {
    name: 'iprange',
    weight: 1,
    write: (dice, { stack }) =>
      `-m iprange ${not(dice)}${dice.pick(['--src-range', '--dst-range'])} ${stack === 'v4' ? dice.pick(['10.1.0.1-10.1.0.3', '10.0.0.0-10.255.255.255', '172.16.0.1-203.0.113.100']) : dice.pick(['fd10:1::1-fd10:1::3', 'fd00::-fdff::'])}`,
  },
  {
    name: 'length',
    weight: 0.7,
    write: (dice) =>
      `-m length ${not(dice)}--length ${dice.pick(['0:60', '61:1500', '84', '0:1000'])}`,
  },
  {
    name: 'ttl',
    weight: 0.7,
    write: (dice, { stack }) => {
      const [match, option] = stack === 'v4' ? ['ttl', 'ttl'] : ['hl', 'hl'];
      return `-m ${match} --${option}-${dice.pick(['eq 64', 'eq 63', 'lt 64', 'gt 62'])}`;
    },
  },
  {
    name: 'dscp',
    weight: 0.7,
    write: (dice) => `-m dscp ${not(dice)}--dscp ${dice.pick(['0x00', '0x0a', '0x2e'])}`,
  },
  {
    name: 'pkttype',
    weight: 0.5,
    write: (dice) =>
      `-m pkttype ${not(dice)}--pkt-type ${dice.pick(['unicast', 'broadcast', 'multicast'])}`,
  },
  {
    name: 'mac',
    weight: 0.7,
    hooks: IN,
    write: (dice, { words }) => `-m mac ${not(dice)}--mac-source ${dice.pick(words.macs)}`,
  },
  {
    name: 'rpfilter',
    weight: 0.8,
    hooks: ['PREROUTING'],
    tables: ['raw', 'mangle'],
    write: (dice) =>
      `-m rpfilter ${dice.some(['--loose', '--validmark', '--accept-local', '--invert'], dice.number(3)).join(' ')}`.trim(),
  },
  {
    name: 'physdev',
    weight: 1,
    hooks: ['PREROUTING', 'INPUT', 'FORWARD', 'POSTROUTING'],
    write: (dice, { words, hook }) => {
      const port = words.bridgePorts.length > 0 ? dice.pick(words.bridgePorts) : 'veth+';
      const isLate = hook === 'FORWARD' || hook === 'POSTROUTING';
      return `-m physdev ${not(dice)}${dice.pick([`--physdev-in ${port}`, '--physdev-is-in', ...(isLate ? ['--physdev-is-bridged'] : []), ...(hook === 'FORWARD' ? [`--physdev-out ${port}`] : [])])}`;
    },
  },
  { name: 'policy', weight: 0.3, hooks: IN, write: () => '-m policy --dir in --pol none' },
  {
    name: 'comment',
    weight: 0.5,
    write: () => '-m comment --comment "a \\"word\\" # handle 1 (verdict drop)"',
  },
];

export const PROTOCOL_MATCHES: readonly string[] = MATCHES.map(({ name }) => name).filter((name) =>
  name.startsWith('protocol'),
);

export const MARKS = [
  '0x1',
  '0x2/0x2',
  '0x10/0xf0',
  '0x80000000/0x80000000',
  '0x0/0x1',
  '0x4000/0x4000',
  '0x0',
];

function place(dice: Dice, { addresses, prefixes }: RuleContext['words']): string {
  return dice.chance(50) ? dice.pick(addresses) : dice.pick(prefixes);
}

function portOption(dice: Dice): string {
  const port = dice.pick([...SERVER_PORTS, ...CLOSED_PORTS]);
  return dice.weighted([
    [5, `${not(dice)}--dport ${port}`],
    [2, `${not(dice)}--dport ${dice.pick(['1:1023', '53:81', '8000:'])}`],
    [1, `${not(dice)}--sport ${dice.pick(['1024:', '1:1023', String(port)])}`],
  ]);
}

function addressTypes(stack: RuleContext['stack']): readonly string[] {
  const both = ['LOCAL', 'LOCAL', 'UNICAST', 'LOCAL,UNICAST', 'MULTICAST'];
  return stack === 'v4' ? [...both, 'BROADCAST', 'BLACKHOLE', 'UNREACHABLE', 'PROHIBIT'] : both;
}
