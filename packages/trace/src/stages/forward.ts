import type { Namespace } from '../network/network.ts';
import { forwardingEnabled } from '../routing/fib.ts';
import type { Next } from '../walk/next.ts';
import { end } from '../walk/next.ts';
import type { Skb } from '../walk/skb.ts';
import type { Walk } from '../walk/walk.ts';
import { passHook } from './passHook.ts';
import { postrouting } from './postrouting.ts';
import type { Way } from './way.ts';
import { endWithoutDevice, outDevice } from './way.ts';

/** For elsewhere: forwarding, TTL, path MTU, FORWARD: ip_forward(), ip6_forward(). */
export function forward(walk: Walk, netns: Namespace, skb: Skb, way: Way): Next {
  const from = skb.inInterface;
  const device = outDevice(netns, way);
  if (!device) return endWithoutDevice(way);
  if (from) {
    const { enabled, evidence } = forwardingEnabled(walk, netns, from, skb.packet.family);
    if (!enabled) {
      const reason = `${netns.name} on ${netns.node} does not forward what comes in by ${from.name}`;
      walk.path.step({ kind: 'forwarding', verdict: 'drop', reason, evidence });
      return end('dropped', reason);
    }
  }
  const { ttl } = skb.packet;
  if (ttl <= 1) {
    const reason = `its TTL is used up in ${netns.name} on ${netns.node}`;
    walk.path.step({ kind: 'forwarding', verdict: 'drop', reason, evidence: [] });
    return end('dropped', reason);
  }
  const tooBig = checkPathMtu(walk, skb, way);
  if (tooBig) return tooBig;
  skb.packet = { ...skb.packet, ttl: ttl - 1 };
  skb.outInterface = device;
  return passHook(walk, netns, 'FORWARD', skb) ?? postrouting(walk, netns, skb, way);
}

/** A router answers "fragmentation needed" before it asks FORWARD. */
function checkPathMtu(walk: Walk, { packet }: Skb, way: Way): Next | undefined {
  const device = 'device' in way ? way.device : undefined;
  const mtu = way.route?.mtu ?? device?.link.mtu;
  if (!device || mtu === undefined || packet.length <= mtu) return undefined;
  if (packet.family === 4 && !packet.dontFragment) return undefined;
  const evidence = [way.route?.mtu === undefined ? device.link.evidence : way.route.evidence];
  const { length } = packet;
  walk.path.step({ kind: 'mtu', device: device.name, mtu, length, verdict: 'drop', evidence });
  return end('dropped', `${length} bytes do not fit through ${device.name}, whose MTU is ${mtu}`);
}
