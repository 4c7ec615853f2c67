import type { Finding } from './finding.ts';
import type { FindingReport, Unchecked } from './runRules.ts';

/** A report without what some rules say; of those stays how much it was. */
export interface MutedReport {
  readonly findings: readonly Finding[];
  readonly unchecked: readonly Unchecked[];
  /** One for each muted rule, in the order in which they were given. */
  readonly muted: readonly MutedRule[];
}

export interface MutedRule {
  readonly ruleId: string;
  /** How many findings of the rule are not shown. */
  readonly findings: number;
}

export function muteRules(report: FindingReport, ruleIds: readonly string[]): MutedReport {
  const muted = new Set(ruleIds);
  const isHeard = ({ ruleId }: { readonly ruleId: string }) => !muted.has(ruleId);
  return {
    findings: report.findings.filter(isHeard),
    unchecked: report.unchecked.filter(isHeard),
    muted: [...muted].map((ruleId) => ({
      ruleId,
      findings: report.findings.filter((finding) => finding.ruleId === ruleId).length,
    })),
  };
}
