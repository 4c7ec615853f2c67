import type { IpTunnel, LinkDetails, PortDetails } from '@vethscope/model';
import { assertNever } from '@vethscope/model';

/** One line about a link that only its kind has. */
export interface KindFact {
  readonly name: string;
  readonly value: string;
  readonly hint?: string;
}

/** What `ip -d link` says of a link's kind, in plain words; what it did not print is not there. */
export function linkKindFacts(details: LinkDetails): readonly KindFact[] {
  switch (details.kind) {
    case 'bridge':
      return [
        ...fact('Bridge id', details.bridgeId),
        ...fact('Spanning tree', onOff(details.stp), STP),
        ...fact('VLAN filtering', onOff(details.vlanFiltering), VLAN_FILTERING),
        ...fact('Default VLAN', details.vlanDefaultPvid, 'Of untagged frames (PVID).'),
        ...fact('Ageing', seconds(details.ageingTime), 'How long a learned MAC address is kept.'),
        ...fact('Calls iptables', onOff(details.nfCallIptables), NF_CALL),
        ...fact('Calls ip6tables', onOff(details.nfCallIp6tables), NF_CALL),
      ];
    case 'vxlan':
      return [
        ...fact('VNI', details.vni, 'VXLAN network identifier: both ends must have the same.'),
        ...fact('Local address', details.local, 'Outer source address: this node’s VTEP.'),
        ...fact('Remote', details.remote),
        ...fact('Multicast group', details.group),
        ...fact(
          'Underlay',
          details.device,
          'The encapsulated packets leave through this interface.',
        ),
        ...fact('UDP port', details.port, 'Firewalls between the nodes must let it through.'),
        ...fact('Learning', onOff(details.learning), VXLAN_LEARNING),
        ...fact('External', onOff(details.external), 'Tunnel keys are given per packet.'),
      ];
    case 'vlan':
      return [
        ...fact('VLAN', details.vlanId),
        ...fact('Protocol', details.protocol),
        ...fact('Flags', words(details.flags)),
      ];
    case 'bond':
      return [
        ...fact('Mode', details.mode),
        ...fact('Active member', details.activeSlave),
        ...fact('Link check', details.miimon === undefined ? undefined : `${details.miimon} ms`),
        ...fact('Hash policy', details.xmitHashPolicy, 'Decides which member a flow uses.'),
        ...fact('LACP rate', details.lacpRate),
      ];
    case 'ipip':
    case 'sit':
    case 'ip6tnl':
      return tunnelFacts(details.tunnel);
    case 'gre':
      return [
        ...fact('Variant', details.variant),
        ...tunnelFacts(details.tunnel),
        ...fact('Key', details.key),
      ];
    case 'geneve':
      return [
        ...fact('VNI', details.vni),
        ...fact('Remote', details.remote),
        ...fact('UDP port', details.port),
        ...fact('External', onOff(details.external), 'Tunnel keys are given per packet.'),
      ];
    case 'macvlan':
    case 'macvtap':
      return fact('Mode', details.mode);
    case 'ipvlan':
      return [...fact('Mode', details.mode), ...fact('Flags', words(details.flags))];
    case 'tun':
      return [...fact('Layer', details.type), ...fact('Persistent', onOff(details.persist))];
    case 'vrf':
      return fact('Table', details.table);
    case 'other':
      return [...fact('Kind', details.name), ...fact('Details', details.text)];
    case 'device':
    case 'loopback':
    case 'veth':
    case 'dummy':
    case 'wireguard':
    case 'ifb':
    case 'nlmon':
    case 'team':
      return [];
    default:
      return assertNever(details);
  }
}

/** What a link is to its master. */
export function portFacts(port: PortDetails): readonly KindFact[] {
  switch (port.kind) {
    case 'bridge':
      return [
        ...fact('Port state', port.state, 'Only a forwarding port passes frames.'),
        ...fact('Port number', port.portNumber),
        ...fact('Hairpin', onOff(port.hairpin), HAIRPIN),
        ...fact('Learning', onOff(port.learning), 'MAC addresses seen here are remembered.'),
        ...fact('Flooding', onOff(port.flood), 'Frames to unknown addresses go out here too.'),
        ...fact('Isolated', onOff(port.isolated), 'Isolated ports do not reach each other.'),
        ...fact('Proxy ARP', onOff(port.proxyArp)),
        ...fact('Neighbour suppression', onOff(port.neighSuppress)),
      ];
    case 'bond':
      return [...fact('Member state', port.state), ...fact('Link', port.miiStatus)];
    case 'vrf':
      return fact('VRF table', port.table);
    case 'other':
      return [...fact('Port of', port.name), ...fact('Details', port.text)];
    default:
      return assertNever(port);
  }
}

const STP = 'Bridges agree on a tree without loops (802.1D).';
const VLAN_FILTERING = 'Ports keep VLANs apart.';
const NF_CALL = 'Whether frames that only cross the bridge are shown to the firewall.';
const VXLAN_LEARNING =
  'Off: peers are not learned from traffic, somebody (Calico, flannel) writes them as entries.';
const HAIRPIN =
  'A frame may leave through the port it came from: needed when a pod reaches itself through its own service.';

function tunnelFacts(tunnel: IpTunnel): readonly KindFact[] {
  return [
    ...fact('Local', tunnel.local ?? 'any'),
    ...fact('Remote', tunnel.remote ?? 'any'),
    ...fact('Underlay', tunnel.device),
    ...fact('TTL', tunnel.ttl),
  ];
}

function fact(
  name: string,
  value: string | number | undefined,
  hint?: string,
): readonly KindFact[] {
  if (value === undefined || value === '') return [];
  return [{ name, value: String(value), ...(hint !== undefined && { hint }) }];
}

function onOff(value: boolean | undefined): string | undefined {
  return value === undefined ? undefined : value ? 'on' : 'off';
}

function seconds(value: number | undefined): string | undefined {
  return value === undefined ? undefined : `${value} s`;
}

function words(values: readonly string[]): string | undefined {
  return values.length === 0 ? undefined : values.join(' ');
}
