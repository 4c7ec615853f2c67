export interface CoalesceOptions {
  /** Runs after this long without a further call … */
  readonly quietMs: number;
  /** … and at the latest this long after the first one. */
  readonly atMostMs: number;
  /**
   * Once it worked for more than `share` of the last `windowMs`, it rests after each piece until
   * that is the share again, but for `longestMs` at most: a short burst is not held up, and a node
   * that never rests costs no more.
   */
  readonly busy: {
    readonly windowMs: number;
    readonly share: number;
    readonly longestMs: number;
  };
  readonly work: () => Promise<void>;
}

interface Span {
  readonly started: number;
  readonly ended: number;
}

export interface Coalesced {
  readonly call: () => void;
  /** No further work begins; resolves once what runs is done. */
  readonly stop: () => Promise<void>;
}

/** Many calls become one piece of work; calls during it become the next one. */
export function coalesce({ quietMs, atMostMs, busy, work }: CoalesceOptions): Coalesced {
  let timer: NodeJS.Timeout | undefined;
  let firstCall: number | undefined;
  let restUntil = 0;
  let worked: readonly Span[] = [];
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
      const ended = Date.now();
      const recent = worked.filter((span) => span.ended > ended - busy.windowMs);
      worked = [...recent, { started, ended }];
      const spent = worked.reduce((sum, span) => sum + span.ended - span.started, 0);
      const isTooMuch = spent > busy.windowMs * busy.share;
      const rest = Math.min((ended - started) * (1 / busy.share - 1), busy.longestMs);
      restUntil = isTooMuch ? ended + rest : 0;
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
