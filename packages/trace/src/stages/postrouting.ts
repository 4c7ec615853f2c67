import { passHook } from '../netfilter/passHook.ts';
import type { Namespace } from '../network/network.ts';
import type { Next } from '../walk/next.ts';
import type { Skb } from '../walk/skb.ts';
import type { Walk } from '../walk/walk.ts';
import type { Way } from './way.ts';
import { endWithoutDevice, loopbackOf, outDevice } from './way.ts';

/** The last that netfilter sees of a packet, sent or forwarded: ip_output(). */
export function postrouting(walk: Walk, netns: Namespace, skb: Skb, way: Way): Next {
  const device = outDevice(netns, way);
  if (!device) return endWithoutDevice(way);
  // The next hop was chosen for the address that it was routed by; NAT that comes does not move it.
  const nexthop = ('via' in way && way.via) || skb.packet.destination;
  skb.outInterface = device;
  skb.nexthop = nexthop;
  const stopped = passHook(walk, netns, 'POSTROUTING', skb);
  if (stopped) return stopped;
  if (device !== loopbackOf(netns)) {
    const mtu = way.route?.mtu;
    return {
      stage: 'neighbor',
      interface: device,
      nexthop,
      skb,
      ...(mtu !== undefined && { mtu }),
    };
  }
  skb.isLooped = true;
  return { stage: 'receive', interface: device, skb };
}
