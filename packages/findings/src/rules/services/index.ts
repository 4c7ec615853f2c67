import type { FindingRule } from '../../rule.ts';

export const servicesRules: readonly FindingRule[] = [];
