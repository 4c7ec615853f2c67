import type { Unchecked } from '@vethscope/findings';
import type { FactKind } from '@vethscope/model';

export interface UncheckedRule {
  readonly ruleId: string;
  readonly missing: readonly FactKind[];
  /** Nodes that lack the same; none: all of them. */
  readonly nodes: readonly string[];
}

/** Nodes that lack the same for a rule are told of together. */
export function uncheckedRules(unchecked: readonly Unchecked[]): readonly UncheckedRule[] {
  const rules = new Map<string, UncheckedRule>();
  for (const { ruleId, node, missing } of unchecked) {
    const key = `${ruleId} ${missing.join()}`;
    const nodes = rules.get(key)?.nodes ?? [];
    rules.set(key, { ruleId, missing, nodes: node === undefined ? nodes : [...nodes, node] });
  }
  return [...rules.values()];
}
