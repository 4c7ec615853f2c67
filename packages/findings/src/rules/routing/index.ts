import type { FindingRule } from '../../rule.ts';
import { blockRouteMissing } from './blockRouteMissing.ts';
import { defaultRouteMissing } from './defaultRouteMissing.ts';
import { forwardingOff } from './forwardingOff.ts';
import { proxyArpOff } from './proxyArpOff.ts';
import { remoteBlockUnreachable } from './remoteBlockUnreachable.ts';
import { rpFilterAsymmetric } from './rpFilterAsymmetric.ts';
import { shadowedRoute } from './shadowedRoute.ts';
import { underlayNotDefault } from './underlayNotDefault.ts';
import { workloadRouteMissing } from './workloadRouteMissing.ts';
import { workloadRouteWithoutInterface } from './workloadRouteWithoutInterface.ts';

export const routingRules: readonly FindingRule[] = [
  workloadRouteMissing,
  workloadRouteWithoutInterface,
  blockRouteMissing,
  remoteBlockUnreachable,
  defaultRouteMissing,
  rpFilterAsymmetric,
  forwardingOff,
  proxyArpOff,
  underlayNotDefault,
  shadowedRoute,
];
