import { ipFamily } from '@vethscope/model';
import { reachOf } from '../link/reach.ts';
import type { RemoteVtep } from '../link/vxlanPeers.ts';
import {
  LINUX_VXLAN_PORT,
  leadsToGroup,
  peersAt,
  remotesFor,
  vxlanDetails,
} from '../link/vxlanPeers.ts';
import type { Interface } from '../network/network.ts';
import type { Packet } from '../packet.ts';
import type { Next } from '../walk/next.ts';
import { end } from '../walk/next.ts';
import type { Skb } from '../walk/skb.ts';
import type { Walk } from '../walk/walk.ts';
import { outerSource } from './outerSource.ts';

/** vxlan_xmit(): the frame becomes the content of a UDP packet to the VTEP that the FDB names. */
export function encapsulateVxlan(walk: Walk, tunnel: Interface, skb: Skb): Next {
  const details = vxlanDetails(tunnel);
  if (details?.external) {
    return end(
      'undecided',
      `${tunnel.name} is told by a program where each packet goes (external)`,
    );
  }
  const remote = remoteFor(walk, tunnel, skb);
  if (!remote) {
    if (!tunnel.netns.knows('fdb')) {
      return end('leavesCapture', `through ${tunnel.name}: its FDB was not captured`);
    }
    const whom = skb.destinationMac ?? 'the next hop';
    if (leadsToGroup(tunnel, skb.destinationMac)) {
      return end(
        'undecided',
        `${tunnel.name} has a group of VTEPs for ${whom} (nhid), which is not read`,
      );
    }
    return end('dropped', `the FDB of ${tunnel.name} has no VTEP for ${whom}`);
  }
  const vni = remote.vni ?? details?.vni;
  const outer = outerPacket(walk, tunnel, remote, skb);
  if (!outer) return end('noRoute', `no source address for packets to the VTEP ${remote.address}`);
  walk.path.step({
    ...{ kind: 'encap', device: tunnel.name, type: 'vxlan', outer },
    ...(vni !== undefined && { vni }),
    evidence: [remote.entry?.evidence ?? tunnel.link.evidence, tunnel.link.evidence],
  });
  const bound =
    remote.device === undefined ? undefined : tunnel.netns.interfaces.get(remote.device);
  return {
    stage: 'output',
    netns: tunnel.netns,
    // iptunnel_xmit() keeps the mark, and a look-up of its own is bound only where the entry says so.
    skb: {
      ...{ packet: outer, mark: skb.mark, packetType: 'unicast', inner: skb },
      ...(bound && { outInterface: bound }),
      ...(vni !== undefined && { vni }),
    },
  };
}

/** Of several that a frame is flooded to, the one behind which somebody has its address. */
function remoteFor(walk: Walk, tunnel: Interface, skb: Skb): RemoteVtep | undefined {
  const { destinationMac: mac } = skb;
  const remotes = remotesFor(tunnel, mac);
  if (remotes.length < 2 || mac === undefined)
    return remotes[0] ?? unlistedRemote(walk, tunnel, skb);
  const leadsThere = (peer: Interface): boolean =>
    peer.link.mac === mac ||
    (peer.master !== undefined && reachOf(walk.network, peer.master).macs.has(mac));
  const taker = remotes.find((remote) => peersAt(walk.network, tunnel, remote).some(leadsThere));
  return taker ?? remotes[0];
}

/** Without the FDB: the VTEP that another captured node's device of this VNI and MAC address has. */
function unlistedRemote(walk: Walk, tunnel: Interface, skb: Skb): RemoteVtep | undefined {
  if (tunnel.netns.knows('fdb') || skb.destinationMac === undefined) return undefined;
  const vni = vxlanDetails(tunnel)?.vni;
  for (const peer of walk.network.interfaces.values()) {
    if (peer.type !== 'vxlan' || peer.link.mac !== skb.destinationMac || peer === tunnel) continue;
    const far = vxlanDetails(peer);
    if (far?.local === undefined || far.vni !== vni) continue;
    walk.choices.presume(
      `the FDB of ${tunnel.name} (not captured) has ${skb.destinationMac} at ${far.local}, ${peer.netns.node}'s VTEP`,
    );
    return { address: far.local };
  }
  return undefined;
}

/** IP, UDP and VXLAN headers, and the Ethernet header of the frame inside: RFC 7348. */
const OVERHEAD = { 4: 20 + 8 + 8 + 14, 6: 40 + 8 + 8 + 14 } as const;

function outerPacket(
  walk: Walk,
  tunnel: Interface,
  remote: RemoteVtep,
  { packet, mark }: Skb,
): Packet | undefined {
  const details = vxlanDetails(tunnel);
  const family = ipFamily(remote.address);
  const draft = {
    family,
    destination: remote.address,
    protocol: 'udp',
    // The source port is a hash of what is inside: vxlan_src_port().
    destinationPort: remote.port ?? details?.port ?? LINUX_VXLAN_PORT,
    length: packet.length + OVERHEAD[family],
    ttl: 64,
    dscp: 0,
    // Over IPv6 nothing that is not a socket's own is fragmented.
    dontFragment: family === 6 || forbidsFragments(details?.dontFragment, packet),
  };
  const source = details?.local ?? outerSource(walk, tunnel.netns, draft, mark);
  return source === undefined ? undefined : { ...draft, source };
}

/** `df set`, `df inherit` of a device: vxlan_xmit_one(). */
function forbidsFragments(
  setting: 'set' | 'inherit' | undefined,
  { family, dontFragment }: Packet,
): boolean {
  if (setting !== 'inherit') return setting === 'set';
  return family === 6 || dontFragment;
}
