import type { FdbEntry } from '@vethscope/model';
import { itemsAt, numberAt, textAt } from '../../source/jsonFields.ts';
import { jsonLines, looksLikeJson, readJsonArray } from '../../source/jsonSource.ts';
import { type Origin, type Parsed, SourceLines } from '../../source/sourceLines.ts';
import { wordsOf } from '../../source/wordReader.ts';
import { entryOfWords } from './entryOfWords.ts';
import { fdbRequestOf } from './request.ts';

/** Reads what `bridge fdb` prints, as text or as JSON. */
export function parseFdb(
  text: string,
  origin: Origin | undefined,
  argv: readonly string[],
): Parsed<FdbEntry> {
  const device = fdbRequestOf(argv)?.device;
  const isJson = looksLikeJson(text);
  const source = isJson ? jsonLines(text, origin) : new SourceLines(text, origin);
  const listed = isJson ? jsonEntries(source) : textEntries(source);
  const entries = listed.flatMap(({ words, from, to }) => {
    const read = entryOfWords(words, device, source.evidence(from, to));
    if (read === undefined) {
      if (isJson) source.unrecognized(from, 'an element that is not a forwarding entry', to);
      return [];
    }
    source.understood(from, to);
    if (read.leftOut.length > 0) {
      source.report(from, 'info', `not kept of a forwarding entry: ${read.leftOut.join(' ')}`, to);
    }
    return [read.entry];
  });
  return source.finish(entries, '`bridge fdb` output');
}

interface ListedEntry {
  readonly words: readonly string[];
  readonly from: number;
  readonly to: number;
}

function textEntries(source: SourceLines): readonly ListedEntry[] {
  return source.lines.flatMap((line, i) =>
    source.isSettled(i) ? [] : [{ words: wordsOf(line), from: i, to: i }],
  );
}

function jsonEntries(source: SourceLines): readonly ListedEntry[] {
  return readJsonArray(source).map(({ value, from, to }) => ({
    words: wordsOfObject(value),
    from,
    to,
  }));
}

/** The words that text has for an object of `bridge -j fdb`. */
function wordsOfObject(entry: unknown): readonly string[] {
  const values = PAIRS.flatMap(([key, word]) => {
    const value = textAt(entry, key) ?? numberAt(entry, key);
    return value === undefined ? [] : [word, String(value)];
  });
  const flags = itemsAt(entry, 'flags').filter((flag) => typeof flag === 'string');
  const state = textAt(entry, 'state');
  return [textAt(entry, 'mac') ?? '', ...values, ...flags, ...(state === undefined ? [] : [state])];
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
