import type { FindingRule } from '../../rule.ts';
import { masqueradeOutsideClusterCidr } from './masqueradeOutsideClusterCidr.ts';
import { serviceWithoutEndpoints } from './serviceWithoutEndpoints.ts';

export const servicesRules: readonly FindingRule[] = [
  serviceWithoutEndpoints,
  masqueradeOutsideClusterCidr,
];
