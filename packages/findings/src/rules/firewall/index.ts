import type { FindingRule } from '../../rule.ts';

export const firewallRules: readonly FindingRule[] = [];
