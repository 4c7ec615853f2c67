import {
  type Evidence,
  type FdbAge,
  type FdbEntry,
  type Ip,
  parseIp,
  parseMac,
} from '@vethscope/model';
import type { ReadEntry } from '../../source/wordListing.ts';
import { WordReader, wholeNumber } from '../../source/wordReader.ts';

/** `66:…:09 dev vxlan.calico dst 10.0.0.2 self permanent`, as print_fdb writes it: bridge/fdb.c. */
export function entryOfWords(
  words: readonly string[],
  device: string | undefined,
  evidence: Evidence,
): ReadEntry<FdbEntry> | undefined {
  const [first = '', ...rest] = words;
  const mac = parseMac(first);
  if (mac === undefined) return undefined;
  const draft: EntryDraft = { numbers: {}, device, flags: [], leftOut: [] };
  const reader = new WordReader(rest);
  for (let word = reader.next(); word !== undefined; word = reader.next()) {
    readWord(draft, word, reader);
  }
  const { numbers, destination, master, via, state, flags, age, leftOut } = draft;
  if (draft.device === undefined) return undefined;
  const entry = {
    mac,
    device: draft.device,
    ...(master !== undefined && { master }),
    ...(destination !== undefined && { destination }),
    ...numbers,
    ...(via !== undefined && { via }),
    ...(state !== undefined && { state }),
    flags,
    ...(age && { age }),
    evidence,
  };
  return { record: entry, leftOut };
}

interface EntryDraft {
  readonly numbers: { -readonly [K in NumberField]?: number };
  device: string | undefined;
  master?: string | undefined;
  destination?: Ip;
  via?: string | undefined;
  state?: string;
  age?: FdbAge;
  readonly flags: string[];
  readonly leftOut: string[];
}

type NumberField = 'vlan' | 'vni' | 'sourceVni' | 'port' | 'nexthopId';

function readWord(draft: EntryDraft, word: string, reader: WordReader): void {
  const field = NUMBERS.get(word);
  if (field !== undefined) readNumber(draft, word, field, reader);
  else if (word === 'dev') draft.device = reader.next();
  else if (word === 'dst') readDestination(draft, reader.next() ?? '');
  else if (word === 'via') draft.via = readVia(reader);
  else if (word === 'master') readMaster(draft, reader);
  else if (word === 'used') readAge(draft, reader.next() ?? '');
  else if (FLAGS.has(word)) draft.flags.push(word);
  else if (STATES.test(word)) draft.state = word;
  else draft.leftOut.push(word);
}

function readNumber(draft: EntryDraft, word: string, field: NumberField, reader: WordReader): void {
  const printed = reader.next() ?? '';
  const number = wholeNumber(printed);
  if (number === undefined) draft.leftOut.push(word, printed);
  else draft.numbers[field] = number;
}

/** `used 3/1`, of `-s`: seconds since it was used, and since it was updated. */
function readAge(draft: EntryDraft, printed: string): void {
  const [used, updated, ...more] = printed.split('/').map(wholeNumber);
  if (used === undefined || updated === undefined || more.length > 0) {
    draft.leftOut.push('used', printed);
  } else {
    draft.age = { used, updated };
  }
}

function readDestination(draft: EntryDraft, printed: string): void {
  const destination = parseIp(printed);
  if (destination === undefined) draft.leftOut.push('dst', printed);
  else draft.destination = destination;
}

/** `via eth0`; `via ifindex 5` where the device is in another namespace. */
function readVia(reader: WordReader): string | undefined {
  const device = reader.next();
  return device === 'ifindex' ? `ifindex ${reader.next() ?? ''}` : device;
}

/** `master br0 permanent`; the flag `master` alone says that the bridge has the entry. */
function readMaster(draft: EntryDraft, reader: WordReader): void {
  const bridge = reader.peek();
  const isFlag =
    bridge === undefined || FLAGS.has(bridge) || STATES.test(bridge) || bridge === 'master';
  if (isFlag) draft.flags.push('master');
  else draft.master = reader.next();
}

const NUMBERS: ReadonlyMap<string, NumberField> = new Map([
  ['vlan', 'vlan'],
  ['vni', 'vni'],
  ['src_vni', 'sourceVni'],
  ['port', 'port'],
  ['nhid', 'nexthopId'],
]);

const FLAGS: ReadonlySet<string> = new Set([
  'self',
  'router',
  'extern_learn',
  'offload',
  'sticky',
  'locked',
  'added_by_user',
]);

/** No word at all: learned, and seen lately. */
const STATES = /^(permanent|static|stale|reachable|state=0x[\da-f]+)$/;
