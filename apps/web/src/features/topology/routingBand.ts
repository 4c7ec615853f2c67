import type { Box, Layout, Point } from '@vethscope/model';

/** A band of routing can be in pieces, between which wires pass: it is one place all the same. */
export function withWholeBands({ boxes }: Layout, passed: readonly string[]): readonly string[] {
  const ids = new Set(passed);
  const hosts = new Set(boxes.filter(({ id }) => ids.has(id)).flatMap(bandOf));
  const pieces = boxes.filter((box) => bandOf(box).some((host) => hosts.has(host)));
  return [...new Set([...passed, ...pieces.map(({ id }) => id)])];
}

/** The piece that the last arrow leads to, where a way ends at a band of several. */
export function pieceAt({ boxes }: Layout, end: string, arrow: Point | undefined): string {
  const box = boxes.find(({ id }) => id === end);
  const [host] = box ? bandOf(box) : [];
  if (host === undefined || !arrow) return end;
  const piece = boxes.find(
    (one) => bandOf(one).includes(host) && one.x <= arrow.x && arrow.x <= one.x + one.width,
  );
  return piece?.id ?? end;
}

/** Whose routing a box is a piece of. */
function bandOf({ role, element }: Box): readonly string[] {
  return role === 'routing' && element !== undefined ? [element] : [];
}
