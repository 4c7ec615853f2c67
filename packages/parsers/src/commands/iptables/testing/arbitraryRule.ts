import type { Ip, Match, Prefix, Rule, Target } from '@vethscope/model';
import { formatIp, parseMac, parsePrefix } from '@vethscope/model';
import fc from 'fast-check';

/** Rules over all variants of match and target, as `iptables-save` could have printed them. */

const negated = fc.boolean();
const uint32 = fc.oneof(fc.nat(0xffffffff), fc.constantFrom(0, 0x80000000, 0xffffffff));
const small = fc.integer({ min: 1, max: 1_000_000 });
const name = fc.stringMatching(/^[A-Za-z][A-Za-z0-9_-]{0,20}$/);
const text = fc.oneof(
  fc.string({ unit: fc.constantFrom(...'ab "\'\\!-/*[]:,Z'), maxLength: 20 }),
  fc.constantFrom('--dport', '-j DROP', '! -m', 'name: "crio" id: "a0f9"', '*/ ctstate NEW /*', ''),
);

const ip: fc.Arbitrary<Ip> = fc.oneof(
  fc.nat(0xffffffff).map((bits) => formatIp(BigInt(bits), 4)),
  fc.bigInt({ min: 0n, max: (1n << 128n) - 1n }).map((bits) => formatIp(bits, 6)),
);
const prefix: fc.Arbitrary<Prefix> = fc
  .tuple(ip, fc.integer({ min: 1, max: 128 }))
  .map(([address, length]) => {
    const width = address.includes(':') ? 128 : 32;
    const found = parsePrefix(`${address}/${Math.min(length, width)}`);
    if (found === undefined) throw new Error(`not a prefix: ${address}/${length}`);
    return found;
  });
const port = fc.nat(65535);
const portRange = fc
  .tuple(port, port)
  .map(([a, b]) => ({ from: Math.min(a, b), to: Math.max(a, b) }));
const ranges = fc.array(portRange, { minLength: 1, maxLength: 3 });
const ports = fc.record({ ranges, negated });
const markMask = { value: uint32, mask: uint32 };
const list = (...values: readonly string[]) =>
  fc.record({ values: fc.subarray([...values], { minLength: 1 }), negated });

/** A record whose optional fields are there or not, but never `undefined`. */
function optional<T extends object>(fields: { [K in keyof T]: fc.Arbitrary<T[K]> }) {
  return fc.record(fields, { requiredKeys: [] });
}

const flags = ['FIN', 'SYN', 'RST', 'PSH', 'ACK', 'URG'];
const device = fc.record({ name, wildcard: fc.boolean(), negated });
const conntrackAddress = fc.record({ prefix, negated });
const ipRange = fc.record({ from: ip, to: ip, negated });

const extra = {
  tcp: optional({
    sourcePorts: ports,
    destinationPorts: ports,
    flags: fc.record({
      mask: fc.subarray(flags, { minLength: 1 }),
      set: fc.subarray(flags),
      negated,
    }),
    option: fc.record({ number: fc.nat(255), negated }),
  }),
  ports: optional({ sourcePorts: ports, destinationPorts: ports }),
  conntrack: optional({
    states: list('NEW', 'RELATED', 'ESTABLISHED', 'INVALID', 'DNAT'),
    statuses: list('ASSURED', 'CONFIRMED'),
    direction: fc.constantFrom('ORIGINAL', 'REPLY'),
    protocol: fc.record({ name: fc.constantFrom('tcp', 'udp', '253'), negated }),
    originalSource: conntrackAddress,
    originalDestination: conntrackAddress,
    replySource: conntrackAddress,
    replyDestination: conntrackAddress,
    originalSourcePorts: fc.record({ ranges: fc.tuple(portRange), negated }),
    originalDestinationPorts: fc.record({ ranges: fc.tuple(portRange), negated }),
    replySourcePorts: fc.record({ ranges: fc.tuple(portRange), negated }),
    replyDestinationPorts: fc.record({ ranges: fc.tuple(portRange), negated }),
    expire: fc.record({ text: fc.constantFrom('10', '10:20'), negated }),
  }),
};

const kind = <K extends string>(value: K) => fc.constant(value);

const match: fc.Arbitrary<Match> = fc.oneof(
  fc.record({ kind: kind('comment'), text }),
  extra.tcp.map((fields): Match => ({ kind: 'tcp', ...fields })),
  extra.ports.map((fields): Match => ({ kind: 'udp', ...fields })),
  extra.ports.map((fields): Match => ({ kind: 'sctp', ...fields })),
  fc.record({
    kind: kind('sctp'),
    chunks: fc.record({ text: fc.constantFrom('any DATA,INIT', 'all SACK'), negated }),
  }),
  fc.record({ kind: fc.constantFrom('icmp', 'icmp6'), type: fc.nat(255), negated }),
  fc.record({ kind: kind('icmp'), type: fc.nat(254), code: fc.nat(255), negated }),
  fc.record({
    kind: kind('multiport'),
    side: fc.constantFrom('source', 'destination', 'either'),
    ranges,
    negated,
  }),
  fc
    .tuple(
      optional({
        sourceType: list('LOCAL', 'UNICAST'),
        destinationType: list('LOCAL', 'BROADCAST'),
      }),
      fc.record({ limitIn: fc.boolean(), limitOut: fc.boolean() }),
    )
    .map(([types, limits]): Match => ({ kind: 'addrtype', ...types, ...limits })),
  fc.record({ kind: fc.constantFrom('mark', 'connmark'), ...markMask, negated }),
  extra.conntrack.map((fields): Match => ({ kind: 'conntrack', ...fields })),
  fc.record({
    kind: kind('state'),
    states: fc.subarray(['NEW', 'RELATED'], { minLength: 1 }),
    negated,
  }),
  fc.record({
    kind: kind('statistic'),
    mode: kind('random'),
    // xt_statistic counts in 2^31ths and prints 11 digits.
    probability: fc.nat(0x7fffffff).map((n) => Number((n / 0x80000000).toFixed(11))),
    negated,
  }),
  fc.record({
    kind: kind('statistic'),
    mode: kind('nth'),
    every: small,
    packet: fc.nat(9),
    negated,
  }),
  fc
    .tuple(
      fc.record({
        kind: kind('recent'),
        action: fc.constantFrom('set', 'rcheck', 'update', 'remove'),
        name,
        side: fc.constantFrom('source', 'destination'),
        reap: fc.boolean(),
        rttl: fc.boolean(),
        negated,
      }),
      optional({ mask: kind('255.255.255.0'), seconds: small, hitcount: small }),
    )
    .map(([fields, more]): Match => ({ ...fields, ...more })),
  fc.record({ kind: kind('nfacct'), name }),
  fc
    .tuple(
      fc.record({
        kind: kind('set'),
        name: fc.stringMatching(/^[a-z][a-z0-9:_.-]{0,20}$/),
        directions: fc.array(fc.constantFrom('src', 'dst'), { minLength: 1, maxLength: 3 }),
        negated,
      }),
      optional({ options: kind('--return-nomatch ! --update-counters --packets-gt 5') }),
    )
    .map(([fields, more]): Match => ({ ...fields, ...more })),
  fc.record({
    kind: kind('rpfilter'),
    loose: fc.boolean(),
    validmark: fc.boolean(),
    acceptLocal: fc.boolean(),
    invert: fc.boolean(),
  }),
  fc.record({ kind: kind('limit'), rate: fc.constantFrom('5/min', '100/sec'), burst: small }),
  fc.record({ kind: kind('hashlimit'), text: kind('--hashlimit-upto 10/sec --hashlimit-name x') }),
  fc.record({ kind: kind('owner'), text: kind('! --uid-owner 0-99 --gid-owner 5') }),
  fc.record({ kind: kind('ipvs'), text: kind('--vproto 6 ! --vaddr 10.0.0.0/8') }),
  fc.record({ kind: kind('policy'), text: kind('--dir in --pol none') }),
  fc.record({ kind: kind('bpf'), text: kind('--bytecode "1,6 0 0 0"') }),
  fc.record({
    kind: kind('connlimit'),
    above: small,
    maskLength: fc.nat(128),
    side: fc.constantFrom('source', 'destination'),
    negated,
  }),
  optional({
    inInterface: device,
    outInterface: device,
    isIn: fc.boolean(),
    isOut: fc.boolean(),
    isBridged: fc.boolean(),
  }).map((fields): Match => ({ kind: 'physdev', ...fields })),
  fc.record({ kind: kind('pkttype'), type: fc.constantFrom('unicast', 'broadcast'), negated }),
  fc.nat(0xffffff).map((n): Match => {
    const source = parseMac(
      `ee:ee:ee:${n
        .toString(16)
        .padStart(6, '0')
        .replace(/..(?=.)/g, '$&:')}`,
    );
    if (source === undefined) throw new Error('not a MAC');
    return { kind: 'mac', source, negated: n % 2 === 0 };
  }),
  optional({ source: ipRange, destination: ipRange }).map(
    (fields): Match => ({ kind: 'iprange', ...fields }),
  ),
  fc
    .tuple(portRange, negated)
    .map(([range, isNegated]): Match => ({ kind: 'length', ...range, negated: isNegated })),
  fc.record({
    kind: fc.constantFrom('ttl', 'hl'),
    operator: fc.constantFrom('eq', 'lt', 'gt'),
    value: fc.nat(255),
    negated,
  }),
  fc.record({ kind: kind('dscp'), value: fc.nat(63), negated }),
);

const natRange = fc.oneof(
  fc.record({ from: ip }),
  fc.record({ from: ip, ports: portRange }),
  fc.record({ from: ip, to: ip, ports: portRange }),
  fc.record({ from: ip, to: ip }),
  fc.record({ ports: portRange }),
);
const random = fc.boolean();

const target: fc.Arbitrary<Target> = fc.oneof(
  fc.record({
    kind: fc.constantFrom(
      'accept',
      'drop',
      'return',
      'queue',
      'notrack',
      'trace',
      'checksum',
      'none',
    ),
  }),
  fc.record({ kind: fc.constantFrom('jump', 'goto'), chain: name.map((word) => `cali-${word}`) }),
  fc.record({ kind: kind('reject'), with: fc.constantFrom('tcp-reset', 'icmp-port-unreachable') }),
  fc.record({ kind: kind('mark'), ...markMask }),
  fc.record({ kind: kind('connmark'), operation: kind('set'), ...markMask }),
  fc.record({
    kind: kind('connmark'),
    operation: fc.constantFrom('save', 'restore'),
    nfmask: uint32,
    ctmask: uint32,
  }),
  fc.record({ kind: kind('dnat'), to: natRange, random, persistent: fc.boolean() }),
  fc.record({
    kind: kind('snat'),
    to: natRange,
    random,
    randomFully: fc.boolean(),
    persistent: fc.boolean(),
  }),
  fc
    .tuple(optional({ ports: portRange }), fc.record({ random, randomFully: fc.boolean() }))
    .map(([more, fields]): Target => ({ kind: 'masquerade', ...more, ...fields })),
  fc
    .tuple(optional({ ports: portRange }), random)
    .map(([more, isRandom]): Target => ({ kind: 'redirect', ...more, random: isRandom })),
  fc.record({ kind: kind('ct'), text: fc.constantFrom('--zone 5', '--helper ftp') }),
  fc
    .tuple(
      optional({ prefix: text, options: kind('--log-tcp-options --log-uid') }),
      fc.nat(7).map(String),
    )
    .map(([more, level]): Target => ({ kind: 'log', level, ...more })),
  optional({ group: fc.nat(65535), prefix: text, options: kind('--nflog-size 80') }).map(
    (fields): Target => ({ kind: 'nflog', ...fields }),
  ),
  fc.constant<Target>({ kind: 'tcpmss', clampToPmtu: true }),
  fc.record({ kind: kind('tcpmss'), clampToPmtu: fc.constant(false), mss: fc.nat(65535) }),
  fc.record({ kind: kind('dscp'), value: fc.nat(63) }),
  fc.record({ kind: kind('audit'), type: fc.constantFrom('accept', 'drop') }),
);

const any = fc.constant({ kind: 'any' } as const);
const address = fc.oneof(any, fc.record({ kind: kind('in'), prefix, negated }));
const interfaceMatch = fc.oneof(
  any,
  fc.record({ kind: kind('is'), name, wildcard: fc.boolean(), negated }),
);

/** Number and place are those of a rule that nobody has read yet. */
export const arbitraryRule: fc.Arbitrary<Rule> = fc
  .tuple(
    fc.record({
      protocol: fc.oneof(
        any,
        fc.constantFrom(
          { kind: 'is', name: 'tcp', number: 6, negated: false } as const,
          { kind: 'is', name: 'ipv4', number: 4, negated: true } as const,
          { kind: 'is', name: '253', number: 253, negated: false } as const,
        ),
      ),
      source: address,
      destination: address,
      inInterface: interfaceMatch,
      outInterface: interfaceMatch,
      matches: fc.array(match, { maxLength: 5 }),
      target,
    }),
    optional({ fragment: fc.boolean() }),
  )
  .map(
    ([fields, more]): Rule => ({
      number: 1,
      ...fields,
      ...more,
      evidence: { file: '-', line: 1, endLine: 1 },
    }),
  );
