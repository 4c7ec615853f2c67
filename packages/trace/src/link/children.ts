import type { EdgeKind } from '@vethscope/model';
import { compareText } from '@vethscope/model';
import type { Interface, Network } from '../network/network.ts';

type ChildKind = Extract<EdgeKind, 'vlan-parent' | 'macvlan-parent' | 'ipvlan-parent'>;

/** VLANs, macvlans or ipvlans that sit on a device, in whichever namespace. Sorted by id. */
export function childrenOf(
  network: Network,
  parent: Interface,
  kind: ChildKind,
): readonly Interface[] {
  const known = children.get(parent) ?? findChildren(network, parent);
  return known.get(kind) ?? [];
}

type Children = ReadonlyMap<EdgeKind, readonly Interface[]>;

/** Every frame that comes in asks, and a bridge for 250 pods has as many edges. */
const children = new WeakMap<Interface, Children>();

function findChildren(network: Network, parent: Interface): Children {
  const kinds: readonly ChildKind[] = ['vlan-parent', 'macvlan-parent', 'ipvlan-parent'];
  const found = new Map(
    kinds.map((kind) => [
      kind,
      parent.edges
        .filter((edge) => edge.kind === kind && edge.target === parent.id)
        .flatMap(({ source }) => network.interfaces.get(source) ?? [])
        .sort((a, b) => compareText(a.id, b.id)),
    ]),
  );
  children.set(parent, found);
  return found;
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
