import { wordsOf } from '../../../source/wordReader.ts';
import { readAddress, readLifetimes } from '../address.ts';
import { openLink } from '../openLink.ts';
import { type CounterHeading, readCounterHeading } from '../statistics.ts';
import { pairsOfKind } from './pairsOfKind.ts';
import type { PrintedAt, PrintedField } from './printedFields.ts';
import { type Pair, pairsOf } from './wordPairs.ts';

/** The lines that `print_linkinfo` of iproute2's ipaddress.c prints of one link. */
export function fieldsOfText(
  lines: readonly string[],
  { line: first, name }: PrintedAt,
): readonly PrintedField[] {
  const state: State = { fields: [], line: first, isOwn: false };
  for (const [i, text] of lines.entries()) {
    state.line = first + i;
    // -o joins a link's lines with a backslash.
    for (const part of text.includes('\\') ? text.split(/\\(?=\s)/) : [text]) {
      const header = openLink(part, i);
      if (header) {
        state.isOwn = header.name === name;
        if (state.isOwn) readHeader(state, part);
      } else if (state.isOwn) readPart(state, part);
    }
  }
  return state.fields;
}

interface State {
  readonly fields: PrintedField[];
  line: number;
  /** The lines are those of the link that was asked for. */
  isOwn: boolean;
  /** What the numbers on the next line are. */
  heading?: CounterHeading | undefined;
  /** `vf 0`: the counters that follow are this function's. */
  virtualFunction?: string;
}

// 2: eth0@if5: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc noqueue state UP group default
function readHeader(state: State, text: string): void {
  const [, index = '', name = '', flags = '', rest = ''] =
    /^\s*(\d+):\s+([^\s:]+):\s+<([^<>]*)>(.*)$/.exec(text) ?? [];
  add(state, 'link', [
    { name: 'ifindex', value: index },
    { name: 'ifname', value: name },
    { name: 'flags', value: flags.replaceAll(',', ' ') },
    ...pairsOf(wordsOf(rest)),
  ]);
}

function readPart(state: State, text: string): void {
  const words = wordsOf(text);
  const [first, ...rest] = words;
  if (first === undefined || isAddress(words, text)) return;
  if (readCounters(state, text, words)) return;
  const [, slave] = /^([a-z][a-z0-9-]*)_slave$/.exec(first) ?? [];
  if (first.startsWith('link/')) add(state, 'link', linkLine(words));
  else if (first === 'altname') add(state, 'link', [{ name: first, value: rest.join(' ') }]);
  else if (first === 'alias') add(state, 'link', [{ name: first, value: behind(text, first) }]);
  else if (first.startsWith('prog/')) add(state, 'link', [{ name: first, value: rest.join(' ') }]);
  else if (first === 'vf') readFunction(state, rest);
  else if (slave !== undefined) addDetails(state, 'port', slave, rest);
  else if (hasField(state, 'kind')) addDetails(state, 'kind', undefined, words);
  else addDetails(state, 'kind', first, rest);
}

//     link/ether 6e:ce:a9:a6:c0:4c brd ff:ff:ff:ff:ff:ff link-netns cni-1 promiscuity 0
function linkLine([type = '', ...words]: readonly string[]): readonly Pair[] {
  const hasAddress = /^[0-9a-f]{1,4}[:.]/i.test(words[0] ?? '');
  return [
    { name: 'link', value: type.slice('link/'.length) },
    ...(hasAddress ? [{ name: 'address', value: words[0] ?? '' }] : []),
    ...pairsOf(hasAddress ? words.slice(1) : words),
  ];
}

/** What `-d` prints behind a kind's own words, or its master's, is about the link again. */
function addDetails(
  state: State,
  part: 'kind' | 'port',
  kind: string | undefined,
  words: readonly string[],
): void {
  const joined = words.flatMap((word) =>
    // link_iptnl.c forgets the space.
    word === 'externaladdrgenmode' ? ['external', 'addrgenmode'] : [word],
  );
  const end = joined.findIndex((word) => word === 'addrgenmode' || word === 'numtxqueues');
  const own = end < 0 ? joined : joined.slice(0, end);
  if (kind !== undefined) add(state, part, [{ name: 'kind', value: kind }]);
  const known = kind ?? kindOf(state);
  add(state, part, pairsOfKind(part, known, own));
  if (end >= 0) add(state, 'link', pairsOf(joined.slice(end)));
}

function kindOf({ fields }: State): string {
  return fields.find(({ part, name }) => part === 'kind' && name === 'kind')?.value ?? '';
}

//     vf 0     link/ether 02:00:00:00:00:01 brd ff:ff:ff:ff:ff:ff, spoof checking on, trust off
function readFunction(state: State, [index = '', ...words]: readonly string[]): void {
  state.virtualFunction = `vf ${index}`;
  add(state, 'function', [{ name: state.virtualFunction, value: words.join(' ') }]);
}

//     RX:  bytes packets errors dropped  missed   mcast
//          200       2      0       0       0       0
function readCounters(state: State, text: string, words: readonly string[]): boolean {
  const { heading, virtualFunction } = state;
  state.heading = readCounterHeading(text);
  if (state.heading) return true;
  if (!heading || !words.every((word) => /^[\d.]+[kMGTPE]?i?$/.test(word))) return false;
  const owner = virtualFunction === undefined ? '' : `${virtualFunction} `;
  add(
    state,
    virtualFunction === undefined ? 'statistics' : 'function',
    words.map((value, i) => ({
      name: `${owner}${heading.direction} ${heading.names[i] ?? i + 1}`,
      value,
    })),
  );
  return true;
}

function isAddress(words: readonly string[], text: string): boolean {
  return (
    readLifetimes(text) !== undefined ||
    readAddress(words, { file: '', line: 1, endLine: 1 }) !== undefined
  );
}

function behind(text: string, word: string): string {
  return text.slice(text.indexOf(word) + word.length).trim();
}

function hasField({ fields }: State, wanted: PrintedField['part']): boolean {
  return fields.some(({ part }) => part === wanted);
}

function add({ fields, line }: State, part: PrintedField['part'], pairs: readonly Pair[]): void {
  for (const pair of pairs) fields.push({ part, ...pair, line });
}
