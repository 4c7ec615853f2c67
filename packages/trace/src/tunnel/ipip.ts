import type { Ip, IpTunnel } from '@vethscope/model';
import type { Interface } from '../network/network.ts';
import type { Packet } from '../packet.ts';
import type { Next } from '../walk/next.ts';
import { end } from '../walk/next.ts';
import type { Skb } from '../walk/skb.ts';
import type { Walk } from '../walk/walk.ts';
import { outerSource } from './outerSource.ts';

/**
 * ip_tunnel_xmit(): one IPv4 packet in another. A tunnel without a remote (Calico's tunl0) sends to
 * the next hop of the route that led to it.
 */
export function encapsulateIpip(walk: Walk, tunnel: Interface, skb: Skb): Next {
  const ends = ipipEnds(tunnel);
  if (ends?.external) {
    return end(
      'undecided',
      `${tunnel.name} is told by a program where each packet goes (external)`,
    );
  }
  if (skb.packet.family !== 4) {
    return end('dropped', `${tunnel.name} carries IPv4 only`);
  }
  const remote = ends?.remote ?? skb.nexthop;
  if (remote === undefined) return end('dropped', `${tunnel.name} has no remote address`);
  const draft = draftOuter(skb.packet, remote);
  const source = ends?.local ?? outerSource(walk, tunnel.netns, draft, skb.mark);
  if (source === undefined) return end('noRoute', `no source address for packets to ${remote}`);
  const outer: Packet = { ...draft, source };
  walk.path.step({
    ...{ kind: 'encap', device: tunnel.name, type: 'ipip', outer },
    evidence: [tunnel.link.evidence],
  });
  const bound = ends?.device === undefined ? undefined : tunnel.netns.interfaces.get(ends.device);
  return {
    stage: 'output',
    netns: tunnel.netns,
    skb: {
      ...{ packet: outer, mark: skb.mark, packetType: 'unicast', inner: skb },
      ...(bound && { outInterface: bound }),
    },
  };
}

/** Absent: the capture has no details (`ip -d`). */
export function ipipEnds({ link: { details } }: Interface): IpTunnel | undefined {
  return details?.kind === 'ipip' ? details.tunnel : undefined;
}

const IPV4_HEADER = 20;

/** DF is on unless the tunnel was made with nopmtudisc; TOS and TTL are those inside by default. */
function draftOuter(inner: Packet, destination: Ip): Omit<Packet, 'source'> {
  return {
    ...{ family: 4, destination, protocol: 'ipencap' },
    ...{ length: inner.length + IPV4_HEADER, ttl: inner.ttl, dscp: inner.dscp },
    dontFragment: true,
  };
}
