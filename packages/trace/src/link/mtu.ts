import type { Interface } from '../network/network.ts';
import type { Packet } from '../packet.ts';
import type { MtuStep } from '../step.ts';
import type { Skb } from '../walk/skb.ts';

/**
 * What becomes of a packet that is longer than the way out allows: absent where it fits. `routeMtu` is
 * the route's own. Forwarding asks before the FORWARD hook (ip_forward(), ip6_forward()), all else
 * when the packet is sent (ip_finish_output()).
 */
export function mtuStep(
  out: Interface,
  { packet: { length, family, dontFragment }, inInterface }: Skb,
  routeMtu?: number,
): MtuStep | undefined {
  const mtu = routeMtu ?? out.link.mtu;
  if (mtu === undefined || length <= mtu) return undefined;
  const isForwarded6 = family === 6 && inInterface !== undefined;
  const verdict = dontFragment || isForwarded6 ? 'drop' : 'fragment';
  return {
    ...{ kind: 'mtu', device: out.name, mtu, length, verdict },
    evidence: [out.link.evidence],
  };
}

/** Why it ends there, for a step that drops. */
export function mtuWords({ device, mtu, length }: MtuStep): string {
  return `needs fragmentation: ${length} bytes do not fit through ${device} with an MTU of ${mtu}`;
}

/** is_skb_forwardable(): no IP layer is there to fragment it. A VLAN tag's length is always allowed. */
export function exceedsFrame(device: Interface, { length }: Packet): MtuStep | undefined {
  const { mtu } = device.link;
  if (mtu === undefined || length <= mtu + VLAN_TAG) return undefined;
  return {
    ...{ kind: 'mtu', device: device.name, mtu, length, verdict: 'drop' },
    evidence: [device.link.evidence],
  };
}

const VLAN_TAG = 4;
