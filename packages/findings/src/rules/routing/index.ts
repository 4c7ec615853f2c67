import type { FindingRule } from '../../rule.ts';
import { underlayNotDefault } from './underlayNotDefault.ts';
import { workloadRouteMissing } from './workloadRouteMissing.ts';
import { workloadRouteWithoutInterface } from './workloadRouteWithoutInterface.ts';

export const routingRules: readonly FindingRule[] = [
  workloadRouteMissing,
  workloadRouteWithoutInterface,
  underlayNotDefault,
];
