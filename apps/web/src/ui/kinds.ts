import type { InterfaceType, TopologyNode } from '@vethscope/model';
import { assertNever } from '@vethscope/model';

/** The kinds that the palette in ui/tokens.css has a colour for: `--kind-NAME`. */
export type Kind =
  | 'node'
  | 'netns'
  | 'pod'
  | 'device'
  | 'bridge'
  | 'veth'
  | 'vxlan'
  | 'loopback'
  | 'external'
  | 'vlan'
  | 'bond'
  | 'tunnel'
  | 'other'
  | 'service'
  | 'chain'
  | 'route';

export function kindOfElement(element: TopologyNode): Kind {
  return element.kind === 'interface' ? kindOfInterface(element.type) : element.kind;
}

export function kindOfInterface(type: InterfaceType): Kind {
  switch (type) {
    case 'device':
    case 'bridge':
    case 'veth':
    case 'vxlan':
    case 'loopback':
    case 'vlan':
    case 'bond':
      return type;
    case 'team':
      return 'bond';
    case 'macvlan':
    case 'macvtap':
    case 'ipvlan':
      return 'vlan';
    case 'ipip':
    case 'sit':
    case 'ip6tnl':
    case 'gre':
    case 'geneve':
    case 'wireguard':
    case 'tun':
      return 'tunnel';
    case 'dummy':
    case 'vrf':
    case 'ifb':
    case 'nlmon':
    case 'other':
    case 'unknown':
      return 'other';
    default:
      return assertNever(type);
  }
}
