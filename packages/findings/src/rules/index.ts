import type { FindingRule } from '../rule.ts';
import { captureRules } from './capture/index.ts';
import { firewallRules } from './firewall/index.ts';
import { routingRules } from './routing/index.ts';
import { servicesRules } from './services/index.ts';
import { wiringRules } from './wiring/index.ts';

/** Everything that is looked for, by what it is about. Adding a rule is one file and one line. */
export const RULE_GROUPS: readonly RuleGroup[] = [
  { name: 'Wiring', rules: wiringRules },
  { name: 'Routing', rules: routingRules },
  { name: 'Services', rules: servicesRules },
  { name: 'Firewall', rules: firewallRules },
  { name: 'Capture', rules: captureRules },
];

export interface RuleGroup {
  /** As headings show it. */
  readonly name: string;
  readonly rules: readonly FindingRule[];
}

export const RULES: readonly FindingRule[] = RULE_GROUPS.flatMap(({ rules }) => rules);

/** Those that a comparison asks: what a capture lacks, and how long it took, is no change of the nodes. */
export const RULES_OF_NODES: readonly FindingRule[] = RULE_GROUPS.flatMap(({ rules }) =>
  rules === captureRules ? [] : rules,
);
