/** An idle page may have to be waited for while a live node changes all the time: not longer than that. */
const LONGEST_WAIT = 250;

/** Resolves once the page has painted and is idle; rejects when nobody waits any more. */
export function untilIdle(signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const go = () => (signal.aborted ? reject(signal.reason) : resolve());
    // Safari has no idle time to give.
    if (typeof requestIdleCallback === 'function') {
      requestIdleCallback(go, { timeout: LONGEST_WAIT });
    } else setTimeout(go);
  });
}

/** Resolves once what the page was just told to show is painted; in a tab nobody sees, a bit later. */
export function untilPainted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const next = () => {
      clearTimeout(wait);
      untilIdle(signal).then(resolve, reject);
    };
    const wait = setTimeout(next, LONGEST_WAIT);
    requestAnimationFrame(() => requestAnimationFrame(next));
  });
}
