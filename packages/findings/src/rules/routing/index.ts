import type { FindingRule } from '../../rule.ts';
import { underlayNotDefault } from './underlayNotDefault.ts';

export const routingRules: readonly FindingRule[] = [underlayNotDefault];
