import { fieldAt, itemsAt, numberAt, textAt } from '../../source/jsonFields.ts';
import { readJsonArray } from '../../source/jsonSource.ts';
import type { SourceLines } from '../../source/sourceLines.ts';
import { type PlacedDraft, readMoreWords, readRouteWords } from './routeWords.ts';

/**
 * Reads the array of `ip -j route`. Each object is put into the words that the text form has, so
 * that both forms give the same route.
 */
export function readJsonRoutes(
  source: SourceLines,
  given: readonly string[],
): readonly PlacedDraft[] {
  return readJsonArray(source).flatMap(({ value, from, to }) => {
    const encap = textAt(value, 'encap');
    if (encap === 'ip' || encap === 'ip6') {
      const message = `\`ip -j\` prints two fields "dst" for encap ${encap}, so the destination is lost; capture the text form`;
      source.unsupported(from, message, 'warning', to);
      return [];
    }
    const draft = readRouteWords(headOf(value), given);
    if (draft === undefined) {
      source.unrecognized(from, 'an element that is not a route: no destination', to);
      return [];
    }
    readMoreWords(draft, bodyOf(value));
    for (const hop of itemsAt(value, 'nexthops')) readMoreWords(draft, ['nexthop', ...bodyOf(hop)]);
    return [{ draft, from, to }];
  });
}

function headOf(route: unknown): readonly string[] {
  const type = textAt(route, 'type');
  return [...(type === undefined ? [] : [type]), textAt(route, 'dst') ?? ''];
}

/** The words of a route or of one of its next hops. */
function bodyOf(value: unknown): readonly string[] {
  if (textAt(value, 'encap') !== undefined) return [...encapWords(value), ...plainWords(value)];
  return [...plainWords(value), ...keysOf(value).filter(isUnknown).flatMap(pairOf(value))];
}

function plainWords(value: unknown): readonly string[] {
  return [
    ...KEYS.flatMap(([key, word]) => wordWith(word, fieldAt(value, key))),
    ...gatewayWords(value),
    ...realmWords(value),
    ...timeWords(value),
    ...itemsAt(value, 'metrics').flatMap(metricWords),
    ...itemsAt(value, 'flags').flatMap(scalarText),
  ];
}

/** JSON keys and the words that stand for them in text. */
const KEYS: readonly (readonly [key: string, word: string])[] = [
  ['from', 'from'],
  ['nhid', 'nhid'],
  ['gateway', 'via'],
  ['dev', 'dev'],
  ['weight', 'weight'],
  ['table', 'table'],
  ['protocol', 'proto'],
  ['scope', 'scope'],
  ['prefsrc', 'src'],
  ['metric', 'metric'],
  ['tos', 'tos'],
  ['pref', 'pref'],
  ['mark', 'mark'],
  ['iif', 'iif'],
  ['users', 'users'],
  ['used', 'used'],
  ['error', 'error'],
];

const KNOWN: ReadonlySet<string> = new Set([
  ...KEYS.map(([key]) => key),
  'type',
  'dst',
  'via',
  'flow',
  'expires',
  'age',
  'metrics',
  'flags',
  'nexthops',
  'nh_info',
  'encap',
]);

function isUnknown(key: string): boolean {
  return !KNOWN.has(key);
}

/** `"via": { "family": "inet6", "host": "fe80::1" }` */
function gatewayWords(value: unknown): readonly string[] {
  const host = textAt(value, 'via', 'host');
  return host === undefined ? [] : ['via', textAt(value, 'via', 'family') ?? '', host];
}

/** `"flow": { "from": "3", "to": "4" }` is `realms 3/4`. */
function realmWords(value: unknown): readonly string[] {
  const to = textAt(value, 'flow', 'to');
  const from = textAt(value, 'flow', 'from');
  if (to === undefined) return [];
  return from === undefined ? ['realm', to] : ['realms', `${from}/${to}`];
}

function timeWords(value: unknown): readonly string[] {
  return ['expires', 'age'].flatMap((key) => {
    const seconds = numberAt(value, key);
    return seconds === undefined ? [] : [key, `${seconds}sec`];
  });
}

/** `{ "mtu": 1400, "ecn": null, "rto_min": 40, "congestion": "reno" }` */
function metricWords(metrics: unknown): readonly string[] {
  return keysOf(metrics).flatMap((key) => {
    const milliseconds = numberAt(metrics, key);
    if (key === 'ecn' || key === 'tcp_usec_ts') return ['features', key];
    if (/^(rtt|rttvar|rto_min)$/.test(key) && milliseconds !== undefined) {
      return [key, milliseconds < 1000 ? `${milliseconds}ms` : `${milliseconds / 1000}s`];
    }
    return wordWith(key === 'congestion' ? 'congctl' : key, fieldAt(metrics, key));
  });
}

/** `"encap": "seg6", "mode": "encap", "segs": [ "fc00::1" ]`: its keys stand beside the route's. */
function encapWords(value: unknown): readonly string[] {
  const own = keysOf(value).filter(isUnknown).flatMap(pairOf(value));
  return ['encap', textAt(value, 'encap') ?? '', ...own];
}

function pairOf(value: unknown): (key: string) => readonly string[] {
  return (key) => {
    const found = fieldAt(value, key);
    if (found === undefined) return [key];
    return [key, Array.isArray(found) ? found.flatMap(scalarText).join(',') : textOf(found)];
  };
}

function wordWith(word: string, value: unknown): readonly string[] {
  return scalarText(value).flatMap((text) => [word, text]);
}

function scalarText(value: unknown): readonly string[] {
  return typeof value === 'string' || typeof value === 'number' ? [String(value)] : [];
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
}

function keysOf(value: unknown): readonly string[] {
  return typeof value === 'object' && value !== null ? Object.keys(value) : [];
}
