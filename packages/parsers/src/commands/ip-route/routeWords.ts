import { type Ip, type Nexthop, parseIp, parsePrefix } from '@vethscope/model';
import { WordReader, wholeNumber } from '../../source/wordReader.ts';
import { routeTypeOf } from '../rtnetlinkNames.ts';

/** A route in its own words, before its family and table are settled. */
export interface RouteDraft {
  /** As printed: `blackhole`, or `6` by `ip -N`. */
  readonly type: string | undefined;
  /** `default`, `10.0.0.0/8`, `0/1`. */
  readonly destination: string;
  /** `table`, `proto`, `scope`, `src`, `metric`, `from`, `tos`, `nhid`, `mtu`. */
  readonly fields: Map<string, string>;
  /** The one next hop of a route without `nexthop`. */
  readonly own: HopDraft;
  /** Those after `nexthop`. */
  readonly hops: HopDraft[];
  readonly flags: string[];
  readonly attributes: Map<string, string>;
  readonly unknown: string[];
  /** A gateway that is no address (`ip -r` prints names): the route cannot be told. */
  namedGateway?: string;
}

/** A route and the lines it stands on: 0-based within the text, both ends included. */
export interface PlacedDraft {
  readonly draft: RouteDraft;
  readonly from: number;
  readonly to: number;
}

export interface HopDraft {
  via?: Ip;
  /** `via inet6 fe80::1`: printed only where the gateway's family is not the route's. */
  isForeign: boolean;
  device?: string;
  weight?: number;
  readonly flags: string[];
}

/**
 * `blackhole 10.0.0.0/8 …`: `undefined` where the words do not begin with a destination. `given`
 * holds of every route listed and is not printed.
 */
export function readRouteWords(
  words: readonly string[],
  given: readonly string[],
): RouteDraft | undefined {
  const hasType = routeTypeOf(words[0]) !== undefined && isDestination(words[1]);
  const destination = words[hasType ? 1 : 0];
  if (!isDestination(destination)) return undefined;
  const draft: RouteDraft = {
    type: hasType ? words[0] : undefined,
    destination,
    fields: new Map(),
    own: { isForeign: false, flags: [] },
    hops: [],
    flags: [],
    attributes: new Map(),
    unknown: [],
  };
  readMoreWords(draft, given);
  readMoreWords(draft, words.slice(hasType ? 2 : 1));
  return draft;
}

/** Adds further words to a route: those of a `nexthop` line below it. */
export function readMoreWords(draft: RouteDraft, words: readonly string[]): void {
  const reader = new WordReader(words);
  let hop: HopDraft | undefined;
  for (let word = reader.next(); word !== undefined; word = reader.next()) {
    if (word === 'nexthop') {
      hop = { isForeign: false, flags: [] };
      draft.hops.push(hop);
    } else {
      readClause(draft, hop, word, reader);
    }
  }
}

export function nexthopOf({ via, device, weight, flags }: HopDraft): Nexthop {
  return {
    ...(via !== undefined && { via }),
    ...(device !== undefined && { device }),
    ...(weight !== undefined && { weight }),
    flags,
  };
}

function isDestination(word: string | undefined): word is string {
  return (
    word !== undefined && /^(default|\d+\.\d+\.\d+\.\d+|[\da-f.]*:[\da-f:.]*|0)(\/\d+)?$/.test(word)
  );
}

function readClause(
  draft: RouteDraft,
  hop: HopDraft | undefined,
  word: string,
  reader: WordReader,
): void {
  const { flags } = hop ?? draft;
  if (FLAGS.has(word)) flags.push(word);
  else if (word === 'via') readGateway(draft, hop ?? draft.own, reader);
  else if (word === 'encap') readEncap(draft, hop, reader);
  else if (word === 'features')
    setAttribute(draft, hop, word, reader.takeUntil(isNoFeature).join(' '));
  else readValue(draft, hop, word, reader);
}

/** `dev eth0`, `mtu lock 1400`, `as to 10.0.0.1`: one word and its value. */
function readValue(
  draft: RouteDraft,
  hop: HopDraft | undefined,
  word: string,
  reader: WordReader,
): void {
  const isKnown = word === 'dev' || word === 'weight' || FIELDS.has(word) || ATTRIBUTES.has(word);
  if (!isKnown || reader.peek() === undefined) {
    draft.unknown.push(word);
    return;
  }
  if (METRICS.has(word) && reader.skip('lock')) addLock(draft, word);
  if (word === 'as') reader.skip('to');
  const value = reader.next() ?? '';
  const target = hop ?? draft.own;
  if (word === 'dev') target.device = value;
  else if (word === 'weight') setWeight(draft, target, value);
  else if (ATTRIBUTES.has(word)) setAttribute(draft, hop, word, value);
  else if (FIELDS.get(word)?.(value)) draft.fields.set(word, value);
  else draft.unknown.push(word, value);
}

function readGateway(draft: RouteDraft, hop: HopDraft, reader: WordReader): void {
  const isForeign = /^(inet6?|mpls|link|bridge)$/.test(reader.peek() ?? '');
  if (isForeign) reader.next();
  const printed = reader.next() ?? '';
  const via = parseIp(printed);
  if (via === undefined) {
    draft.namedGateway = printed;
  } else {
    hop.via = via;
    hop.isForeign = isForeign;
  }
}

/** `encap seg6 mode encap segs 2 [ fc00::1 fc00::2 ] dev eth1`: verbatim up to the next hop. */
function readEncap(draft: RouteDraft, hop: HopDraft | undefined, reader: WordReader): void {
  const words = reader.takeUntil((word) => word === 'via' || word === 'dev');
  setAttribute(draft, hop, 'encap', words.join(' '));
}

function isNoFeature(word: string): boolean {
  return !/^(ecn|tcp_usec_ts|0x[\da-f]+)$/.test(word);
}

function setWeight(draft: RouteDraft, hop: HopDraft, value: string): void {
  const weight = wholeNumber(value);
  if (weight === undefined) draft.unknown.push('weight', value);
  else hop.weight = weight;
}

/** What one of several next hops says is kept apart: `nexthop 2 encap`. `pref` is the route's own. */
function setAttribute(
  draft: RouteDraft,
  hop: HopDraft | undefined,
  word: string,
  value: string,
): void {
  const name = hop && word !== 'pref' ? `nexthop ${draft.hops.length} ${word}` : word;
  draft.attributes.set(name, value);
}

/** Several metrics may be locked: `lock` → `mtu rto_min`. */
function addLock(draft: RouteDraft, word: string): void {
  const locked = draft.attributes.get('lock');
  draft.attributes.set('lock', locked === undefined ? word : `${locked} ${word}`);
}

/** RTNH_F_* and RTM_F_* as print_rt_flags and print_nexthop write them: ip/iproute.c. */
const FLAGS: ReadonlySet<string> = new Set([
  'dead',
  'onlink',
  'pervasive',
  'offload',
  'trap',
  'notify',
  'linkdown',
  'unresolved',
  'rt_offload',
  'rt_trap',
  'rt_offload_failed',
]);

/** What a field's value has to be. */
const FIELDS: ReadonlyMap<string, (value: string) => boolean> = new Map([
  ['table', isWord],
  ['proto', isWord],
  ['scope', isWord],
  ['tos', isWord],
  ['src', (value) => parseIp(value) !== undefined],
  ['from', (value) => parsePrefix(value) !== undefined],
  ['metric', isNumber],
  ['mtu', isNumber],
  ['nhid', isNumber],
]);

function isWord(): boolean {
  return true;
}

function isNumber(value: string): boolean {
  return wholeNumber(value) !== undefined;
}

/** mx_names of ip/iproute.c: each may be followed by `lock`. */
const METRICS: ReadonlySet<string> = new Set([
  'mtu',
  'window',
  'rtt',
  'rttvar',
  'ssthresh',
  'cwnd',
  'advmss',
  'reordering',
  'hoplimit',
  'initcwnd',
  'rto_min',
  'initrwnd',
  'quickack',
  'congctl',
  'fastopen_no_cookie',
]);

const ATTRIBUTES: ReadonlySet<string> = new Set([
  ...[...METRICS].filter((metric) => metric !== 'mtu'),
  'pref',
  'expires',
  'error',
  'users',
  'used',
  'age',
  'iif',
  'mark',
  'realm',
  'realms',
  'as',
  'ipid',
  'ts',
  'tsage',
  'uid',
  'ttl-propogate',
]);
