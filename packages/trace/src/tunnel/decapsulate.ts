import { ipFamily } from '@vethscope/model';
import { whyNotReceiving } from '../link/deviceState.ts';
import { LINUX_VXLAN_PORT, vxlanDetails } from '../link/vxlanPeers.ts';
import type { Interface, Namespace } from '../network/network.ts';
import type { Packet } from '../packet.ts';
import type { DecapStep } from '../step.ts';
import type { Next } from '../walk/next.ts';
import { end } from '../walk/next.ts';
import type { Skb } from '../walk/skb.ts';
import type { Walk } from '../walk/walk.ts';
import { ipipEnds } from './ipip.ts';

/**
 * A packet for an address of the namespace, past INPUT: where it is a tunnel's, what it carries comes
 * in by the tunnel's device. Absent: it is for a socket.
 */
export function decapsulate(walk: Walk, netns: Namespace, skb: Skb): Next | undefined {
  const { inner, packet } = skb;
  switch (packet.protocol) {
    case 'udp': {
      const tunnels = vxlansOn(netns, packet);
      if (tunnels.length === 0) return undefined;
      if (!inner) {
        return end('undecided', `what it carries for ${namesOf(tunnels)} is not known`);
      }
      const tunnel = tunnels.find((device) => vxlanDetails(device)?.vni === skb.vni);
      if (tunnel) return comeOut(walk, tunnel, 'vxlan', skb, inner);
      return end('dropped', `no VXLAN device in here has the VNI ${skb.vni}`);
    }
    case 'ipencap': {
      const tunnel = ipipFor(netns, packet);
      if (!inner || !tunnel) return undefined;
      return comeOut(walk, tunnel, 'ipip', skb, inner);
    }
    default:
      return undefined;
  }
}

/** Devices behind the socket that it comes to: one for each port and family. */
function vxlansOn(netns: Namespace, { destinationPort, family }: Packet): readonly Interface[] {
  const found: Interface[] = [];
  for (const device of netns.interfaces.values()) {
    const details = vxlanDetails(device);
    if (!details || (details.port ?? LINUX_VXLAN_PORT) !== destinationPort) continue;
    const end = details.local ?? details.remote ?? details.group;
    // A socket of IPv4 unless one of its ends is IPv6; in external mode there are both.
    if (details.external || (end === undefined ? 4 : ipFamily(end)) === family) found.push(device);
  }
  return found;
}

/** ip_tunnel_lookup(): both ends, then the remote one, then the own one, then neither. */
function ipipFor(netns: Namespace, { source, destination }: Packet): Interface | undefined {
  const tunnels = [...netns.interfaces.values()].flatMap((device) => {
    const ends = ipipEnds(device);
    if (device.type !== 'ipip') return [];
    if (ends?.remote !== undefined && ends.remote !== source) return [];
    if (ends?.local !== undefined && ends.local !== destination) return [];
    const rank = (ends?.remote === undefined ? 2 : 0) + (ends?.local === undefined ? 1 : 0);
    return [{ device, rank }];
  });
  return tunnels.sort((a, b) => a.rank - b.rank)[0]?.device;
}

function comeOut(
  walk: Walk,
  tunnel: Interface,
  type: DecapStep['type'],
  outer: Skb,
  inner: Skb,
): Next {
  const down = whyNotReceiving(tunnel);
  if (down !== undefined) return end('dropped', down);
  const { packet, packetType, sourceMac, destinationMac, vlan, nexthop } = inner;
  walk.path.step({
    ...{ kind: 'decap', device: tunnel.name, type, inner: packet },
    ...(outer.vni !== undefined && { vni: outer.vni }),
    evidence: [tunnel.link.evidence],
  });
  const isEthernet = type === 'vxlan';
  return {
    stage: 'input',
    interface: tunnel,
    // The packet's own mark, of PREROUTING and INPUT, stays: __iptunnel_pull_header().
    skb: {
      ...{ packet, packetType, mark: outer.mark },
      ...(isEthernet && sourceMac !== undefined && { sourceMac }),
      ...(isEthernet && destinationMac !== undefined && { destinationMac }),
      ...(isEthernet && vlan !== undefined && { vlan }),
      ...(nexthop !== undefined && { nexthop }),
      ...(inner.inner && { inner: inner.inner }),
      ...(inner.vni !== undefined && { vni: inner.vni }),
    },
  };
}

function namesOf(tunnels: readonly Interface[]): string {
  return tunnels.map(({ name }) => name).join(', ');
}
