import { type MutedRule, SEVERITIES, SEVERITY_NOUNS } from '@vethscope/findings';
import type { Severity } from '@vethscope/model';

/** `1 error, 2 warnings`: those that there are, the worst first; `undefined` for none. */
export function severityCounts(
  findings: readonly { readonly severity: Severity }[],
): string | undefined {
  const counts = SEVERITIES.flatMap((severity) => {
    const count = findings.filter((finding) => finding.severity === severity).length;
    return count === 0 ? [] : [counted(count, SEVERITY_NOUNS[severity])];
  });
  return counts.length === 0 ? undefined : counts.join(', ');
}

/** `2 findings of underlay-not-default, 0 findings of orphan-veth`. */
export function mutedCounts(muted: readonly MutedRule[]): string {
  return muted
    .map(({ ruleId, findings }) => `${counted(findings, 'finding')} of ${ruleId}`)
    .join(', ');
}

export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
