/** Something to be put on a line: how wide it is, and where its middle would best be. */
export interface Wish {
  readonly width: number;
  readonly middle: number;
}

/**
 * Left ends for boxes in the given order, `gap` apart at least, each as near to its wish as the
 * others let it (least squares: the pool-adjacent-violators algorithm).
 */
export function placeNear(wishes: readonly Wish[], gap: number): readonly number[] {
  const offsets: number[] = [];
  let offset = 0;
  for (const { width } of wishes) {
    offsets.push(offset);
    offset += width + gap;
  }
  // With the offsets taken off, the left ends only have to be in order.
  const pools: { sum: number; count: number }[] = [];
  for (const [i, { width, middle }] of wishes.entries()) {
    let pool = { sum: middle - width / 2 - (offsets[i] ?? 0), count: 1 };
    let previous = pools.at(-1);
    while (previous && previous.sum / previous.count > pool.sum / pool.count) {
      pool = { sum: pool.sum + previous.sum, count: pool.count + previous.count };
      pools.pop();
      previous = pools.at(-1);
    }
    pools.push(pool);
  }
  const lefts: number[] = [];
  for (const { sum, count } of pools) {
    for (let i = 0; i < count; i++) {
      lefts.push(Math.round(sum / count) + (offsets[lefts.length] ?? 0));
    }
  }
  return lefts;
}
