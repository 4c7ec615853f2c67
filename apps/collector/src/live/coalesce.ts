export interface CoalesceOptions {
  /** Runs after this long without a further call … */
  readonly quietMs: number;
  /** … and at the latest this long after the first one. */
  readonly atMostMs: number;
  /** After work that took T, at least this many T pass before the next: bounds the share of time. */
  readonly restShare: number;
  readonly work: () => Promise<void>;
}

export interface Coalesced {
  readonly call: () => void;
  /** No further work begins; resolves once what runs is done. */
  readonly stop: () => Promise<void>;
}

/** Many calls become one piece of work; calls during it become the next one. */
export function coalesce({ quietMs, atMostMs, restShare, work }: CoalesceOptions): Coalesced {
  let timer: NodeJS.Timeout | undefined;
  let firstCall: number | undefined;
  let restUntil = 0;
  let running: Promise<void> | undefined;
  let isStopped = false;

  const schedule = () => {
    if (running || isStopped || firstCall === undefined) return;
    const now = Date.now();
    const due = Math.max(Math.min(now + quietMs, firstCall + atMostMs), restUntil);
    clearTimeout(timer);
    timer = setTimeout(run, Math.max(0, due - now));
  };
  const run = () => {
    firstCall = undefined;
    const started = Date.now();
    running = work().finally(() => {
      running = undefined;
      restUntil = Date.now() + restShare * (Date.now() - started);
      schedule();
    });
  };

  return {
    call: () => {
      firstCall ??= Date.now();
      schedule();
    },
    stop: async () => {
      isStopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}
