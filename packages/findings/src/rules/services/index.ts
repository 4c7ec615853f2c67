import type { FindingRule } from '../../rule.ts';
import { masqueradeOutsideClusterCidr } from './masqueradeOutsideClusterCidr.ts';

export const servicesRules: readonly FindingRule[] = [masqueradeOutsideClusterCidr];
