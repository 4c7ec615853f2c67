import type { EdgeKind } from '@vethscope/model';
import { compareText } from '@vethscope/model';
import type { Interface, Network } from '../network/network.ts';

/** VLANs, macvlans or ipvlans that sit on a device, in whichever namespace. Sorted by id. */
export function childrenOf(
  network: Network,
  parent: Interface,
  kind: Extract<EdgeKind, 'vlan-parent' | 'macvlan-parent' | 'ipvlan-parent'>,
): readonly Interface[] {
  if (parent.edges.length === 0) return [];
  return parent.edges
    .filter((edge) => edge.kind === kind && edge.target === parent.id)
    .flatMap(({ source }) => network.interfaces.get(source) ?? [])
    .sort((a, b) => compareText(a.id, b.id));
}

/** The VLAN on a device that takes frames with this tag: vlan_do_receive(). */
export function vlanOn(network: Network, device: Interface, tag: number): Interface | undefined {
  return childrenOf(network, device, 'vlan-parent').find(
    ({ link: { details } }) => details?.kind === 'vlan' && details.vlanId === tag,
  );
}

/** A bond or a team: its members are one device. */
export function isAggregate({ type }: Interface): boolean {
  return type === 'bond' || type === 'team';
}
