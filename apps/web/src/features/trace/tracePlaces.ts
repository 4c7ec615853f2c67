import type { Hop } from '@vethscope/trace';
import { inHop, routingBox } from './stepElements.ts';

/**
 * Where a packet comes by, in ids of the topology and of the boxes of routing, in order: the way
 * that the picture draws. One place after itself is said once.
 */
export function placesOf(hops: readonly Hop[]): readonly string[] {
  const places = hops.flatMap((hop, i) => [
    ...(i === 0 && !comesIn(hop) ? [hop.netns] : []),
    ...hopPlaces(hop),
    ...(i === hops.length - 1 && staysIn(hop) ? [hop.netns] : []),
  ]);
  return places.filter((place, i) => place !== places[i - 1]);
}

function hopPlaces(hop: Hop): readonly string[] {
  return hop.steps.flatMap((step): readonly string[] => {
    switch (step.kind) {
      case 'ingress':
      case 'egress':
        return [step.interface];
      case 'bridge':
        return [
          ...(step.from === undefined ? [] : [inHop(hop, step.from)]),
          inHop(hop, step.bridge),
        ];
      case 'encap':
      case 'decap':
        return [inHop(hop, step.device)];
      case 'route':
        return [routingBox(hop)];
      default:
        return [];
    }
  });
}

function comesIn({ steps }: Hop): boolean {
  return steps[0]?.kind === 'ingress';
}

function staysIn({ steps }: Hop): boolean {
  return steps.at(-1)?.kind === 'socket';
}
