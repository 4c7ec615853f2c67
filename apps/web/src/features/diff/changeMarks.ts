import type { Id, Layout, RecordsDiff, TopologyDiff } from '@vethscope/model';
import { textIds } from '../topology/elements.ts';
import type { PictureIndex } from '../topology/pictureIndex.ts';
import { SHOWN_AS_ELEMENTS, TOLD_BY_RECORDS } from './changeEntries.ts';

/** Ids of the picture's elements by what became of them. */
export interface ChangeMarks {
  readonly came: readonly string[];
  /** Also what stands for others that changed: a group that is closed, a node in the overview. */
  readonly altered: readonly string[];
  /** With their texts. */
  readonly went: readonly string[];
  /** What is the same, where only changes are asked for. */
  readonly same: readonly string[];
  /** How many changes there are in what stands for others. */
  readonly counts: ReadonlyMap<string, number>;
}

export function changeMarks(
  diff: TopologyDiff | undefined,
  records: RecordsDiff | undefined,
  layout: Layout,
  picture: PictureIndex,
): ChangeMarks {
  const came = new Set(diff?.added.flatMap(({ id }) => picture.own(id)));
  const went = new Set(diff?.removed.flatMap(({ id }) => picture.own(id)));
  const counts = new Map<string, number>();
  const told = records?.changes.filter(({ kind }) => !SHOWN_AS_ELEMENTS.has(kind)) ?? [];
  for (const id of [...undrawn(diff, picture), ...told.map((record) => record.id)]) {
    const [box] = picture.idsOf(id);
    if (box !== undefined) counts.set(box, (counts.get(box) ?? 0) + 1);
  }
  const altered = new Set([
    ...(diff?.changed.flatMap(({ id }) => picture.own(id)) ?? []),
    ...counts.keys(),
  ]);
  const texts = layout.boxes.filter(({ id }) => went.has(id)).flatMap(textIds);
  return {
    came: [...came],
    altered: [...altered].filter((id) => !came.has(id) && !went.has(id)),
    went: [...went, ...texts],
    same: [],
    counts: new Map([...counts].filter(([id]) => !came.has(id) && !went.has(id))),
  };
}

/** What changed inside of something that stands for it: links apart, they are told of by their ends. */
function undrawn(diff: TopologyDiff | undefined, picture: PictureIndex): readonly Id[] {
  if (!diff) return [];
  const changed = diff.changed.filter(({ fields }) =>
    fields.some(({ field }) => !TOLD_BY_RECORDS.has(field)),
  );
  return [...diff.added, ...diff.removed, ...changed.map(({ after }) => after)]
    .filter((element) => !('clusterIps' in element || 'source' in element))
    .map(({ id }) => id)
    .filter((id) => picture.own(id).length === 0);
}
