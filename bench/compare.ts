/** Ours beside a peer's, measured in turn in the same run: a ratio survives a slow machine. */
export interface Comparison {
  readonly benchmark: string;
  readonly peer: string;
  readonly unit: 'ms' | 'MiB' | '%';
  /** Medians. */
  readonly ours: number;
  readonly theirs: number;
  /** Ours to theirs: below 1 is less than the peer takes. */
  readonly ratio: number;
  /** Of each. */
  readonly runs: number;
}

export interface Pair<T> {
  readonly benchmark: string;
  readonly peer: string;
  readonly ours: () => T;
  readonly theirs: () => T;
}

/** Each once to warm up, then in turn. */
export function compareTimes(pair: Pair<unknown>, runs = 7): Comparison {
  millisecondsOf(pair.ours);
  millisecondsOf(pair.theirs);
  const ours: number[] = [];
  const theirs: number[] = [];
  for (let i = 0; i < runs; i++) {
    ours.push(millisecondsOf(pair.ours));
    theirs.push(millisecondsOf(pair.theirs));
  }
  return comparison(pair, 'ms', ours, theirs);
}

/** What the results hold on the heap; nothing where Node runs without `--expose-gc`. */
export function compareHeaps(pair: Pair<unknown>, runs = 3): readonly Comparison[] {
  const { gc } = globalThis;
  if (!gc) return [];
  const ours: number[] = [];
  const theirs: number[] = [];
  for (let i = 0; i < runs; i++) {
    ours.push(mebibytesOf(pair.ours, gc));
    theirs.push(mebibytesOf(pair.theirs, gc));
  }
  return [comparison(pair, 'MiB', ours, theirs)];
}

export function comparison(
  { benchmark, peer }: Pick<Comparison, 'benchmark' | 'peer'>,
  unit: Comparison['unit'],
  ours: readonly number[],
  theirs: readonly number[],
): Comparison {
  const [a, b] = [median(ours), median(theirs)];
  return { benchmark, peer, unit, ours: a, theirs: b, ratio: a / b, runs: ours.length };
}

/** Of an odd number of values the middle one, of an even number the upper one of the two. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

function millisecondsOf(work: () => unknown): number {
  const started = performance.now();
  work();
  return performance.now() - started;
}

function mebibytesOf(make: () => unknown, gc: () => void): number {
  gc();
  const before = process.memoryUsage().heapUsed;
  const made = [make()];
  gc();
  const grown = process.memoryUsage().heapUsed - before;
  // Held until here, so that it is counted.
  made.pop();
  return grown / 2 ** 20;
}
