import type { FindingRule } from '../../rule.ts';

export const wiringRules: readonly FindingRule[] = [];
