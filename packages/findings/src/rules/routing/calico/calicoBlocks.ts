import type { Family, Prefix, Route } from '@vethscope/model';
import { familyWidth, ipFamily, prefixLength } from '@vethscope/model';
import type { Namespace } from '@vethscope/trace';
import type { FindingContext } from '../../../context.ts';

/** Protocols of the routes that Calico makes: Felix's number, and BIRD. */
const CALICO: ReadonlySet<string> = new Set(['80', 'bird']);

/** Routes that end what nobody in a node's block takes: `blackhole 192.168.2.0/26 proto 80`. */
export function deadEnds({ facts }: Namespace): readonly Route[] {
  return facts.routes.filter(
    ({ type }) => type === 'blackhole' || type === 'unreachable' || type === 'prohibit',
  );
}

/** The blocks that a node holds, by the dead ends that Calico has made on it. */
export function ownBlocks(host: Namespace): readonly Route[] {
  const before = known.get(host);
  if (before) return before;
  const found = deadEnds(host).filter((route) => isOfCalico(route) && isBlock(route.destination));
  known.set(host, found);
  return found;
}

/** Every other node asks for them. */
const known = new WeakMap<Namespace, readonly Route[]>();

/** Routes to more than one address: where Calico goes by blocks, and not by pods. */
export function hasBlockRoutes({ facts }: Namespace, family: Family): boolean {
  return facts.routes.some(
    (route) =>
      route.family === family &&
      route.type === 'unicast' &&
      isOfCalico(route) &&
      isBlock(route.destination),
  );
}

/** A block of one address has no other route than its pod's. */
export function isBlock(prefix: Prefix): boolean {
  return prefixLength(prefix) > 0 && prefixLength(prefix) < familyWidth(ipFamily(prefix));
}

/** `routeSource: WorkloadIPs`: a route for each pod of other nodes, and no blocks. */
export function goesByPods({ snapshot }: FindingContext): boolean {
  return snapshot.nodes.some(({ kubernetes }) =>
    kubernetes.felixConfigurations.some(
      ({ settings }) => settings['routeSource'] === 'WorkloadIPs',
    ),
  );
}

function isOfCalico({ protocol }: Route): boolean {
  return protocol !== undefined && CALICO.has(protocol);
}
