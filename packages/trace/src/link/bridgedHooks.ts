import { passHook } from '../netfilter/passHook.ts';
import type { Interface } from '../network/network.ts';
import { interfaceSetting, switchOf } from '../network/sysctls.ts';
import { checkSource, lookUp } from '../routing/fib.ts';
import type { Next } from '../walk/next.ts';
import { end } from '../walk/next.ts';
import type { Skb } from '../walk/skb.ts';
import type { Walk } from '../walk/walk.ts';
import { resolveNeighbor } from './resolveNeighbor.ts';

/**
 * br_nf_pre_routing(): PREROUTING sees a frame that has come in by a bridge port, as if it had come in
 * by the bridge. Where that translates the destination, the frame is addressed anew:
 * br_nf_pre_routing_finish(). Absent: it goes on.
 */
export function prerouteBridged(
  walk: Walk,
  bridge: Interface,
  from: Interface,
  skb: Skb,
): Next | undefined {
  const { destination } = skb.packet;
  skb.inInterface = bridge;
  skb.physIn = from;
  const stopped = passHook(walk, bridge.netns, 'PREROUTING', skb);
  if (stopped) return stopped;
  skb.wasPrerouted = true;
  return skb.packet.destination === destination ? undefined : readdress(walk, bridge, skb);
}

/** FORWARD and POSTROUTING of what only crosses: br_nf_forward(), br_nf_post_routing(). */
export function filterForwarded(
  walk: Walk,
  bridge: Interface,
  to: Interface,
  skb: Skb,
): Next | undefined {
  skb.isBridged = true;
  skb.outInterface = bridge;
  skb.physOut = to;
  return (
    passHook(walk, bridge.netns, 'FORWARD', skb) ?? passHook(walk, bridge.netns, 'POSTROUTING', skb)
  );
}

/** To the new destination's MAC address where it is behind the same bridge, else up to be routed. */
function readdress(walk: Walk, bridge: Interface, skb: Skb): Next | undefined {
  const { packet, mark } = skb;
  const query = { packet, source: packet.source, mark, inInterface: bridge };
  const answer = lookUp(walk, bridge.netns, query);
  const isForwarding = switchOf(interfaceSetting(bridge, packet.family, 'forwarding')) !== 'off';
  if (isForwarding && answer.result === 'unicast' && answer.device === bridge) {
    const refused = checkSource(walk, bridge.netns, skb, answer);
    if (refused) {
      walk.path.step(refused);
      return end('dropped', refused.reason);
    }
    walk.path.step(answer.step);
    const nexthop = answer.via ?? packet.destination;
    const resolution = resolveNeighbor(walk, bridge, nexthop, skb);
    if (resolution.kind === 'ended') return resolution.next;
    skb.nexthop = nexthop;
    if (resolution.mac === undefined) delete skb.destinationMac;
    else skb.destinationMac = resolution.mac;
    return undefined;
  }
  // The IP layer looks it up once more, and says what becomes of it.
  if (bridge.link.mac !== undefined) skb.destinationMac = bridge.link.mac;
  return undefined;
}
