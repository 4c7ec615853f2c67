import type { Link } from '../../snapshot/link.ts';
import type { EdgeKind, TopologyEdge } from '../topology.ts';
import type { GraphContext } from './linkEdge.ts';
import { elementIdOf, makeEdge } from './linkEdge.ts';

/** `master cni0`: a port and its bridge, a bond and its members, a VRF and what it holds. */
export function masterPorts(context: GraphContext): readonly TopologyEdge[] {
  const { index } = context;
  return index.links.flatMap((port) => {
    const { master } = port.link;
    const upper = master === undefined ? undefined : index.linkByName(port.netns, master);
    if (!upper) return [];
    const kind = memberKind(port.link, upper.link);
    return [
      makeEdge({
        kind: kind ?? 'bridge-port',
        source: elementIdOf(context, port),
        target: elementIdOf(context, upper),
        confidence: kind ? 'proven' : 'inferred',
        reason: kind
          ? `${port.link.name} names ${upper.link.name} as its master`
          : `${port.link.name} names ${upper.link.name} as its master; that it is a bridge is a guess, the details (-d) were not captured`,
        evidence: [port.link.evidence, upper.link.evidence],
      }),
    ];
  });
}

function memberKind(port: Link, master: Link): EdgeKind | undefined {
  switch (master.details?.kind ?? port.port?.kind) {
    case 'bridge':
      return 'bridge-port';
    case 'bond':
    case 'team':
      return 'bond-member';
    case 'vrf':
      return 'vrf-member';
    default:
      return undefined;
  }
}
