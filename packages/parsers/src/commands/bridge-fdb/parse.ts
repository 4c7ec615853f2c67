import type { FdbEntry } from '@vethscope/model';
import { itemsAt, numberAt, textAt } from '../../source/jsonFields.ts';
import type { Origin, Parsed } from '../../source/sourceLines.ts';
import { parseWordListing } from '../../source/wordListing.ts';
import { entryOfWords } from './entryOfWords.ts';
import { fdbRequestOf } from './request.ts';

/** Reads what `bridge fdb` prints, as text or as JSON. */
export function parseFdb(
  text: string,
  origin: Origin | undefined,
  argv: readonly string[],
): Parsed<FdbEntry> {
  const device = fdbRequestOf(argv)?.device;
  return parseWordListing(text, origin, {
    expected: '`bridge fdb` output',
    entry: 'a forwarding entry',
    wordsOfObject,
    read: (words, evidence) => entryOfWords(words, device, evidence),
  });
}

/** The words that text has for an object of `bridge -j fdb`. */
function wordsOfObject(entry: unknown): readonly string[] {
  const values = PAIRS.flatMap(([key, word]) => {
    const value = textAt(entry, key) ?? numberAt(entry, key);
    return value === undefined ? [] : [word, String(value)];
  });
  const flags = itemsAt(entry, 'flags').filter((flag) => typeof flag === 'string');
  const state = textAt(entry, 'state');
  const [used, updated] = [numberAt(entry, 'used'), numberAt(entry, 'updated')];
  return [
    textAt(entry, 'mac') ?? '',
    ...values,
    ...(used === undefined || updated === undefined ? [] : ['used', `${used}/${updated}`]),
    ...flags,
    ...(state === undefined ? [] : [state]),
  ];
}

/** JSON keys and the words that text has for them. Older iproute2 calls `ifname` `dev`. */
const PAIRS: readonly (readonly [key: string, word: string])[] = [
  ['ifname', 'dev'],
  ['dev', 'dev'],
  ['dst', 'dst'],
  ['vlan', 'vlan'],
  ['port', 'port'],
  ['vni', 'vni'],
  ['src_vni', 'src_vni'],
  ['nhid', 'nhid'],
  ['viaIf', 'via'],
  ['linkNetNsId', 'link-netnsid'],
  ['master', 'master'],
];
