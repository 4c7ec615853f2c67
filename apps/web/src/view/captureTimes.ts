import type { CommandRun, Snapshot } from '@vethscope/model';

/** When a node was captured, in milliseconds of Unix time, by its own clock. */
export interface CaptureTime {
  readonly node: string;
  readonly at: number;
}

/** Oldest first. A node of which nobody wrote down when it was captured has none. */
export function captureTimes({ nodes }: Snapshot): readonly CaptureTime[] {
  return nodes
    .flatMap(({ name: node, capture }) => {
      const at = timeOf(capture?.startedAt);
      return at === undefined ? [] : [{ node, at }];
    })
    .sort((a, b) => a.at - b.at);
}

/** When one command of a capture was started. */
export function startOfRun(startedAt: string, { startedAfter }: CommandRun): number | undefined {
  const start = timeOf(startedAt);
  return start === undefined ? undefined : start + (startedAfter ?? 0) * 1000;
}

/** `2026-11-24T18:18:04Z`; `undefined` for anything that is no time. */
export function timeOf(text: string | undefined): number | undefined {
  const time = Date.parse(text ?? '');
  return Number.isNaN(time) ? undefined : time;
}
