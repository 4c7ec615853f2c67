import type { Evidence } from '@vethscope/model';
import { lookupRoute } from '@vethscope/model';
import type { Interface } from '@vethscope/trace';
import type { FindingContext } from '../../../context.ts';

/** An interface that a tunnel's outer packets leave by. */
export interface TunnelUnderlay {
  readonly device: Interface;
  readonly evidence: readonly Evidence[];
}

/** As the tunnel names it; of one that names none, as its routes' gateways tell. */
export function tunnelUnderlays(
  tunnel: Interface,
  { network }: FindingContext,
): readonly TunnelUnderlay[] {
  const named = tunnel.edges.flatMap(({ kind, source, target, evidence }) => {
    const isUnderlay = kind === 'vxlan-underlay' || kind === 'tunnel-underlay';
    const device = isUnderlay && source === tunnel.id ? network.interfaces.get(target) : undefined;
    return device ? [{ device, evidence }] : [];
  });
  return named.length === 0 && tunnel.type === 'ipip' ? underlaysByRoutes(tunnel) : named;
}

/** `10.244.2.0/26 via 192.168.56.12 dev tunl0 proto bird onlink`: the gateway is the outer destination. */
function underlaysByRoutes({ name, netns, link }: Interface): readonly TunnelUnderlay[] {
  const found = new Map<string, TunnelUnderlay>();
  for (const { nexthops, evidence } of netns.facts.routes) {
    for (const { via, device: out } of nexthops) {
      if (out !== name || via === undefined) continue;
      const { outcome, route } = lookupRoute(netns.facts, via);
      const [hop, ...others] = route?.nexthops ?? [];
      const device = hop?.device === undefined ? undefined : netns.interfaces.get(hop.device);
      if (outcome !== 'forward' || !route || !device || others.length > 0) continue;
      if (found.has(device.name)) continue;
      found.set(device.name, {
        device,
        evidence: [link.evidence, evidence, route.evidence],
      });
    }
  }
  return [...found.values()];
}
