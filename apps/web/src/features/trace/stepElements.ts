import { assertNever, type Id, interfaceId } from '@vethscope/model';
import type { Hop, Step } from '@vethscope/trace';

/** What of the picture a step is about. */
export function stepElements(hop: Hop, step: Step): readonly string[] {
  switch (step.kind) {
    case 'ingress':
    case 'egress':
      return [step.interface];
    case 'bridge':
      return [step.bridge, step.from ?? step.bridge, ...step.to].map((name) => inHop(hop, name));
    case 'neighbor':
      return [inHop(hop, step.device), ...(step.answeredBy ? [step.answeredBy] : [])];
    case 'encap':
    case 'decap':
    case 'mtu':
      return [inHop(hop, step.device)];
    case 'route':
      return [routingBox(hop), ...(step.device === undefined ? [] : [inHop(hop, step.device)])];
    case 'rule':
    case 'policy':
    case 'nat':
    case 'conntrack':
    case 'reversePath':
    case 'forwarding':
      return [routingBox(hop)];
    case 'source':
    case 'socket':
    case 'end':
      return [hop.netns];
    default:
      return assertNever(step);
  }
}

/** The host's routing has a box in the picture; of another namespace its own box stands for it. */
export function routingBox({ netns }: Hop): string {
  return netns.endsWith('/host') ? `routing/${netns}` : netns;
}

export function inHop({ node, netns }: Hop, name: string): Id {
  return interfaceId(node, netns.slice(`netns/${node}/`.length), name);
}
