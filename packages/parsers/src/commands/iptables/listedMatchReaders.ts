import type { Match } from '@vethscope/model';
import { option, takeListed, takeValue, type Vocabulary } from './listedWords.ts';
import { matchOfOptions } from './matchOptions.ts';
import { chunkNames, icmpNamed, protocolNamed } from './names.ts';
import { type Option, optionsText } from './options.ts';
import type { Words } from './words.ts';

/** The first word of what a match prints. */
export interface Head {
  readonly word: string;
  /** `!` stood before it. */
  readonly negated: boolean;
  readonly start: number;
}

export const CONNTRACK: Vocabulary = {
  ...{ ctstate: 1, ctstatus: 1, ctdir: 1, ctproto: 1, ctexpire: 1 },
  ...{ ctorigsrc: 1, ctorigdst: 1, ctreplsrc: 1, ctrepldst: 1 },
  ...{ ctorigsrcport: 1, ctorigdstport: 1, ctreplsrcport: 1, ctrepldstport: 1 },
};

export function readOne(
  kind: string,
  name: string,
  words: Words,
  negated: boolean,
): Match | undefined {
  const value = takeValue(words);
  return value && matchOfOptions(kind, [option(name, negated || value.negated, value.value)]);
}

export function readTransport(words: Words, { word: kind }: Head): Match | undefined {
  const options: Option[] = [];
  for (;;) {
    const next = transportOption(kind, words);
    if (!next) return matchOfOptions(kind, options);
    options.push(next);
  }
}

function transportOption(kind: string, words: Words): Option | undefined {
  const start = words.position;
  const word = words.take() ?? '';
  const [, name, not, value] = /^(spts?|dpts?|flags|option)[:=](!?)(\S+)$/.exec(word) ?? [];
  if (name !== undefined && value !== undefined) {
    const negated = not === '!';
    if (name.startsWith('spt')) return option('sport', negated, value);
    if (name.startsWith('dpt')) return option('dport', negated, value);
    if (name === 'option') return option('tcp-option', negated, value);
    return option('tcp-flags', negated, ...value.split('/'));
  }
  // ! any DATA,INIT
  const negated = word === '!';
  const amount = negated ? words.take() : word;
  if (kind === 'sctp' && (amount === 'any' || amount === 'all' || amount === 'only')) {
    return option('chunk-types', negated, amount, chunkNames(words.take() ?? ''));
  }
  words.moveTo(start);
  return undefined;
}

/** `icmp !type 3 code 4`, `icmp echo-request`, `icmp !fragmentation-needed`. */
export function readIcmp(kind: 'icmp' | 'icmp6', words: Words): Match | undefined {
  const head = takeValue(words);
  if (!head) return undefined;
  if (head.value === 'type') return readIcmpType(kind, words, head.negated);
  if (!icmpNamed(kind, head.value)) return undefined;
  return icmpMatch(kind, head.value, head.negated);
}

/** What follows `type`: `3 code 4`. */
export function readIcmpType(
  kind: 'icmp' | 'icmp6',
  words: Words,
  negated: boolean,
): Match | undefined {
  const type = words.take() ?? '';
  const code = words.skip('code') ? words.take() : undefined;
  if (words.peek() === 'codes') return undefined;
  return icmpMatch(kind, code === undefined ? type : `${type}/${code}`, negated);
}

function icmpMatch(kind: 'icmp' | 'icmp6', value: string, negated: boolean): Match | undefined {
  return matchOfOptions(kind, [
    option(kind === 'icmp' ? 'icmp-type' : 'icmpv6-type', negated, value),
  ]);
}

export function readAddrtype(words: Words): Match | undefined {
  if (!words.skip('match')) return undefined;
  const listed = takeListed(words, {
    'src-type': 'negatable',
    'dst-type': 'negatable',
    'limit-in': 0,
    'limit-out': 0,
  });
  const options = listed.map((entry) =>
    entry.name.startsWith('--limit-')
      ? { ...entry, name: entry.name.replace('--limit-', '--limit-iface-') }
      : entry,
  );
  return options.length === 0 ? undefined : matchOfOptions('addrtype', options);
}

export function readMark(words: Words, { word }: Head): Match | undefined {
  return words.skip('match') ? readOne(word.toLowerCase(), 'mark', words, false) : undefined;
}

export function readConntrack(words: Words, { start }: Head): Match | undefined {
  words.moveTo(start);
  return matchOfOptions('conntrack', takeListed(words, CONNTRACK));
}

/** `recent: UPDATE seconds: 60 hit_count: 4 TTL-Match name: Y side: dest mask: 255.255.255.0` */
export function readRecent(words: Words, { negated }: Head): Match | undefined {
  const action = RECENT_ACTIONS.get(words.take() ?? '');
  if (action === undefined) return undefined;
  const options = takeListed(words, {
    ...{ 'seconds:': 1, reap: 0, 'hit_count:': 1, 'TTL-Match': 0 },
    ...{ 'name:': 1, 'side:': 1, 'mask:': 1 },
  }).map((entry) => RECENT_OPTIONS.get(entry.name)?.(entry) ?? entry);
  return matchOfOptions('recent', [option(action, negated), ...options]);
}

const RECENT_ACTIONS = new Map([
  ['SET', 'set'],
  ['CHECK', 'rcheck'],
  ['UPDATE', 'update'],
  ['REMOVE', 'remove'],
]);

const RECENT_OPTIONS = new Map<string, (entry: Option) => Option>([
  ['--seconds:', (entry) => ({ ...entry, name: '--seconds' })],
  ['--hit_count:', (entry) => ({ ...entry, name: '--hitcount' })],
  ['--TTL-Match', (entry) => ({ ...entry, name: '--rttl' })],
  ['--name:', (entry) => ({ ...entry, name: '--name' })],
  ['--side:', ({ values }) => option(values[0] === 'dest' ? 'rdest' : 'rsource', false)],
  ['--mask:', (entry) => ({ ...entry, name: '--mask' })],
]);

export function readSet(words: Words, { start }: Head): Match | undefined {
  words.moveTo(start);
  const options = takeListed(words, {
    ...{ 'match-set': 2, 'return-nomatch': 0, 'update-counters': 0, 'update-subcounters': 0 },
    ...{ 'packets-eq': 1, 'packets-lt': 1, 'packets-gt': 1 },
    ...{ 'bytes-eq': 1, 'bytes-lt': 1, 'bytes-gt': 1 },
  });
  return matchOfOptions('set', options);
}

/** `limit: avg 5/min burst 5`; `limit: up to` and `limit: above` are hashlimit's. */
export function readLimit(words: Words): Match | undefined {
  if (words.skip('avg')) {
    const rate = words.take() ?? '';
    const burst = words.skip('burst') ? words.take() : undefined;
    return matchOfOptions('limit', [
      option('limit', false, rate),
      ...(burst === undefined ? [] : [option('limit-burst', false, burst)]),
    ]);
  }
  const isUpTo = words.skip('up') && words.skip('to');
  if (!isUpTo && !words.skip('above')) return undefined;
  const rate = option(`hashlimit-${isUpTo ? 'upto' : 'above'}`, false, words.take() ?? '');
  return { kind: 'hashlimit', text: optionsText([rate, ...hashlimitOptions(words)]) };
}

/** `burst 5 mode srcip-dstport htable-expire 30000 srcmask 24` */
function hashlimitOptions(words: Words): readonly Option[] {
  return takeListed(words, {
    ...{ burst: 1, mode: 1, 'htable-size': 1, 'htable-max': 1 },
    ...{ 'htable-gcinterval': 1, 'htable-expire': 1, srcmask: 1, dstmask: 1 },
  }).map(({ name, negated, values }) => ({
    name: name.replace('--', '--hashlimit-'),
    negated,
    values: name === '--mode' ? values.map((mode) => mode.replaceAll('-', ',')) : values,
  }));
}

/** `#conn src/32 > 10`, `#conn dst/24 <= 3` */
export function readConnlimit(words: Words): Match | undefined {
  const [, side, length] = /^(src|dst)\/(\d+)$/.exec(words.take() ?? '') ?? [];
  const isUpTo = words.skip('<=');
  if (side === undefined || length === undefined || (!isUpTo && !words.skip('>'))) return undefined;
  return matchOfOptions('connlimit', [
    option(isUpTo ? 'connlimit-upto' : 'connlimit-above', false, words.take() ?? ''),
    option('connlimit-mask', false, length),
    option(side === 'src' ? 'connlimit-saddr' : 'connlimit-daddr', false),
  ]);
}

/** `PHYSDEV match ! --physdev-in veth+ --physdev-is-bridged` */
export function readPhysdev(words: Words): Match | undefined {
  if (!words.skip('match')) return undefined;
  const listed = takeListed(words, {
    ...{ '--physdev-in': 1, '--physdev-out': 1 },
    ...{ '--physdev-is-in': 0, '--physdev-is-out': 0, '--physdev-is-bridged': 0 },
  });
  if (listed.length === 0) return undefined;
  return matchOfOptions(
    'physdev',
    listed.map((entry) => ({ ...entry, name: entry.name.slice(2) })),
  );
}

/** `PKTTYPE != unicast` */
export function readPkttype(words: Words): Match | undefined {
  const negated = words.skip('!=');
  if (!negated && !words.skip('=')) return undefined;
  return matchOfOptions('pkttype', [option('pkt-type', negated, words.take() ?? '')]);
}

/** `! owner UID match 0-99 owner GID match 5`: one match prints a head for each of its options. */
export function readOwner(words: Words, { start }: Head): Match | undefined {
  words.moveTo(start);
  const options: Option[] = [];
  for (;;) {
    const before = words.position;
    const negated = words.skip('!');
    const next = words.skip('owner') ? ownerOption(words, negated) : undefined;
    if (!next) {
      words.moveTo(before);
      return options.length === 0 ? undefined : { kind: 'owner', text: optionsText(options) };
    }
    options.push(next);
  }
}

function ownerOption(words: Words, negated: boolean): Option | undefined {
  // owner socket exists
  if (words.skip('socket')) {
    return words.skip('exists') ? option('socket-exists', negated) : undefined;
  }
  const name = words.skip('UID') ? 'uid-owner' : words.skip('GID') ? 'gid-owner' : undefined;
  const value = name !== undefined && words.skip('match') ? words.take() : undefined;
  return name === undefined || value === undefined ? undefined : option(name, negated, value);
}

export function readPolicy(words: Words): Match | undefined {
  if (!words.skip('match')) return undefined;
  const options: Option[] = [
    ...takeListed(words, { dir: 1, pol: 1, strict: 0, ...POLICY_ELEMENT }).map(policyOption),
  ];
  // [0] reqid 1 [1] reqid 2
  for (let n = 0; words.skip(`[${n}]`); n++) {
    if (n > 0) options.push(option('next', false));
    options.push(...takeListed(words, POLICY_ELEMENT).map(policyOption));
  }
  return options.length === 0 ? undefined : { kind: 'policy', text: optionsText(options) };
}

const POLICY_ELEMENT: Vocabulary = {
  ...{ reqid: 1, spi: 1, proto: 1, mode: 1, 'tunnel-dst': 1, 'tunnel-src': 1 },
};

/** `proto 50` is `--proto esp`. */
function policyOption(entry: Option): Option {
  if (entry.name !== '--proto') return entry;
  return { ...entry, values: entry.values.map((value) => protocolNamed(value).name) };
}

/** The count of instructions, which `--bytecode` begins with, is not printed here. */
export function readBpf(words: Words): Match | undefined {
  if (!words.skip('bpf')) return undefined;
  if (words.skip('pinned')) {
    return { kind: 'bpf', text: optionsText([option('object-pinned', false, words.take() ?? '')]) };
  }
  const code: string[] = [];
  while (/^[\d,]+$/.test(words.peek() ?? '')) code.push(words.take() ?? '');
  const program = code.join(' ');
  if (program === '') return undefined;
  return { kind: 'bpf', text: `--bytecode "${program.split(',').length},${program}"` };
}

export function readIprange(words: Words, { start }: Head): Match | undefined {
  words.moveTo(start);
  const options: Option[] = [];
  for (const [side, name] of IP_RANGES) {
    if (!words.skip(side)) continue;
    const range = words.skip('IP') && words.skip('range') ? takeValue(words) : undefined;
    if (!range) return undefined;
    options.push(option(name, range.negated, range.value));
  }
  return matchOfOptions('iprange', options);
}

const IP_RANGES = [
  ['source', 'src-range'],
  ['destination', 'dst-range'],
] as const;

/** `TTL match TTL == 64`, `HL match HL != 255` */
export function readTtl(words: Words, { word }: Head): Match | undefined {
  if (!words.skip('match') || !words.skip(word)) return undefined;
  const comparison = words.take();
  const operator = TTL_OPERATORS.get(comparison ?? '');
  if (operator === undefined) return undefined;
  const kind = word.toLowerCase();
  return matchOfOptions(kind, [
    option(`${kind}-${operator}`, comparison === '!=', words.take() ?? ''),
  ]);
}

const TTL_OPERATORS = new Map([
  ['==', 'eq'],
  ['!=', 'eq'],
  ['<', 'lt'],
  ['>', 'gt'],
]);

/** libxt_ipvs.c: the options without their dashes. */
export function readIpvs(words: Words, { start }: Head): Match | undefined {
  words.moveTo(start);
  const options = takeListed(words, {
    ...{ ipvs: 0, vproto: 1, vaddr: 1, vport: 1, vdir: 1, vmethod: 1, vportctl: 1 },
  });
  return { kind: 'ipvs', text: optionsText(options) };
}
