import {
  type FindingReport,
  type FindingRule,
  findingContext,
  runRule,
  sortFindings,
} from '@vethscope/findings';
import type { Network } from '@vethscope/trace';

/** The page stands still at most about as long as that, or as the slowest rule takes. */
const TURN = 12;

/**
 * What `runRules` says, worked out while the page has nothing else to do: `pause` resolves when it
 * has, and rejects when nobody wants the answer any more.
 */
export async function checkFindings(
  networkOf: () => Network,
  rules: readonly FindingRule[],
  pause: () => Promise<void>,
): Promise<FindingReport> {
  await pause();
  const context = findingContext(networkOf());
  const reports: FindingReport[] = [];
  let begun = Number.NEGATIVE_INFINITY;
  for (const rule of rules) {
    if (performance.now() - begun > TURN) {
      await pause();
      begun = performance.now();
    }
    reports.push(runRule(context, rule));
  }
  return {
    findings: sortFindings(reports.flatMap(({ findings }) => findings)),
    unchecked: reports.flatMap(({ unchecked }) => unchecked),
  };
}

/** An idle page may have to be waited for while a live node changes all the time: not longer than that. */
const LONGEST_WAIT = 250;

/** For `pause`: until the page has painted and is idle. */
export function untilIdle(signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const go = () => (signal.aborted ? reject(signal.reason) : resolve());
    // Safari has no idle time to give.
    if (typeof requestIdleCallback === 'function') {
      requestIdleCallback(go, { timeout: LONGEST_WAIT });
    } else setTimeout(go);
  });
}
