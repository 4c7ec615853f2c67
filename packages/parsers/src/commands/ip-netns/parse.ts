import type { NetnsName } from '@vethscope/model';
import { numberAt, textAt } from '../../source/jsonFields.ts';
import { jsonLines, looksLikeJson, readJsonDocument } from '../../source/jsonSource.ts';
import { type Origin, type Parsed, SourceLines } from '../../source/sourceLines.ts';
import { type NetnsRequest, netnsRequestOf } from './request.ts';

export interface ParsedNames extends Parsed<NetnsName> {
  /** All that was printed was read: if it is nothing, there are no names. */
  readonly isWhole: boolean;
}

/**
 * Reads the names under /run/netns as `ip netns` prints them (iproute2's ipnetns.c), text or JSON,
 * and as `ls` does.
 */
export function parseNetnsNames(
  text: string,
  origin: Origin | undefined,
  argv: readonly string[],
): ParsedNames {
  if (looksLikeJson(text)) return parseJson(jsonLines(text, origin));
  const source = new SourceLines(text, origin);
  const read = READERS[netnsRequestOf(argv) ?? 'list'];
  const records: NetnsName[] = [];
  ignoreStaleNames(source);
  for (const [i, line] of source.lines.entries()) {
    const names = source.isSettled(i) ? undefined : read(line);
    if (names === undefined || !names.every(({ name }) => isFileName(name))) continue;
    source.understood(i);
    records.push(...names.map((name) => ({ ...name, evidence: source.evidence(i) })));
  }
  const parsed = source.finish(records, 'a name of a network namespace');
  return { ...parsed, isWhole: records.length > 0 || parsed.coverage.unrecognized === 0 };
}

/** What standard error says of each name that leads nowhere, without telling which; merged in. */
function ignoreStaleNames(source: SourceLines): void {
  const stale = source.lines.flatMap((line, i) =>
    /^\s*Error: Peer netns reference is invalid\.?\s*$/.test(line) ? [i] : [],
  );
  for (const line of stale) source.ignored(line);
  const message =
    'Error: Peer netns reference is invalid: a name under /run/netns leads to no namespace any more';
  if (stale[0] !== undefined) source.report(stale[0], 'warning', message);
}

type Name = Omit<NetnsName, 'evidence'>;

const READERS: Readonly<Record<NetnsRequest, (line: string) => readonly Name[] | undefined>> = {
  list: readListed,
  'list-id': readListedById,
  ls: readListedFiles,
};

// 21d70161-a16f-4d54-be99-e88c83e06a79 (id: 5)
function readListed(line: string): readonly Name[] | undefined {
  const [, name, nsid] = /^\s*(\S+)(?:\s+\(id: (\d{1,10})\))?\s*$/.exec(line) ?? [];
  if (name === undefined) return undefined;
  return [{ name, ...(nsid !== undefined && { nsid: Number(nsid) }) }];
}

// nsid 0 (iproute2 netns name: blue)
function readListedById(line: string): readonly Name[] | undefined {
  const [, nsid, name] =
    /^\s*nsid (\d{1,10})(?: current-nsid \d+)?(?: \(iproute2 netns name: (\S+)\))?\s*$/.exec(
      line,
    ) ?? [];
  if (nsid === undefined) return undefined;
  return name === undefined ? [] : [{ name, nsid: Number(nsid) }];
}

// `blue  red`, or with -l `-r--r--r-- 1 root root 0 Jan  1 00:00 blue`
function readListedFiles(line: string): readonly Name[] | undefined {
  const words = line.trim().split(/\s+/);
  if (words[0] === 'total') return [];
  const isLong = words.some((word) => /^[-dlbcps][-rwxsStT]{9}[.+@]?$/.test(word));
  const names = isLong ? words.slice(-1) : words;
  return names.filter((name) => name !== '.' && name !== '..').map((name) => ({ name }));
}

/** What may be a file under /run/netns, and what junk is none. */
function isFileName(name: string): boolean {
  return name.length <= 255 && !/[/\p{Cc}\uFFFD]/u.test(name) && name !== '.' && name !== '..';
}

// [{"name":"blue","id":0},{"name":"red"}]
function parseJson(source: SourceLines): ParsedNames {
  const { root, items } = readJsonDocument(source, []);
  const records = items.flatMap(({ value, from, to }) => {
    const name = textAt(value, 'name');
    const nsid = numberAt(value, 'id');
    if (name === undefined) {
      source.unrecognized(from, 'an element without a name', to);
      return [];
    }
    return [{ name, ...(nsid !== undefined && { nsid }), evidence: source.evidence(from, to) }];
  });
  const parsed = source.finish(records, 'names of network namespaces in JSON');
  return { ...parsed, isWhole: Array.isArray(root) };
}
