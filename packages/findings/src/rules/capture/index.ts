import type { FindingRule } from '../../rule.ts';

export const captureRules: readonly FindingRule[] = [];
