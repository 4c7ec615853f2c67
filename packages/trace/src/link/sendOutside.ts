import type { Interface } from '../network/network.ts';
import type { Next } from '../walk/next.ts';
import { end } from '../walk/next.ts';
import type { Skb } from '../walk/skb.ts';
import type { Walk } from '../walk/walk.ts';
import { crossInto, leaveBy } from './crossInto.ts';
import type { OutsideEnd } from './outside.ts';
import { outsideEnds } from './outside.ts';

/** By a NIC: to the captured node on its network whose MAC address the frame is for, or out of sight. */
export function sendOutside(walk: Walk, nic: Interface, skb: Skb): Next {
  const ends = outsideEnds(walk.network, nic, skb.vlan);
  const taker = skb.packetType === 'unicast' ? ends.find((end) => takes(end, skb)) : undefined;
  if (!taker) {
    leaveBy(walk, nic, skb);
    return end('leavesCapture', `out by ${nic.name} ${towards(skb)}`);
  }
  const { nic: other, vlan } = taker;
  if (taker.confidence === 'inferred') presumeNetwork(walk, nic, taker);
  const frame: Skb = { ...skb };
  if (vlan === undefined) delete frame.vlan;
  else frame.vlan = vlan;
  return crossInto(walk, nic, other, frame);
}

/** The same words for both directions, so that a reply takes nothing more for granted. */
function presumeNetwork(walk: Walk, nic: Interface, { nic: other, network }: OutsideEnd): void {
  const both = nic.id < other.id ? [nic, other] : [other, nic];
  const names = both.map(({ name, netns }) => `${name} of ${netns.node}`).join(' and ');
  walk.choices.presume(`${names} are on one network: both have an address of ${network}`);
}

/** A NIC below a bridge takes what the bridge, or something behind it, is to get. */
function takes({ nic }: OutsideEnd, { destinationMac }: Skb): boolean {
  if (destinationMac === undefined) return false;
  return [nic, nic.master].some((layer) => layer?.link.mac === destinationMac);
}

function towards({ nexthop, packet, destinationMac }: Skb): string {
  if (nexthop === undefined || nexthop === packet.destination) {
    return `towards ${packet.destination}`;
  }
  const mac = destinationMac === undefined ? '' : ` (${destinationMac})`;
  return `towards the gateway ${nexthop}${mac}`;
}
