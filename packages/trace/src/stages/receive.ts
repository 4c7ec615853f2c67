import { passHook } from '../netfilter/passHook.ts';
import type { Namespace } from '../network/network.ts';
import { routeInput } from '../routing/fib.ts';
import type { Next } from '../walk/next.ts';
import { end } from '../walk/next.ts';
import type { Skb } from '../walk/skb.ts';
import type { Walk } from '../walk/walk.ts';
import { deliver } from './deliver.ts';
import { forward } from './forward.ts';
import type { Stage } from './stages.ts';
import { endWithoutWay, isWay } from './way.ts';

/** The IP layer takes a packet: PREROUTING, then for here or for elsewhere: ip_rcv(). */
export const receive: Stage<'receive'> = (walk, { interface: device, skb }) => {
  const { netns } = device;
  walk.path.enter(netns);
  skb.inInterface = device;
  delete skb.outInterface;
  if (walk.path.comesAgain(device, skb)) {
    return end('looped', `it comes back to ${device.name} of ${netns.id} as it was before`);
  }
  const stopped = skb.wasPrerouted ? undefined : passHook(walk, netns, 'PREROUTING', skb);
  skb.wasPrerouted = false;
  if (stopped) return stopped;
  if (skb.isLooped) {
    skb.isLooped = false;
    return deliver(walk, netns, skb);
  }
  return route(walk, netns, skb);
};

function route(walk: Walk, netns: Namespace, skb: Skb): Next {
  const input = routeInput(walk, netns, skb);
  const { answer } = input;
  if (answer) walk.path.step(answer.step);
  // What has no way ends so, also where it would not have been forwarded.
  if (answer && !isWay(answer)) return endWithoutWay(netns, answer);
  if (input.kind === 'refused') {
    walk.path.step(input.step);
    return end('dropped', `${input.step.reason}: ${netns.id} does not take it`);
  }
  return input.answer.result === 'unicast'
    ? forward(walk, netns, skb, input.answer)
    : deliver(walk, netns, skb);
}
