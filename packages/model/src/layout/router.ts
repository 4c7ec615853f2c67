import { BAND_OPENING } from './metrics.ts';

/** A place on a vertical line of a wire, of which only the tier is known as yet. */
type Height =
  | { readonly at: 'box'; readonly box: string; readonly edge: 'top' | 'middle' | 'bottom' }
  | { readonly at: 'jog'; readonly jog: Jog };

/** A piece of a wire that runs across, in the gap below a tier. */
export interface Jog {
  readonly gap: number;
  readonly from: number;
  readonly to: number;
}

export interface Turn {
  readonly x: number;
  readonly height: Height;
}

/** Where wires leave a box: anywhere on its edge, or sideways into a lane of its own. */
export interface End {
  readonly box: string;
  readonly tier: number;
  readonly left: number;
  readonly right: number;
  readonly lane?: { readonly side: number; readonly x: number };
}

export interface Obstacle {
  readonly left: number;
  readonly right: number;
}

/** Leads wires through the gaps between boxes of a machine. One for each machine. */
export interface Router {
  /** From the upper end to the lower one, or in one tier from the left to the right. */
  readonly connect: (upper: End, lower: End) => readonly Turn[];
  /** Down to the gap below the last tier, as near to `towards` as it can. */
  readonly leave: (end: End) => readonly Turn[];
  /** Straight down or up to a tier without a turn; `undefined` where something is in the way. */
  readonly reach: (end: End, tier: number) => number | undefined;
  readonly jogs: readonly Jog[];
  /** Where wires cross a tier from top to bottom. */
  readonly crossings: (tier: number) => readonly number[];
}

const CLEARANCE = 5;
/** Two wires side by side. */
const APART = 8;

/** @param obstacles what stands in each tier, from the top */
export function makeRouter(obstacles: readonly (readonly Obstacle[])[]): Router {
  const jogs: Jog[] = [];
  const crossed = obstacles.map((): number[] => []);
  const last = obstacles.length;
  const reserved: { x: number; from: number; to: number }[] = [];

  const isClear = (x: number, from: number, to: number): boolean => {
    for (let tier = from + 1; tier < to; tier++) {
      const isBlocked = (obstacles[tier] ?? []).some(
        ({ left, right }) => x > left - CLEARANCE && x < right + CLEARANCE,
      );
      if (isBlocked) return false;
    }
    return true;
  };
  const isFree = (x: number, from: number, to: number): boolean =>
    isClear(x, from, to) &&
    !reserved.some((line) => line.from < to && from < line.to && Math.abs(line.x - x) < APART);
  const reserve = (x: number, from: number, to: number): void => {
    reserved.push({ x, from, to });
    for (let tier = from + 1; tier < to; tier++) crossed[tier]?.push(x);
  };
  const jogIn = (gap: number, from: number, to: number): Height => {
    const jog = { gap, from: Math.min(from, to), to: Math.max(from, to) };
    jogs.push(jog);
    return { at: 'jog', jog };
  };
  const nearestFree = (x: number, from: number, to: number): number => {
    for (let off = 0; ; off += 2) {
      if (x - off > 0 && isFree(x - off, from, to)) return x - off;
      if (isFree(x + off, from, to)) return x + off;
    }
  };

  /** Where a wire leaves that turns right after: beside others, as long as there is room. */
  const exitOf = (end: End): number => {
    const found = places(end);
    return found.find((x) => isFree(x, end.tier, end.tier + 1)) ?? found[0] ?? middle(end);
  };

  const connect = (upper: End, lower: End): readonly Turn[] => {
    if (upper.tier === lower.tier) return connectInTier(upper, lower);
    // A lane beside boxes is nobody else's, and ports of one column share theirs.
    const isOwnLane = upper.lane !== undefined || lower.lane !== undefined;
    const check = isOwnLane ? isClear : isFree;
    const between = (x: number) => check(x, upper.tier, lower.tier);
    const straight = shared(upper, lower).find(between);
    if (straight !== undefined) {
      reserve(straight, upper.tier, lower.tier);
      return [...start(upper, straight, 'bottom'), ...finish(lower, straight, 'top')];
    }
    const down = places(lower).find(between);
    const out = exitOf(upper);
    if (down !== undefined) {
      reserve(down, upper.tier, lower.tier);
      const height = jogIn(upper.tier, out, down);
      const turns = [
        { x: out, height },
        { x: down, height },
      ];
      return [...start(upper, out, 'bottom'), ...turns, ...finish(lower, down, 'top')];
    }
    const lane = nearestFree(out, upper.tier, lower.tier);
    reserve(lane, upper.tier, lower.tier);
    const into = exitOf(lower);
    const first = jogIn(upper.tier, out, lane);
    const second = jogIn(lower.tier - 1, lane, into);
    return [
      ...start(upper, out, 'bottom'),
      { x: out, height: first },
      { x: lane, height: first },
      { x: lane, height: second },
      { x: into, height: second },
      ...finish(lower, into, 'top'),
    ];
  };

  const connectInTier = (from: End, to: End): readonly Turn[] => {
    const ends = [from, to].map((end) => {
      const x = exitOf(end);
      reserve(x, end.tier, end.tier + 1);
      return x;
    });
    const [out = middle(from), back = middle(to)] = ends;
    const height = jogIn(from.tier, out, back);
    const turns = [
      { x: out, height },
      { x: back, height },
    ];
    return [...start(from, out, 'bottom'), ...turns, ...finish(to, back, 'bottom')];
  };

  const leave = (end: End): readonly Turn[] => {
    const straight = places(end).find((x) => isFree(x, end.tier, last));
    if (straight !== undefined) {
      reserve(straight, end.tier, last);
      return start(end, straight, 'bottom');
    }
    const out = exitOf(end);
    const lane = nearestFree(out, end.tier, last);
    reserve(lane, end.tier, last);
    const height = jogIn(end.tier, out, lane);
    return [...start(end, out, 'bottom'), { x: out, height }, { x: lane, height }];
  };

  const reach = (end: End, tier: number): number | undefined => {
    const [from, to] = end.tier < tier ? [end.tier, tier] : [tier, end.tier];
    const check = end.lane ? isClear : isFree;
    const x = places(end).find((place) => check(place, from, to));
    // Lines that go the same way down to the routing may share a lane, but never with a wire.
    if (x !== undefined && !end.lane) reserved.push({ x, from, to });
    return x;
  };

  return { connect, leave, reach, jogs, crossings: (tier) => crossed[tier] ?? [] };
}

/** The band in pieces, so that it does not seem to hold the wires that pass it. */
export function splitBand(left: number, right: number, crossings: readonly number[]): Obstacle[] {
  const pieces: Obstacle[] = [];
  let from = left;
  for (const x of [...crossings].sort((a, b) => a - b)) {
    const to = x - BAND_OPENING / 2;
    if (to - from >= BAND_OPENING) pieces.push({ left: from, right: to });
    from = Math.max(from, x + BAND_OPENING / 2);
  }
  if (right - from >= BAND_OPENING) pieces.push({ left: from, right });
  return pieces;
}

function start(end: End, x: number, edge: 'top' | 'bottom'): readonly Turn[] {
  if (!end.lane) return [{ x, height: { at: 'box', box: end.box, edge } }];
  const height: Height = { at: 'box', box: end.box, edge: 'middle' };
  return [
    { x: end.lane.side, height },
    { x: end.lane.x, height },
  ];
}

function finish(end: End, x: number, edge: 'top' | 'bottom'): readonly Turn[] {
  return [...start(end, x, edge)].reverse();
}

function middle({ left, right }: End): number {
  return Math.round((left + right) / 2);
}

/** Where a wire may leave the box, the best first: its middle, then alternately to both sides. */
function places(end: End): readonly number[] {
  if (end.lane) return [end.lane.x];
  const center = middle(end);
  const reach = Math.max(0, (end.right - end.left) / 2 - APART);
  const found = [center];
  for (let off = APART; off <= reach; off += APART) found.push(center - off, center + off);
  return found;
}

/** Where both can be met by one straight line: the narrower one's places come first. */
function shared(a: End, b: End): readonly number[] {
  const isFirst = a.lane || (!b.lane && a.right - a.left <= b.right - b.left);
  const [narrow, wide] = isFirst ? [a, b] : [b, a];
  const [low, high] = wide.lane
    ? [wide.lane.x, wide.lane.x]
    : [wide.left + APART / 2, wide.right - APART / 2];
  return places(narrow).filter((x) => x >= low && x <= high);
}
