import type { CaptureIndex } from '../../view/captureIndex.ts';
import type { KeyedFinding } from './findingKeys.ts';

/** By element: what is about it, or about something inside of it, in the findings' order. */
export type FindingsAt = (id: string) => readonly KeyedFinding[];

export function indexFindings(findings: readonly KeyedFinding[], index: CaptureIndex): FindingsAt {
  const found = new Map<string, KeyedFinding[]>();
  for (const finding of findings) {
    const places = new Set(finding.subjects.flatMap((id) => [id, ...surroundings(index, id)]));
    for (const place of places) {
      const known = found.get(place);
      if (known) known.push(finding);
      else found.set(place, [finding]);
    }
  }
  return (id) => found.get(id) ?? [];
}

/** What an element is in; of an edge its ends and what they are in. */
function surroundings(index: CaptureIndex, id: string): readonly string[] {
  const edge = index.edge(id);
  if (edge) return [edge.source, edge.target].flatMap((end) => [end, ...surroundings(index, end)]);
  return [index.netnsOf(id)?.id, index.machineOf(id)?.id].flatMap((place) => place ?? []);
}
