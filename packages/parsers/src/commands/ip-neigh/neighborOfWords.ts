import {
  type Evidence,
  ipFamily,
  type Mac,
  type Neighbor,
  parseIp,
  parseMac,
} from '@vethscope/model';
import type { ReadEntry } from '../../source/wordListing.ts';
import { WordReader } from '../../source/wordReader.ts';

/** `10.0.0.2 dev eth0 lladdr 02:…:02 REACHABLE`, as print_neigh writes it: ip/ipneigh.c. */
export function neighborOfWords(
  words: readonly string[],
  device: string | undefined,
  evidence: Evidence,
): ReadEntry<Neighbor> | undefined {
  const [first = '', ...rest] = words;
  const address = parseIp(first);
  if (address === undefined) return undefined;
  const draft: NeighborDraft = { device, states: [], flags: [], leftOut: [] };
  const reader = new WordReader(rest);
  for (let word = reader.next(); word !== undefined; word = reader.next()) {
    readWord(draft, word, reader);
  }
  const { states, flags, mac, origin, leftOut } = draft;
  const isEntry = states.length > 0 || flags.length > 0;
  if (draft.device === undefined || !isEntry) return undefined;
  const neighbor = {
    family: ipFamily(address),
    address,
    device: draft.device,
    ...(mac !== undefined && { mac }),
    states,
    flags,
    ...(origin !== undefined && { origin }),
    evidence,
  };
  return { record: neighbor, leftOut };
}

interface NeighborDraft {
  device: string | undefined;
  mac?: Mac;
  origin?: string | undefined;
  readonly states: string[];
  readonly flags: string[];
  readonly leftOut: string[];
}

function readWord(draft: NeighborDraft, word: string, reader: WordReader): void {
  if (word === 'dev') draft.device = reader.next();
  else if (word === 'lladdr') readLinkAddress(draft, reader.next() ?? '');
  else if (word === 'proto') draft.origin = reader.next();
  else if (STATISTICS.has(word)) readStatistic(reader);
  else if (FLAGS.has(word)) draft.flags.push(word);
  else if (STATES.test(word)) draft.states.push(...word.split(','));
  else draft.leftOut.push(word);
}

/** `used 3/3/3 probes 4` is two pairs, `used 3/3/3probes 4` one word and its two values. */
function readStatistic(reader: WordReader): void {
  if (reader.next()?.endsWith('probes')) reader.next();
}

function readLinkAddress(draft: NeighborDraft, text: string): void {
  const mac = parseMac(text);
  if (mac === undefined) draft.leftOut.push('lladdr', text);
  else draft.mac = mac;
}

/** Of `-s`. */
const STATISTICS: ReadonlySet<string> = new Set(['ref', 'used', 'probes']);

/** NUD_*, several joined by commas. */
const STATES =
  /^(NONE|INCOMPLETE|REACHABLE|STALE|DELAY|PROBE|FAILED|NOARP|PERMANENT)(,(NONE|INCOMPLETE|REACHABLE|STALE|DELAY|PROBE|FAILED|NOARP|PERMANENT))*$/;

const FLAGS: ReadonlySet<string> = new Set([
  'router',
  'proxy',
  'managed',
  'extern_learn',
  'extern_valid',
  'offload',
]);
