import type { Interface } from '../network/network.ts';
import type { Next } from '../walk/next.ts';
import { end } from '../walk/next.ts';
import type { Skb } from '../walk/skb.ts';
import type { Walk } from '../walk/walk.ts';
import { whyNotReceiving } from './deviceState.ts';
import { exceedsFrame } from './mtu.ts';

/**
 * A frame that `from` sends comes in at `to`: the other end of a veth, another node's NIC. Conntrack's
 * knowledge of it stays behind, and its mark where it comes into another namespace: skb_scrub_packet().
 */
export function crossInto(walk: Walk, from: Interface, to: Interface, skb: Skb): Next {
  leaveBy(walk, from, skb);
  walk.path.enter(to.netns);
  walk.path.step({
    ...{ kind: 'ingress', interface: to.id, name: to.name },
    evidence: [to.link.evidence],
  });
  const down = whyNotReceiving(to);
  if (down !== undefined) return end('dropped', down);
  const tooLong = exceedsFrame(to, skb.packet);
  if (tooLong) {
    walk.path.step(tooLong);
    return end(
      'dropped',
      `${to.name} takes no frame of ${tooLong.length} bytes: its MTU is ${tooLong.mtu}`,
    );
  }
  return {
    stage: 'input',
    interface: to,
    skb: scrubbed(skb, from.netns === to.netns ? skb.mark : 0),
  };
}

/** Writes down that it leaves. */
export function leaveBy(walk: Walk, from: Interface, { packet }: Skb): void {
  walk.path.step({
    ...{ kind: 'egress', interface: from.id, name: from.name, packet },
    evidence: [from.link.evidence],
  });
}

/** What is left of it on a wire: the frame, and the mark where that is given. */
function scrubbed(skb: Skb, mark: number): Skb {
  const { packet, packetType, sourceMac, destinationMac, vlan, nexthop, inner, vni } = skb;
  const fresh: Skb = { packet, packetType, mark };
  if (sourceMac !== undefined) fresh.sourceMac = sourceMac;
  if (destinationMac !== undefined) fresh.destinationMac = destinationMac;
  if (vlan !== undefined) fresh.vlan = vlan;
  if (nexthop !== undefined) fresh.nexthop = nexthop;
  if (inner !== undefined) fresh.inner = inner;
  if (vni !== undefined) fresh.vni = vni;
  return fresh;
}
