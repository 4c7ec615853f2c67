import type { FindingRule } from '../../rule.ts';
import { masqueradeOutsideClusterCidr } from './masqueradeOutsideClusterCidr.ts';
import { sameBridgeDnatWithoutBrNetfilter } from './sameBridgeDnatWithoutBrNetfilter.ts';
import { serviceEndpointUnknown } from './serviceEndpointUnknown.ts';
import { serviceWithoutEndpoints } from './serviceWithoutEndpoints.ts';

export const servicesRules: readonly FindingRule[] = [
  serviceWithoutEndpoints,
  serviceEndpointUnknown,
  masqueradeOutsideClusterCidr,
  sameBridgeDnatWithoutBrNetfilter,
];
