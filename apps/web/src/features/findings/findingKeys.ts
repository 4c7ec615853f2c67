import type { Finding } from '@vethscope/findings';
import { hashText } from '../../api/hashText.ts';

/** A finding under a name that links can carry. */
export interface KeyedFinding extends Finding {
  /** `underlay-not-default.1q8xk3z`. */
  readonly key: string;
}

/**
 * Names findings by their rule and by what they are about, so that a link survives another wording
 * and other findings. Several of a rule about the same have a number behind.
 */
export function keyFindings(findings: readonly Finding[]): readonly KeyedFinding[] {
  const counts = new Map<string, number>();
  return findings.map((finding) => {
    const name = `${finding.ruleId}.${hashText(finding.subjects.join('\n'))}`;
    const count = (counts.get(name) ?? 0) + 1;
    counts.set(name, count);
    return { ...finding, key: count === 1 ? name : `${name}-${count}` };
  });
}
