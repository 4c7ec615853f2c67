import type { Box, Layout } from '@vethscope/model';
import { textIds } from './elements.ts';

/** Everything else, but the boxes that what is passed stands in. */
export function dimmedBut(layout: Layout, passed: readonly string[]): readonly string[] {
  if (passed.length === 0) return [];
  const boxes = new Map(layout.boxes.map((box) => [box.id, box]));
  const kept = new Set(passed);
  for (const id of passed) {
    for (let box = boxes.get(id); box?.parent !== undefined; box = boxes.get(box.parent)) {
      kept.add(box.parent);
    }
  }
  const isDimmed = ({ id }: Pick<Box, 'id'>) => !kept.has(id);
  return [
    ...layout.boxes.filter(isDimmed).flatMap((box) => [box.id, ...textIds(box)]),
    ...layout.wires.filter(isDimmed).map(({ id }) => id),
    ...layout.stubs.filter(isDimmed).map(({ id }) => id),
  ];
}
