import type { Network } from '@vethscope/trace';
import { findingContext } from '../context.ts';
import type { Finding } from '../finding.ts';
import type { FindingRule } from '../rule.ts';
import { runRule } from '../runRules.ts';

/** What one rule finds. Throws where a finding could not be shown: all lead to lines and elements. */
export function findingsOf(rule: FindingRule, network: Network): readonly Finding[] {
  const context = findingContext(network);
  const { findings } = runRule(context, rule);
  const edges = new Set<string>(network.topology.edges.map(({ id }) => id));
  const services = new Set<string>(network.topology.services.map(({ id }) => id));
  for (const { title, subjects, evidence } of findings) {
    const strange = subjects.filter(
      (id) => !context.element(id) && !edges.has(id) && !services.has(id),
    );
    if (subjects.length === 0 || strange.length > 0)
      throw new Error(`${title}: not in the topology: ${strange.join(', ')}`);
    if (evidence.length === 0) throw new Error(`${title}: without evidence`);
  }
  return findings;
}
