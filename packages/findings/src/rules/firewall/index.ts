import type { FindingRule } from '../../rule.ts';
import { tunnelPortBlocked } from './tunnelPortBlocked.ts';

export const firewallRules: readonly FindingRule[] = [tunnelPortBlocked];
