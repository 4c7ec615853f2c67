/** One step from a list to another one; indexes are 0-based places in the lists. */
export type SequenceStep =
  | { readonly kind: 'came'; readonly after: number }
  | { readonly kind: 'went'; readonly before: number }
  /** Is on both sides, and what it stood behind is now behind it, or the other way round. */
  | { readonly kind: 'moved'; readonly before: number; readonly after: number };

/**
 * What it takes to make one list of lines into another, in which order has a meaning. As few lines
 * as possible count as moved: the longest common run of lines that occur once stays where it is
 * (patience diff), and lines that repeat are paired between those. Mirrored for swapped lists.
 * O(n log n) whatever the lists, unlike an edit script's O(n·d) for lists that were shuffled.
 */
export function diffSequence(
  before: readonly string[],
  after: readonly string[],
): readonly SequenceStep[] {
  const whole = { before: { from: 0, to: before.length }, after: { from: 0, to: after.length } };
  const kept = keptPairs(before, after, whole, uniquePairs, (gap) =>
    keptPairs(before, after, gap, repeatedPairs, () => []),
  );
  return stepsAround(before, after, kept);
}

interface Pair {
  readonly before: number;
  readonly after: number;
}

/** `to` is the first place behind. */
interface Range {
  readonly from: number;
  readonly to: number;
}

interface Gap {
  readonly before: Range;
  readonly after: Range;
}

type FindPairs = (before: readonly string[], after: readonly string[], gap: Gap) => readonly Pair[];

/** Equal head and tail, the longest run of pairs in between, and what `fill` finds between these. */
function keptPairs(
  before: readonly string[],
  after: readonly string[],
  gap: Gap,
  find: FindPairs,
  fill: (gap: Gap) => readonly Pair[],
): readonly Pair[] {
  const head: Pair[] = [];
  const tail: Pair[] = [];
  let [a, b] = [gap.before.from, gap.after.from];
  let [endA, endB] = [gap.before.to, gap.after.to];
  while (a < endA && b < endB && before[a] === after[b]) head.push({ before: a++, after: b++ });
  while (a < endA && b < endB && before[endA - 1] === after[endB - 1])
    tail.push({ before: --endA, after: --endB });
  const middle: (readonly Pair[])[] = [];
  if (a < endA && b < endB) {
    const inner = { before: { from: a, to: endA }, after: { from: b, to: endB } };
    for (const pair of longestRun(before, after, find(before, after, inner))) {
      middle.push(
        fill({ before: { from: a, to: pair.before }, after: { from: b, to: pair.after } }),
        [pair],
      );
      [a, b] = [pair.before + 1, pair.after + 1];
    }
    middle.push(fill({ before: { from: a, to: endA }, after: { from: b, to: endB } }));
  }
  return [...head, ...middle.flat(), ...tail.reverse()];
}

/** Lines that occur once on each side. */
function uniquePairs(
  before: readonly string[],
  after: readonly string[],
  gap: Gap,
): readonly Pair[] {
  const now = placesByLine(after, gap.after);
  const pairs: Pair[] = [];
  for (const [line, [place, ...more]] of placesByLine(before, gap.before)) {
    const [other, ...others] = now.get(line) ?? [];
    const isUnique = more.length === 0 && others.length === 0;
    if (isUnique && place !== undefined && other !== undefined)
      pairs.push({ before: place, after: other });
  }
  return pairs;
}

/** The first of a line with the first, the second with the second. */
function repeatedPairs(
  before: readonly string[],
  after: readonly string[],
  gap: Gap,
): readonly Pair[] {
  return nthWithNth(placesByLine(before, gap.before), placesByLine(after, gap.after));
}

function nthWithNth(old: PlacesByLine, now: PlacesByLine): readonly Pair[] {
  const pairs: Pair[] = [];
  for (const [line, places] of old) {
    const others = now.get(line) ?? [];
    places.forEach((place, nth) => {
      const other = others[nth];
      if (other !== undefined) pairs.push({ before: place, after: other });
    });
  }
  return pairs;
}

type PlacesByLine = ReadonlyMap<string, readonly number[]>;

const NOWHERE: ReadonlySet<number> = new Set();

function placesByLine(
  lines: readonly string[],
  { from, to }: Range,
  except: ReadonlySet<number> = NOWHERE,
): PlacesByLine {
  const places = new Map<string, number[]>();
  for (let place = from; place < to; place++) {
    if (except.has(place)) continue;
    const line = lines[place] ?? '';
    const known = places.get(line);
    if (known) known.push(place);
    else places.set(line, [place]);
  }
  return places;
}

/**
 * The most pairs that are in the same order on both sides. Several runs can be as long: which of
 * them it is must not depend on which list is called the first, so the lines themselves decide which
 * side leads.
 */
function longestRun(
  before: readonly string[],
  after: readonly string[],
  pairs: readonly Pair[],
): readonly Pair[] {
  const byBefore = [...pairs].sort((a, b) => a.before - b.before);
  const byAfter = [...pairs].sort((a, b) => a.after - b.after);
  const differing = byBefore.findIndex((pair, i) => pair !== byAfter[i]);
  const [old, now] = [byBefore[differing], byAfter[differing]];
  if (!old || !now) return byBefore;
  const isBeforeLeading = (before[old.before] ?? '') < (after[now.after] ?? '');
  return isBeforeLeading
    ? longestRising(byBefore, ({ after }) => after)
    : longestRising(byAfter, ({ before }) => before);
}

/** The longest rising subsequence, by patience sorting: O(n log n). */
function longestRising(pairs: readonly Pair[], valueIn: (pair: Pair) => number): readonly Pair[] {
  /** Of the runs of each length, the index of the last pair that ends lowest. */
  const lowestEnd: number[] = [];
  const previous: number[] = [];
  pairs.forEach((pair, index) => {
    const value = valueIn(pair);
    let [low, high] = [0, lowestEnd.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      const end = pairs[lowestEnd[middle] ?? 0];
      if (end && valueIn(end) < value) low = middle + 1;
      else high = middle;
    }
    previous.push(lowestEnd[low - 1] ?? -1);
    lowestEnd[low] = index;
  });
  const run: Pair[] = [];
  for (let index = lowestEnd.at(-1) ?? -1; index >= 0; index = previous[index] ?? -1) {
    const pair = pairs[index];
    if (pair) run.push(pair);
  }
  return run.reverse();
}

/** Around what stays: what went, then what came in its place. What moved is told where it is now. */
function stepsAround(
  before: readonly string[],
  after: readonly string[],
  kept: readonly Pair[],
): readonly SequenceStep[] {
  const keptBefore = new Set(kept.map((pair) => pair.before));
  const keptAfter = new Set(kept.map((pair) => pair.after));
  const movedFrom = new Map(
    nthWithNth(
      placesByLine(before, { from: 0, to: before.length }, keptBefore),
      placesByLine(after, { from: 0, to: after.length }, keptAfter),
    ).map((pair) => [pair.after, pair.before]),
  );
  const moved = new Set(movedFrom.values());
  const steps: SequenceStep[] = [];
  let [a, b] = [0, 0];
  for (const stop of [...kept, { before: before.length, after: after.length }]) {
    for (; a < stop.before; a++) if (!moved.has(a)) steps.push({ kind: 'went', before: a });
    for (; b < stop.after; b++) {
      const from = movedFrom.get(b);
      steps.push(
        from === undefined ? { kind: 'came', after: b } : { kind: 'moved', before: from, after: b },
      );
    }
    [a, b] = [stop.before + 1, stop.after + 1];
  }
  return steps;
}
