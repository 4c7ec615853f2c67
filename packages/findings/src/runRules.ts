import {
  compareText,
  type FactKind,
  type Id,
  type Severity,
  uniqueEvidence,
} from '@vethscope/model';
import type { FindingContext } from './context.ts';
import type { Finding } from './finding.ts';
import type { CannotTell, FindingRule, Found } from './rule.ts';

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
  const { id, needs } = rule;
  if (rule.scope === 'capture') {
    const { found, missing } = answer(
      needs.filter((kind) => !context.nodes.some((node) => node.knows(kind))),
      () => rule.check(context),
    );
    return {
      findings: finished(rule, found),
      unchecked: missing.length > 0 ? [{ ruleId: id, missing }] : [],
    };
  }
  const answers = context.nodes.map((node) => ({
    node: node.id,
    ...answer(
      needs.filter((kind) => !node.knows(kind)),
      () => rule.check(node, context),
    ),
  }));
  return {
    findings: finished(
      rule,
      answers.flatMap(({ found }) => found),
    ),
    unchecked: uncheckedNodes(id, answers),
  };
}

interface Answer {
  readonly found: readonly Found[];
  readonly missing: readonly FactKind[];
}

function answer(missing: readonly FactKind[], check: () => readonly Found[] | CannotTell): Answer {
  if (missing.length > 0) return { found: [], missing };
  const result = check();
  return 'missing' in result ? { found: [], ...result } : { found: result, missing: [] };
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
  answers: readonly (Pick<Answer, 'missing'> & { readonly node: Id })[],
): readonly Unchecked[] {
  const unanswered = answers.filter(({ missing }) => missing.length > 0);
  const [first] = unanswered;
  if (!first) return [];
  const isAlike = unanswered.every(({ missing }) => missing.join() === first.missing.join());
  if (unanswered.length === answers.length && isAlike) return [{ ruleId, missing: first.missing }];
  return unanswered.map(({ node, missing }) => ({ ruleId, node, missing }));
}
