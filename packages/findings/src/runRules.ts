import {
  compareText,
  type FactKind,
  type Id,
  type Severity,
  uniqueEvidence,
} from '@vethscope/model';
import type { FindingContext } from './context.ts';
import type { Finding } from './finding.ts';
import type { FindingRule, Found } from './rule.ts';

export interface FindingReport {
  /** The worst first, then by rule and by what they are about. */
  readonly findings: readonly Finding[];
  /** Where nobody looked: no finding of such a rule means nothing there. */
  readonly unchecked: readonly Unchecked[];
}

export interface Unchecked {
  readonly ruleId: string;
  /** Absent: on no node. */
  readonly node?: Id;
  /** What the capture lacks for it. */
  readonly missing: readonly FactKind[];
}

/** Asks each rule. Pure: the same capture gives the same report. */
export function runRules(context: FindingContext, rules: readonly FindingRule[]): FindingReport {
  const reports = rules.map((rule) => runRule(context, rule));
  return {
    findings: sortFindings(reports.flatMap(({ findings }) => findings)),
    unchecked: reports.flatMap(({ unchecked }) => unchecked),
  };
}

/** One rule alone, for those who show the findings one after the other. */
export function runRule(context: FindingContext, rule: FindingRule): FindingReport {
  const missing = (knows: (kind: FactKind) => boolean) => rule.needs.filter((kind) => !knows(kind));
  if (rule.scope === 'capture') {
    const lacks = missing((kind) => context.nodes.some((node) => node.knows(kind)));
    return lacks.length > 0
      ? { findings: [], unchecked: [{ ruleId: rule.id, missing: lacks }] }
      : { findings: finished(rule, rule.check(context)), unchecked: [] };
  }
  const asked = context.nodes.map((node) => ({ node, lacks: missing(node.knows) }));
  return {
    findings: finished(
      rule,
      asked.flatMap(({ node, lacks }) => (lacks.length > 0 ? [] : rule.check(node, context))),
    ),
    unchecked: uncheckedNodes(
      rule.id,
      asked.flatMap(({ node, lacks }) => (lacks.length > 0 ? [{ node: node.id, lacks }] : [])),
      asked.length,
    ),
  };
}

export function sortFindings(findings: readonly Finding[]): readonly Finding[] {
  return [...findings].sort(
    (a, b) =>
      SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
      compareText(a.ruleId, b.ruleId) ||
      compareText(a.subjects.join('\n'), b.subjects.join('\n')) ||
      compareText(a.title, b.title),
  );
}

/** The worst first. */
export const SEVERITIES: readonly Severity[] = ['error', 'warning', 'info'];

function finished(rule: FindingRule, found: readonly Found[]): readonly Finding[] {
  return found.map(({ severity = rule.severity, title, subjects, evidence, why, remedy }) => ({
    ...{ ruleId: rule.id, severity, title },
    subjects: [...new Set(subjects)],
    evidence: uniqueEvidence(evidence),
    ...{ why, remedy },
  }));
}

/** Told once where all nodes lack the same. */
function uncheckedNodes(
  ruleId: string,
  nodes: readonly { readonly node: Id; readonly lacks: readonly FactKind[] }[],
  asked: number,
): readonly Unchecked[] {
  const [first] = nodes;
  if (!first) return [];
  const isAlike = nodes.every(({ lacks }) => lacks.join() === first.lacks.join());
  if (nodes.length === asked && isAlike) return [{ ruleId, missing: first.lacks }];
  return nodes.map(({ node, lacks }) => ({ ruleId, node, missing: lacks }));
}
