import type { FactKind, Severity } from '@vethscope/model';
import type { FindingContext, NodeContext } from './context.ts';
import type { Finding } from './finding.ts';

/** One thing to look for. It says nothing where the capture cannot tell. */
export type FindingRule = NodeRule | CaptureRule;

/** Looks at one node after the other. */
export interface NodeRule extends RuleText {
  readonly scope: 'node';
  /** Is asked only about nodes whose capture holds all that the rule needs. */
  readonly check: (node: NodeContext, context: FindingContext) => readonly Found[] | CannotTell;
}

/** Looks at all that was captured at once, however many nodes it is. */
export interface CaptureRule extends RuleText {
  readonly scope: 'capture';
  readonly check: (context: FindingContext) => readonly Found[] | CannotTell;
}

interface RuleText {
  /** `underlay-not-default`: scripts and people rely on it, it never changes. */
  readonly id: string;
  /** Heading over several findings of the rule: `Tunnel not on the default route's interface`. */
  readonly name: string;
  readonly severity: Severity;
  /** A paragraph for whoever meets it for the first time. Commands and file names in backticks. */
  readonly explanation: string;
  /**
   * What has to be captured, each of them: of the node's own namespace; what Kubernetes says may
   * come with any node. Without it the rule is not asked, and is told of as not checked.
   */
  readonly needs: readonly FactKind[];
}

/** Where `needs` is too plain: one of several outputs would do, or it takes them of another namespace. */
export interface CannotTell {
  readonly missing: readonly FactKind[];
}

/** What a rule gives back: `runRules` adds the rule's id, and its severity where it has no other. */
export type Found = Omit<Finding, 'ruleId' | 'severity'> & Partial<Pick<Finding, 'severity'>>;
