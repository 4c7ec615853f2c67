import { bridgeFrame } from '../link/bridgeFrame.ts';
import { isAggregate, vlanOn } from '../link/children.ts';
import { whyNotReceiving } from '../link/deviceState.ts';
import { childFor } from '../link/sendShared.ts';
import { passDevice } from '../link/unreadPrograms.ts';
import type { Interface } from '../network/network.ts';
import type { Next } from '../walk/next.ts';
import { end } from '../walk/next.ts';
import type { Skb } from '../walk/skb.ts';
import type { Walk } from '../walk/walk.ts';
import type { Stage } from './stages.ts';

/**
 * __netif_receive_skb_core(): to a VLAN on the device, else to what the device is a part of, else to
 * what shares it, else to the IP layer.
 */
export const input: Stage<'input'> = (walk, { interface: at, skb }) => {
  delete skb.nexthop;
  const down = whyNotReceiving(at);
  if (down !== undefined) return end('dropped', down);
  const stopped = passDevice(walk, at, 'ingress');
  if (stopped) return stopped;
  const tagged = skb.vlan === undefined ? undefined : vlanOn(walk.network, at, skb.vlan);
  if (tagged) {
    delete skb.vlan;
    walk.path.enter(tagged.netns);
    return { stage: 'input', interface: tagged, skb };
  }
  const { master } = at;
  if (master?.type === 'bridge') return bridgeFrame(walk, master, at, skb);
  if (master && isAggregate(master)) {
    return { stage: 'input', interface: master, skb };
  }
  const child = childFor(walk, at, skb);
  if (child) {
    walk.path.enter(child.netns);
    return { stage: 'input', interface: child, skb };
  }
  return toIpLayer(walk, at, skb);
};

/** ip_rcv() takes no frame that is for another machine: PACKET_OTHERHOST. */
function toIpLayer(walk: Walk, at: Interface, skb: Skb): Next {
  if (skb.vlan !== undefined) {
    return end('dropped', `${at.name} has no VLAN ${skb.vlan}, which the frame is tagged with`);
  }
  if (isForAnother(at, skb)) {
    return end(
      'dropped',
      `the frame is for ${skb.destinationMac}, and ${at.name} is ${at.link.mac}`,
    );
  }
  walk.path.enter(at.netns);
  skb.inInterface = at;
  if (skb.outInterface) delete skb.outInterface;
  return { stage: 'receive', interface: at, skb };
}

function isForAnother({ link }: Interface, { packetType, destinationMac }: Skb): boolean {
  if (packetType !== 'unicast' || destinationMac === undefined) return false;
  return link.mac !== undefined && link.mac !== destinationMac;
}
