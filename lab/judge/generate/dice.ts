/** Chance that is the same each time: all of it comes from one seed. */
export interface Dice {
  /** 0 … `below` - 1. */
  number(below: number): number;
  /** Yes in `percent` of 100 throws. */
  chance(percent: number): boolean;
  /** One of a list that is not empty. */
  pick<T>(from: readonly T[]): T;
  /** One by weight: `[[3, 'often'], [1, 'seldom']]`. */
  weighted<T>(from: readonly (readonly [weight: number, value: T])[]): T;
  /** Up to `count`, none twice, in the list's order. */
  some<T>(from: readonly T[], count: number): readonly T[];
}

export function dice(seed: number): Dice {
  let state = seed >>> 0;
  // mulberry32
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  const number: Dice['number'] = (below) => Math.floor(next() * below);
  const pick: Dice['pick'] = (from) => {
    const found = from[number(from.length)];
    if (found === undefined) throw new RangeError('nothing to pick from');
    return found;
  };
  return {
    number,
    chance: (percent) => next() * 100 < percent,
    pick,
    weighted: (from) => {
      let rest = next() * from.reduce((sum, [weight]) => sum + weight, 0);
      const found = from.find(([weight]) => {
        rest -= weight;
        return rest < 0;
      });
      return (found ?? pick(from))[1];
    },
    some: (from, count) => {
      const left = from.map((_, i) => i);
      const taken = Array.from({ length: Math.min(count, from.length) }, () => {
        return left.splice(number(left.length), 1)[0] ?? 0;
      });
      return from.filter((_, i) => taken.includes(i));
    },
  };
}
