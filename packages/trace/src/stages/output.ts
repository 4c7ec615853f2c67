import { passHook } from '../netfilter/passHook.ts';
import { lookUp, routeLocalPacket } from '../routing/fib.ts';
import type { Next } from '../walk/next.ts';
import { postrouting } from './postrouting.ts';
import type { Stage } from './stages.ts';
import { endWithoutDevice, endWithoutWay, isWay, outDevice } from './way.ts';

/** What is sent from here: route and source address, OUTPUT, POSTROUTING: ip_local_out(). */
export const output: Stage<'output'> = (walk, { netns, skb, needsSource }) => {
  walk.path.enter(netns);
  const { answer, source, sourceStep } = routeLocalPacket(walk, netns, {
    packet: skb.packet,
    ...(!needsSource && { source: skb.packet.source }),
    mark: skb.mark,
    // Only a tunnel's packets may be bound to a device before they are routed.
    ...(skb.outInterface && { outInterface: skb.outInterface }),
  });
  walk.path.step(answer.step);
  if (!isWay(answer)) return endWithoutWay(netns, answer);
  if (sourceStep) walk.path.step(sourceStep);
  if (source !== undefined) skb.packet = { ...skb.packet, source };
  const device = outDevice(netns, answer);
  if (!device) return endWithoutDevice(answer);
  skb.outInterface = device;
  // Chains of OUTPUT go on seeing the first device: nf_hook_state keeps it.
  let way = answer;
  let noWay: Next | undefined;
  const reroute = (): boolean => {
    const { packet, mark } = skb;
    const again = lookUp(walk, netns, { packet, source: packet.source, mark });
    walk.path.step({ ...again.step, again: true });
    if (isWay(again)) way = again;
    else noWay = endWithoutWay(netns, again);
    return noWay === undefined;
  };
  const stopped = passHook(walk, netns, 'OUTPUT', skb, reroute);
  return noWay ?? stopped ?? postrouting(walk, netns, skb, way);
};
