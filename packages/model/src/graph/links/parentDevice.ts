import type { Link } from '../../snapshot/link.ts';
import type { PlacedLink } from '../nodeIndex.ts';
import type { EdgeKind, TopologyEdge } from '../topology.ts';
import type { GraphContext } from './linkEdge.ts';
import { elementIdOf, makeEdge } from './linkEdge.ts';

/** `eth0.100@eth0`: a VLAN, macvlan or ipvlan and the device it sits on. */
export function parentDevices(context: GraphContext): readonly TopologyEdge[] {
  return context.index.links.flatMap((child) => {
    const kind = parentKind(child.link);
    const parent = kind && findParent(context, child);
    if (!kind || !parent) return [];
    return [
      makeEdge({
        kind,
        source: elementIdOf(context, child),
        target: elementIdOf(context, parent.placed),
        confidence: parent.by === 'nsid' ? 'inferred' : 'proven',
        reason: `${child.link.name} sits on ${parent.placed.link.name}`,
        evidence: [child.link.evidence, parent.placed.link.evidence],
      }),
    ];
  });
}

function parentKind(link: Link): EdgeKind | undefined {
  switch (link.details?.kind) {
    case 'vlan':
      return 'vlan-parent';
    case 'macvlan':
    case 'macvtap':
      return 'macvlan-parent';
    case 'ipvlan':
      return 'ipvlan-parent';
    default:
      return undefined;
  }
}

/** `net1@if3 … link-netnsid 0`: a pod's macvlan has its parent in the host's namespace. */
function findParent(
  { index, names }: GraphContext,
  child: PlacedLink,
): { readonly placed: PlacedLink; readonly by: string } | undefined {
  const { name, ifindex } = child.link.peer ?? {};
  const there = names.peerNetns(child);
  const netns = there?.name ?? child.netns;
  const placed =
    name !== undefined
      ? index.linkByName(netns, name)
      : ifindex !== undefined
        ? index.linkByIndex(netns, ifindex)
        : undefined;
  return placed && { placed, by: there?.by ?? 'same-netns' };
}
