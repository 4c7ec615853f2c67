import type { FindingsDiff } from '@vethscope/findings';
import { RECORD_WORDS, type RecordChange, type RecordsDiff } from '@vethscope/model';
import type { OpenCapture } from '../../view/CaptureContext.tsx';
import { elementTitle } from '../../view/names.ts';
import {
  type ChangeEntry,
  elementEntries,
  notShownAsElements,
  recordEntries,
} from './changeEntries.ts';
import type { Comparison } from './compareCaptures.ts';
import { findingEntries } from './findingEntries.ts';
import { unknownLines } from './unknownLines.ts';

/** The list of changes, flattened: headings, entries below them. */
export type ChangeRow =
  | {
      readonly kind: 'heading';
      readonly key: string;
      readonly title: string;
      readonly count: number;
    }
  | { readonly kind: 'entry'; readonly key: string; readonly entry: ChangeEntry }
  /** What could not be compared, and why. */
  | { readonly kind: 'unknown'; readonly key: string; readonly text: string };

/** Entries under one heading. */
export interface ChangeGroup {
  readonly title: string;
  readonly entries: readonly ChangeEntry[];
}

/** Findings, elements, then records by place and kind. */
export function changeGroups(
  comparison: Comparison,
  records: RecordsDiff | undefined,
  findings: FindingsDiff | undefined,
): readonly ChangeGroup[] {
  const elements = elementEntries(comparison.diff, comparison);
  const others = notShownAsElements(records?.changes ?? [], elements);
  return [
    { title: 'Findings', entries: findings ? findingEntries(findings) : [] },
    { title: 'In the picture', entries: elements },
    ...recordGroups(others, comparison.after),
  ].filter(({ entries }) => entries.length > 0);
}

function recordGroups(
  records: readonly RecordChange[],
  { index }: OpenCapture,
): readonly ChangeGroup[] {
  const groups = new Map<string, { title: string; records: RecordChange[] }>();
  for (const record of records) {
    const key = `${record.id} ${record.kind}`;
    const element = index.node(record.id);
    const place = element ? elementTitle(index, element) : record.id;
    const group = groups.get(key) ?? {
      title: `${place}: ${RECORD_WORDS[record.kind]}`,
      records: [],
    };
    group.records.push(record);
    groups.set(key, group);
  }
  return [...groups.values()].map((group) => ({
    title: group.title,
    entries: recordEntries(group.records),
  }));
}

/** How many changes there are of each category, in the order in which they are listed. */
export function categoriesOf(groups: readonly ChangeGroup[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { category } of groups.flatMap(({ entries }) => entries)) {
    counts.set(category, (counts.get(category) ?? 0) + 1);
  }
  return counts;
}

export interface ChangeFilter {
  /** In any case, anywhere in an entry. */
  readonly text: string;
  /** Empty: all. */
  readonly categories: ReadonlySet<string>;
}

export function changeRows(
  groups: readonly ChangeGroup[],
  { text, categories }: ChangeFilter,
): readonly ChangeRow[] {
  const wanted = text.trim().toLowerCase();
  const isShown = (entry: ChangeEntry, title: string) =>
    (categories.size === 0 || categories.has(entry.category)) &&
    (wanted === '' || wordsOf(entry, title).includes(wanted));
  return groups.flatMap(({ title, entries }): readonly ChangeRow[] => {
    const shown = entries.filter((entry) => isShown(entry, title));
    if (shown.length === 0) return [];
    return [
      { kind: 'heading', key: `heading ${title}`, title, count: shown.length },
      ...shown.map((entry) => ({ kind: 'entry' as const, key: entry.key, entry })),
    ];
  });
}

function wordsOf({ title, was = '', details }: ChangeEntry, heading: string): string {
  return [heading, title, was, ...details].join('\n').toLowerCase();
}

/** Never shown as gone: at the list's end, whatever it is filtered by. */
export function unknownRows(
  comparison: Comparison,
  records: RecordsDiff | undefined,
  findings: FindingsDiff | undefined,
): readonly ChangeRow[] {
  const lines = unknownLines(
    comparison,
    records?.incomparable ?? [],
    findings?.unknown ?? { before: [], after: [] },
  );
  if (lines.length === 0) return [];
  return [
    { kind: 'heading', key: 'unknown', title: 'Could not be compared', count: lines.length },
    ...lines.map((text) => ({ kind: 'unknown' as const, key: `unknown ${text}`, text })),
  ];
}
