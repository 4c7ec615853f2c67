import type { Jog } from './router.ts';

/** Puts jogs of one gap under one another where they would overlap; the first lane is 0. */
export function assignLanes(jogs: readonly Jog[]): ReadonlyMap<Jog, number> {
  const lanes = new Map<Jog, number>();
  const ends: number[] = [];
  const sorted = [...jogs].sort((a, b) => a.from - b.from || a.to - b.to);
  for (const jog of sorted) {
    const free = ends.findIndex((end) => end < jog.from - 2);
    const lane = free < 0 ? ends.length : free;
    ends[lane] = jog.to;
    lanes.set(jog, lane);
  }
  return lanes;
}

export function laneCount(lanes: ReadonlyMap<Jog, number>): number {
  return [...lanes.values()].reduce((max, lane) => Math.max(max, lane + 1), 0);
}
