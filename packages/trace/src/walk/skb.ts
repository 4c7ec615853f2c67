import type { Ip, Mac } from '@vethscope/model';
import type { Interface } from '../network/network.ts';
import type { Packet } from '../packet.ts';
import type { Connection } from './conntrack.ts';

/** A packet and what the kernel keeps beside it while it handles it: struct sk_buff. */
export interface Skb {
  packet: Packet;
  /** Unsigned 32 bits. Gone when it crosses into another namespace. */
  mark: number;
  /** Where it came in; absent while a local process sends it. */
  inInterface?: Interface;
  /** Where it is to go out; absent before the routing decision and on its way to a local process. */
  outInterface?: Interface;
  /** br_netfilter: the bridge ports behind those two. */
  physIn?: Interface;
  physOut?: Interface;
  /** br_netfilter: it only crosses the bridge, the IP layer does not route it. */
  isBridged?: boolean;
  /** br_netfilter has shown it to PREROUTING: the IP layer does not do so once more. */
  wasPrerouted?: boolean;
  /** Sent over loopback: where it goes was decided when it was sent. */
  isLooped?: boolean;
  /** Of the Ethernet frame it is in; absent on links without. */
  sourceMac?: Mac;
  destinationMac?: Mac;
  /** 802.1Q tag of the frame; absent: untagged. */
  vlan?: number;
  /** Whom the frame is for on the link, its gateway or its destination: tunnels without a remote and words go by it. */
  nexthop?: Ip;
  /** As `-m pkttype` asks. */
  packetType: 'unicast' | 'broadcast' | 'multicast';
  /** Set by conntrack; stays over loopback, gone over a veth. */
  conntrack?: ConntrackInfo;
  /** What a tunnel's packet carries. */
  inner?: Skb;
  /** Of what a VXLAN tunnel's packet carries: the network that it belongs to. */
  vni?: number;
}

export interface ConntrackInfo {
  /** Absent: untracked or invalid. */
  readonly connection?: Connection;
  readonly direction: 'original' | 'reply';
  readonly state: 'NEW' | 'ESTABLISHED' | 'RELATED' | 'INVALID' | 'UNTRACKED';
}
