import { ipFamily, prefixAddress, prefixContains, prefixLength } from '@vethscope/model';
import type { Namespace } from '../network/network.ts';
import type { RouteAnswer, RouteQuery } from '../routing/fib.ts';
import type { ReversePathStep } from '../step.ts';
import type { Walk } from '../walk/walk.ts';

/** Look-ups in the main table alone, for tests of what asks for them. */
export function lookUp(_walk: Walk, netns: Namespace, { packet }: RouteQuery): RouteAnswer {
  const { destination } = packet;
  const step = { kind: 'route', destination, evidence: [] } as const;
  for (const device of netns.interfaces.values()) {
    if (device.link.addresses.some(({ prefix }) => prefixAddress(prefix) === destination)) {
      return { step: { ...step, result: 'local' }, result: 'local', device };
    }
  }
  const [route] = netns.facts.routes
    .filter(
      (one) => one.family === ipFamily(destination) && prefixContains(one.destination, destination),
    )
    .sort((a, b) => prefixLength(b.destination) - prefixLength(a.destination));
  if (!route) return { step: { ...step, result: 'noRoute' }, result: 'noRoute' };
  const [nexthop] = route.nexthops;
  const device = netns.interfaces.get(nexthop?.device ?? '');
  return {
    step: { ...step, result: 'unicast' },
    result: 'unicast',
    route,
    ...(device && { device }),
    ...(nexthop?.via !== undefined && { via: nexthop.via }),
  };
}

export function checkSource(): ReversePathStep | undefined {
  return undefined;
}

export function chooseSource(): undefined {
  return undefined;
}
