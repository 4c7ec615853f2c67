import { prefixAddress } from '@vethscope/model';
import type { Interface } from '../network/network.ts';
import type { Next } from '../walk/next.ts';
import { end } from '../walk/next.ts';
import type { Skb } from '../walk/skb.ts';
import type { Walk } from '../walk/walk.ts';
import { childrenOf } from './children.ts';
import { crossInto, leaveBy } from './crossInto.ts';

/**
 * A macvlan or ipvlan sends: to a sibling on the same device, else out by that device. Never to the
 * device's own IP layer: macvlan_queue_xmit(), ipvlan_xmit_mode_l2().
 */
export function sendShared(
  walk: Walk,
  device: Interface,
  { kind, lower }: { readonly kind: 'macvlan' | 'ipvlan'; readonly lower: Interface | undefined },
  skb: Skb,
): Next {
  if (!lower) {
    leaveBy(walk, device, skb);
    return end('leavesCapture', `by ${device.name}: what it sits on was not captured`);
  }
  const sibling = talksToSiblings(device) ? childFor(walk, lower, skb) : undefined;
  if (sibling && sibling !== device) return crossInto(walk, device, sibling, skb);
  if (skb.destinationMac !== undefined && skb.destinationMac === lower.link.mac) {
    return end('dropped', `a ${kind} cannot reach the device that it sits on: ${lower.name}`);
  }
  leaveBy(walk, device, skb);
  walk.path.enter(lower.netns);
  return { stage: 'transmit', interface: lower, skb };
}

/** Which of a device's macvlans or ipvlans a frame that has come in is for: macvlan_handle_frame(). */
export function childFor(walk: Walk, lower: Interface, skb: Skb): Interface | undefined {
  if (skb.packetType !== 'unicast') return undefined;
  const { destinationMac: mac, packet } = skb;
  const macvlan = childrenOf(walk.network, lower, 'macvlan-parent').find(
    ({ link }) => mac !== undefined && link.mac === mac,
  );
  // They share the device's MAC address, and are told apart by their own IP addresses.
  return (
    macvlan ??
    childrenOf(walk.network, lower, 'ipvlan-parent').find(({ link }) =>
      link.addresses.some(({ prefix }) => prefixAddress(prefix) === packet.destination),
    )
  );
}

/** Of macvlans only in mode bridge, in which most are. */
function talksToSiblings({ link: { details } }: Interface): boolean {
  return details?.kind !== 'macvlan' || details.mode === undefined || details.mode === 'bridge';
}
