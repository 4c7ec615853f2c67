import type { Ip } from '../../net/ip.ts';
import type { Link } from '../../snapshot/link.ts';
import type { PlacedLink } from '../nodeIndex.ts';
import type { TopologyEdge } from '../topology.ts';
import type { GraphContext } from './linkEdge.ts';
import { elementIdOf, makeEdge } from './linkEdge.ts';

/** `vxlan id 4096 local 10.0.0.11 dev eth1`: a tunnel and the interface its outer packets use. */
export function tunnelUnderlays(context: GraphContext): readonly TopologyEdge[] {
  return context.index.links.flatMap((tunnel) => {
    const ends = tunnelEnds(tunnel.link);
    // A tunnel that was moved keeps its underlay in the namespace where it was made.
    if (!ends || tunnel.link.peer?.nsid !== undefined) return [];
    const kind = tunnel.link.details?.kind === 'vxlan' ? 'vxlan-underlay' : 'tunnel-underlay';
    const source = elementIdOf(context, tunnel);
    const device =
      ends.device === undefined ? undefined : context.index.linkByName(tunnel.netns, ends.device);
    if (device) {
      return [
        makeEdge({
          kind,
          source,
          target: elementIdOf(context, device),
          confidence: 'proven',
          reason: `${tunnel.link.name} is bound to ${device.link.name}`,
          evidence: [tunnel.link.evidence, device.link.evidence],
        }),
      ];
    }
    return carriersOf(context, tunnel, ends.local).map((carrier) =>
      makeEdge({
        kind,
        source,
        target: elementIdOf(context, carrier),
        confidence: 'inferred',
        reason: `${tunnel.link.name} sends from ${ends.local}, an address of ${carrier.link.name}; no device is named`,
        evidence: [tunnel.link.evidence, carrier.link.evidence],
      }),
    );
  });
}

interface TunnelEnds {
  readonly device?: string | undefined;
  readonly local?: Ip | undefined;
}

function tunnelEnds({ details }: Link): TunnelEnds | undefined {
  switch (details?.kind) {
    case 'vxlan':
      return { device: details.device, local: details.local };
    case 'ipip':
    case 'sit':
    case 'ip6tnl':
    case 'gre':
      return details.tunnel;
    default:
      return undefined;
  }
}

function carriersOf(
  { index }: GraphContext,
  tunnel: PlacedLink,
  local: Ip | undefined,
): readonly PlacedLink[] {
  if (local === undefined) return [];
  return index
    .linksWithAddress(local)
    .filter(({ netns, link }) => netns === tunnel.netns && link !== tunnel.link);
}
