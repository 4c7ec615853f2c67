import {
  type ChangedElement,
  changeWay,
  type Evidence,
  type KnownDiff,
  RECORD_WORDS,
  type RecordChange,
  type RecordKind,
  type TopologyEdge,
  type TopologyElement,
} from '@vethscope/model';
import type { OpenCapture } from '../../view/CaptureContext.tsx';
import { edgeTitle, elementTitle } from '../../view/names.ts';
import { EDGE_KINDS } from '../details/wording.ts';
import type { Change } from './ChangeSign.tsx';
import { fieldWords } from './changeWords.ts';
import type { Comparison } from './compareCaptures.ts';
import { elementCategory } from './elementCategory.ts';

/** One line of the list of changes. */
export interface ChangeEntry {
  readonly key: string;
  readonly change: Change;
  /** What it can be filtered by: `interfaces`, `routes`. */
  readonly category: string;
  readonly title: string;
  /** A text as a command prints it. */
  readonly isCode: boolean;
  /** What it was before, where the title is what it is now. */
  readonly was?: string;
  /** Further lines: `MTU: 1500 → 9000`. */
  readonly details: readonly string[];
  /** Element to select. Absent: it is about none. */
  readonly id?: string | undefined;
  readonly before: readonly Evidence[];
  readonly after: readonly Evidence[];
}

type Named = Pick<Comparison, 'before' | 'after'>;

/** Elements that came, went and changed, in this order. */
export function elementEntries(diff: KnownDiff, named: Named): readonly ChangeEntry[] {
  return [
    ...whole('came', diff.added, named.after),
    ...whole('went', diff.removed, named.before),
    ...diff.changed.flatMap((change) => changedEntry(change, named.after)),
  ];
}

/** Without links of which an end came or went with them: those are told of with that end. */
function whole(
  change: 'came' | 'went',
  elements: readonly TopologyElement[],
  of: OpenCapture,
): readonly ChangeEntry[] {
  const ids = new Set<string>(elements.map(({ id }) => id));
  const along = new Map<string, TopologyEdge[]>();
  const own = elements.filter((element) => {
    if (!('source' in element)) return true;
    const end = [element.source, element.target].find((id) => ids.has(id));
    if (end === undefined) return true;
    along.set(end, [...(along.get(end) ?? []), element]);
    return false;
  });
  return own.map((element) => ({
    key: `${change} ${element.id}`,
    change,
    category: elementCategory(element),
    title: titleOf(element, of),
    isCode: false,
    details: (along.get(element.id) ?? []).map((edge) => `with it: ${titleOf(edge, of)}`),
    id: element.id,
    before: change === 'went' ? element.evidence : [],
    after: change === 'came' ? element.evidence : [],
  }));
}

/** Fields that the records tell one by one. */
export const TOLD_BY_RECORDS: ReadonlySet<string> = new Set(['routes', 'chains']);

function changedEntry(
  { id, before, after, fields }: ChangedElement,
  of: OpenCapture,
): readonly ChangeEntry[] {
  const told = fields.filter(({ field }) => !TOLD_BY_RECORDS.has(field));
  if (told.length === 0) return [];
  return [
    {
      key: `altered ${id}`,
      change: 'altered',
      category: elementCategory(after),
      title: titleOf(after, of),
      isCode: false,
      details: told.map(fieldWords),
      ...{ id, before: before.evidence, after: after.evidence },
    },
  ];
}

export function titleOf(element: TopologyElement, { index }: Pick<OpenCapture, 'index'>): string {
  if ('source' in element) return `${EDGE_KINDS[element.kind].name}: ${edgeTitle(index, element)}`;
  if ('clusterIps' in element) return `${element.namespace}/${element.name}`;
  return elementTitle(index, element);
}

/** Records of one kind, in the order in which they are given. */
export function recordEntries(changes: readonly RecordChange[]): readonly ChangeEntry[] {
  return changes.map((record, i) => {
    const { id, kind, place, before, after } = record;
    const way = changeWay(record);
    const where = place === undefined ? [] : [place];
    const moved = `moved from place ${before?.number ?? '?'} to ${after?.number ?? '?'}`;
    return {
      key: `record ${id} ${kind} ${i}`,
      change: way === 'came' || way === 'went' ? way : 'altered',
      category: RECORD_WORDS[kind],
      title: (after ?? before)?.text ?? '',
      isCode: true,
      ...(way === 'changed' && before && { was: before.text }),
      details: [...where, ...(way === 'moved' ? [moved] : numberWords(record))],
      ...{ id, before: before?.evidence ?? [], after: after?.evidence ?? [] },
    };
  });
}

/** `rule 3`, of the capture that has it. */
function numberWords({ before, after }: RecordChange): readonly string[] {
  const number = (after ?? before)?.number;
  return number === undefined ? [] : [`rule ${number}`];
}

/** Kinds of which the elements of the picture show what came and went already. */
export const SHOWN_AS_ELEMENTS: ReadonlySet<RecordKind> = new Set([
  'link',
  'address',
  'netnsName',
  'pod',
  'service',
  'kubeNode',
]);

/** Without records whose lines prove a listed element that came or went, or changed with them. */
export function notShownAsElements(
  records: readonly RecordChange[],
  elements: readonly ChangeEntry[],
): readonly RecordChange[] {
  const lineOf = ({ file, line }: Evidence) => `${file}:${line}`;
  const before = new Set(elements.flatMap((entry) => entry.before.map(lineOf)));
  const after = new Set(elements.flatMap((entry) => entry.after.map(lineOf)));
  return records.filter((record) => {
    if (!SHOWN_AS_ELEMENTS.has(record.kind)) return true;
    const old = record.before?.evidence ?? [];
    const now = record.after?.evidence ?? [];
    return !(
      old.every((line) => before.has(lineOf(line))) && now.every((line) => after.has(lineOf(line)))
    );
  });
}
