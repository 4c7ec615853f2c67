import type { Interface, Namespace } from '../network/network.ts';
import { checkSource, lookUp } from '../routing/fib.ts';
import type { Next } from '../walk/next.ts';
import { end } from '../walk/next.ts';
import type { Skb } from '../walk/skb.ts';
import type { Walk } from '../walk/walk.ts';
import { deliver } from './deliver.ts';
import { forward } from './forward.ts';
import { passHook } from './passHook.ts';
import type { Stage } from './stages.ts';
import { endWithoutWay, isWay } from './way.ts';

/** The IP layer takes a packet: PREROUTING, then for here or for elsewhere: ip_rcv(). */
export const receive: Stage<'receive'> = (walk, { interface: device, skb }) => {
  const { netns } = device;
  walk.path.enter(netns);
  skb.inInterface = device;
  delete skb.outInterface;
  if (walk.path.comesAgain(device, skb)) {
    return end('looped', `it comes back to ${device.name} in ${netns.name} as it was before`);
  }
  const stopped = skb.wasPrerouted ? undefined : passHook(walk, netns, 'PREROUTING', skb);
  skb.wasPrerouted = false;
  if (stopped) return stopped;
  if (skb.isLooped) {
    skb.isLooped = false;
    return deliver(walk, netns, skb);
  }
  return route(walk, netns, device, skb);
};

/** ip_route_input_slow(): what it decides, and in which order. */
function route(walk: Walk, netns: Namespace, device: Interface, skb: Skb): Next {
  const answer = lookUp(walk, netns, {
    packet: skb.packet,
    source: skb.packet.source,
    mark: skb.mark,
    inInterface: device,
  });
  walk.path.step(answer.step);
  const refused = checkSource(walk, netns, skb, answer);
  if (refused) {
    walk.path.step(refused);
    return end('dropped', `${refused.reason} (by ${device.name} into ${netns.name})`);
  }
  if (!isWay(answer)) return endWithoutWay(netns, answer);
  return answer.result === 'unicast'
    ? forward(walk, netns, skb, answer)
    : deliver(walk, netns, skb);
}
