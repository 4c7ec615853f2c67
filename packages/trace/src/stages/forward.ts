import { mtuStep, mtuWords } from '../link/mtu.ts';
import { passHook } from '../netfilter/passHook.ts';
import type { Namespace } from '../network/network.ts';
import type { Next } from '../walk/next.ts';
import { end } from '../walk/next.ts';
import type { Skb } from '../walk/skb.ts';
import type { Walk } from '../walk/walk.ts';
import { postrouting } from './postrouting.ts';
import type { Way } from './way.ts';
import { endWithoutDevice, outDevice } from './way.ts';

/** For elsewhere: TTL, path MTU, FORWARD: ip_forward(), ip6_forward(). */
export function forward(walk: Walk, netns: Namespace, skb: Skb, way: Way): Next {
  const device = outDevice(netns, way);
  if (!device) return endWithoutDevice(way);
  const { ttl } = skb.packet;
  if (ttl <= 1) {
    const reason = `its TTL is used up at ${netns.id}`;
    walk.path.step({ kind: 'forwarding', verdict: 'drop', reason, evidence: [] });
    return end('dropped', reason);
  }
  // A router answers "fragmentation needed" before it asks FORWARD.
  const tooLong = mtuStep(device, skb, way.route?.mtu);
  if (tooLong?.verdict === 'drop') {
    walk.path.step(tooLong);
    return end('dropped', mtuWords(tooLong));
  }
  skb.packet = { ...skb.packet, ttl: ttl - 1 };
  skb.outInterface = device;
  return passHook(walk, netns, 'FORWARD', skb) ?? postrouting(walk, netns, skb, way);
}
