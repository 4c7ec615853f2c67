import type { InterfaceType } from '../graph/interfaceType.ts';
import type { TopologyNode } from '../graph/topology.ts';

/** What a thing is, as the palette and the legend tell it: `--kind-…` in the web application. */
export type Kind =
  | 'node'
  | 'netns'
  | 'pod'
  | 'device'
  | 'bridge'
  | 'veth'
  | 'vxlan'
  | 'vlan'
  | 'bond'
  | 'tunnel'
  | 'loopback'
  | 'other'
  | 'external'
  | 'route';

export function kindOf(element: TopologyNode): Kind {
  return element.kind === 'interface' ? interfaceKind(element.type) : element.kind;
}

export function interfaceKind(type: InterfaceType): Kind {
  switch (type) {
    case 'device':
    case 'bridge':
    case 'veth':
    case 'vxlan':
    case 'loopback':
      return type;
    case 'vlan':
    case 'macvlan':
    case 'macvtap':
    case 'ipvlan':
      return 'vlan';
    case 'bond':
    case 'team':
      return 'bond';
    case 'ipip':
    case 'sit':
    case 'ip6tnl':
    case 'gre':
    case 'geneve':
    case 'wireguard':
    case 'tun':
      return 'tunnel';
    default:
      return 'other';
  }
}
