import type { IpTunnel, LinkDetails, PortDetails } from '@vethscope/model';
import type { SourceLines } from '../../source/sourceLines.ts';
import { type Attributes, integerOf, ipOf, known, switchOf } from './attributes.ts';

/**
 * What `ip -d` says of a link's kind. Names in `value` are the text's, then the JSON's where they
 * differ; they come from `print_opt` in iproute2's iplink_*.c and link_*.c. `text` is what was
 * printed, for a kind that we do not model.
 */
export function readDetails(kind: string, attributes: Attributes, text: string): LinkDetails {
  const read = Object.hasOwn(KINDS, kind) ? KINDS[kind] : undefined;
  return read?.(attributes) ?? { kind: 'other', name: kind, text };
}

/** What `ip -d` says of a link as its master's port: `bridge_slave state forwarding …`. */
export function readPort(kind: string, attributes: Attributes, text: string): PortDetails {
  switch (kind) {
    case 'bridge':
      return bridgePort(attributes);
    case 'bond':
      return bondPort(attributes);
    case 'vrf':
      return { kind: 'vrf', ...known({ table: attributes.value('table') }) };
    default:
      return { kind: 'other', name: kind, text };
  }
}

/** Says so where all that is known of a kind is what was printed of it. */
export function reportUnmodelled(
  source: SourceLines,
  details: LinkDetails | undefined,
  from: number,
  to: number = from,
): void {
  if (details?.kind !== 'other') return;
  source.unsupported(from, `${details.name}: the details of this kind are not read`, 'info', to);
}

const KINDS: Readonly<Record<string, (attributes: Attributes) => LinkDetails>> = {
  bond,
  bridge,
  dummy: () => ({ kind: 'dummy' }),
  erspan: (attributes) => gre('erspan', attributes),
  geneve,
  gre: (attributes) => gre('gre', attributes),
  gretap: (attributes) => gre('gretap', attributes),
  ifb: () => ({ kind: 'ifb' }),
  ip6erspan: (attributes) => gre('ip6erspan', attributes),
  ip6gre: (attributes) => gre('ip6gre', attributes),
  ip6gretap: (attributes) => gre('ip6gretap', attributes),
  ip6tnl: (attributes) => ({ kind: 'ip6tnl', tunnel: tunnelOf(attributes) }),
  ipip: (attributes) => ({ kind: 'ipip', tunnel: tunnelOf(attributes) }),
  ipvlan,
  macvlan: (attributes) => ({ kind: 'macvlan', ...known({ mode: attributes.value('mode') }) }),
  macvtap: (attributes) => ({ kind: 'macvtap', ...known({ mode: attributes.value('mode') }) }),
  nlmon: () => ({ kind: 'nlmon' }),
  sit: (attributes) => ({ kind: 'sit', tunnel: tunnelOf(attributes) }),
  team: () => ({ kind: 'team' }),
  tun,
  veth: () => ({ kind: 'veth' }),
  vlan,
  vrf: (attributes) => ({ kind: 'vrf', ...known({ table: attributes.value('table') }) }),
  vxlan,
  wireguard: () => ({ kind: 'wireguard' }),
};

// bond mode active-backup active_slave eth0 miimon 100 … xmit_hash_policy layer2 … lacp_rate slow
function bond({ value }: Attributes): LinkDetails {
  return {
    kind: 'bond',
    ...known({
      mode: value('mode'),
      activeSlave: value('active_slave'),
      miimon: integerOf(value('miimon')),
      xmitHashPolicy: value('xmit_hash_policy'),
      lacpRate: value('lacp_rate', 'ad_lacp_rate'),
    }),
  };
}

// bridge forward_delay 1500 … ageing_time 30000 stp_state 0 … vlan_filtering 0 … nf_call_iptables 0
function bridge({ value }: Attributes): LinkDetails {
  const ageingTime = integerOf(value('ageing_time'));
  return {
    kind: 'bridge',
    ...known({
      stp: switchOf(value('stp_state')),
      vlanFiltering: switchOf(value('vlan_filtering')),
      vlanDefaultPvid: integerOf(value('vlan_default_pvid')),
      // Printed in hundredths of a second.
      ageingTime: ageingTime === undefined ? undefined : ageingTime / 100,
      nfCallIptables: switchOf(value('nf_call_iptables')),
      nfCallIp6tables: switchOf(value('nf_call_ip6tables')),
      bridgeId: value('bridge_id'),
    }),
  };
}

// bridge_slave state forwarding priority 32 cost 2 hairpin on … port_no 0x2 … neigh_suppress off
function bridgePort({ value }: Attributes): PortDetails {
  return {
    kind: 'bridge',
    ...known({
      state: value('state'),
      portNumber: integerOf(value('port_no', 'no')),
      hairpin: switchOf(value('hairpin')),
      learning: switchOf(value('learning')),
      flood: switchOf(value('flood')),
      multicastFlood: switchOf(value('mcast_flood')),
      broadcastFlood: switchOf(value('bcast_flood')),
      isolated: switchOf(value('isolated')),
      proxyArp: switchOf(value('proxy_arp')),
      neighSuppress: switchOf(value('neigh_suppress')),
    }),
  };
}

// bond_slave state ACTIVE mii_status UP link_failure_count 0 perm_hwaddr 00:15:5d:bf:ba:60 …
function bondPort({ value }: Attributes): PortDetails {
  return { kind: 'bond', ...known({ state: value('state'), miiStatus: value('mii_status') }) };
}

// vxlan id 4096 local 10.0.0.11 dev eth1 srcport 0 0 dstport 4789 nolearning ttl auto ageing 300
function vxlan({ value, has }: Attributes): LinkDetails {
  // Up to iproute2 6.2 the text says `nolearning` or nothing; JSON says true or false. The port is
  // always printed: without it there are no details, and nothing is known of learning either.
  const isLearning = !has('nolearning') && value('learning') !== 'false';
  const port = integerOf(value('dstport', 'port'));
  return {
    kind: 'vxlan',
    ...known({
      vni: integerOf(value('id')),
      local: ipOf(value('local', 'local6')),
      remote: ipOf(value('remote', 'remote6')),
      group: ipOf(value('group', 'group6')),
      device: value('dev', 'link'),
      port,
      learning: port === undefined ? undefined : isLearning,
      external: has('external') || undefined,
      dontFragment: dontFragmentOf(value('df')),
    }),
  };
}

/** Text leaves out `unset`. */
function dontFragmentOf(text: string | undefined): 'set' | 'inherit' | undefined {
  return text === 'set' || text === 'inherit' ? text : undefined;
}

// vlan protocol 802.1Q id 5 <REORDER_HDR,GVRP>
function vlan({ value }: Attributes): LinkDetails {
  return {
    kind: 'vlan',
    ...known({ protocol: value('protocol'), vlanId: integerOf(value('id')) }),
    flags: (value('flags') ?? '').split(',').filter((flag) => flag !== ''),
  };
}

// geneve id 5 remote 10.0.0.2 ttl auto dstport 6081 noudpcsum …
function geneve({ value, has }: Attributes): LinkDetails {
  return {
    kind: 'geneve',
    ...known({
      vni: integerOf(value('id')),
      remote: ipOf(value('remote', 'remote6')),
      port: integerOf(value('dstport', 'port')),
      external: has('external') || undefined,
    }),
  };
}

// gre remote 10.0.0.2 local 10.0.0.1 ttl inherit ikey 0.0.0.7 okey 0.0.0.7
function gre(variant: string, attributes: Attributes): LinkDetails {
  const key = attributes.value('okey', 'ikey');
  return { kind: 'gre', variant, tunnel: tunnelOf(attributes), ...known({ key }) };
}

// ipip remote any local 10.0.0.1 dev eth1 ttl inherit nopmtudisc
function tunnelOf({ value, has }: Attributes): IpTunnel {
  const ttl = value('ttl', 'hoplimit');
  // link_iptnl.c forgets the space: `ipip externaladdrgenmode eui64`.
  const isExternal = has('external') || has('externaladdrgenmode');
  return known({
    local: ipOf(value('local')),
    remote: ipOf(value('remote')),
    device: value('dev', 'link'),
    ttl: ttl === '0' ? 'inherit' : ttl,
    external: isExternal || undefined,
  });
}

// ipvlan mode l3 bridge
function ipvlan({ value, has }: Attributes): LinkDetails {
  return {
    kind: 'ipvlan',
    ...known({ mode: value('mode') }),
    flags: ['bridge', 'private', 'vepa'].filter((flag) => has(flag)),
  };
}

// tun type tap pi off vnet_hdr off persist on
function tun({ value }: Attributes): LinkDetails {
  const persist = switchOf(value('persist'));
  const printed = value('type');
  const type = printed === 'tun' || printed === 'tap' ? printed : undefined;
  return { kind: 'tun', ...(type && { type }), ...known({ persist }) };
}
