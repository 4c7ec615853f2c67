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
