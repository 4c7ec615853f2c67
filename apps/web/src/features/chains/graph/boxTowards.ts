import type { ChainBox } from './layoutChains.ts';

const WAYS = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
} as const;

/** The nearest box in the direction of an arrow key; `undefined` at the edge, and of other keys. */
export function boxTowards(
  boxes: readonly ChainBox[],
  from: ChainBox,
  key: string,
): ChainBox | undefined {
  const way = Object.entries(WAYS).find(([name]) => name === key)?.[1];
  if (!way) return undefined;
  let best: { readonly box: ChainBox; readonly cost: number } | undefined;
  for (const box of boxes) {
    const across = { x: box.x - from.x, y: box.y - from.y };
    const along = across.x * way.x + across.y * way.y;
    const aside = Math.abs(across.x * way.y) + Math.abs(across.y * way.x);
    // Boxes of one column share x: up and down stay in it.
    if (along <= 0 || (way.x === 0 && aside > 0)) continue;
    const cost = along + aside;
    if (!best || cost < best.cost) best = { box, cost };
  }
  return best?.box;
}
