import type { Evidence, Id, Severity } from '@vethscope/model';

/** Something that is wrong in a capture, or worth knowing: docs/json.md. */
export interface Finding {
  /** docs/findings.md has a paragraph for each. */
  readonly ruleId: string;
  readonly severity: Severity;
  /** One line: what it is about, and what is the matter with it. */
  readonly title: string;
  /** Elements of the topology that it is about, the one to look at first before the others. */
  readonly subjects: readonly Id[];
  /** The lines that prove it; at least one, sorted. */
  readonly evidence: readonly Evidence[];
  /** What becomes of packets because of it. */
  readonly why: string;
  /** What to do. Commands to run stand in backticks. */
  readonly remedy: string;
}
