import type { Nexthop } from '@vethscope/model';
import { type Namespace, perNamespace } from '../network/network.ts';
import { settingOf } from '../network/sysctls.ts';
import type { Walk } from '../walk/walk.ts';
import type { FibResult } from './fibLookup.ts';
import type { Flow } from './flow.ts';
import { scoreOf } from './selectRoute.ts';
import { sourceToNexthop } from './sourceAddress4.ts';

type RouteResult = Extract<FibResult, { readonly kind: 'route' }>;

/**
 * Of several next hops the one for this flow. The kernel hashes its addresses, with a seed that
 * nobody knows: it is left to chance by weight, and the same for the same flow.
 */
export function drawHop(
  walk: Walk,
  netns: Namespace,
  flow: Flow,
  result: RouteResult,
): Nexthop | undefined {
  const { hop, entry } = result;
  const { hops } = entry;
  // IPv4 with `oif` takes the first that is there: fib_select_path().
  if (!hop || hops.length < 2 || (flow.family === 4 && flow.hopDevice)) return hop;
  const preferred = placesOfSource(walk, netns, flow, result);
  if (preferred.length === 1) return hops[preferred[0] ?? 0];
  const drawn = drawnPlace(walk, netns, flow, result);
  const place = preferred.find((one) => one >= drawn) ?? preferred[0] ?? drawn;
  const chosen = hops[place] ?? hop;
  // fib6_select_path(): one that is on another link than the flow has to be is not taken.
  return flow.family === 6 && scoreOf(entry, chosen, flow) < 0 ? hop : chosen;
}

/**
 * Since Linux 6.16 a local sender's source address decides, where it is the one of a next hop's
 * device: fib_select_multipath().
 */
function placesOfSource(
  walk: Walk,
  netns: Namespace,
  { family, source, inInterface }: Flow,
  { entry: { hops, route } }: RouteResult,
): readonly number[] {
  if (family !== 4 || inInterface || source === undefined) return [];
  if (!isSince616(kernelOf(walk, netns))) return [];
  return hops.flatMap((hop, place) =>
    sourceToNexthop(netns, hop, route)?.address === source ? [place] : [],
  );
}

function kernelOf({ network }: Walk, { node }: Namespace): string | undefined {
  return network.snapshot.nodes.find(({ name }) => name === node)?.capture?.kernel;
}

/** `6.18.4-generic` */
function isSince616(release: string | undefined): boolean {
  const [, major, minor] = /^(\d+)\.(\d+)/.exec(release ?? '') ?? [];
  return Number(major) > 6 || (Number(major) === 6 && Number(minor) >= 16);
}

const drawn = new WeakMap<Walk, Map<string, number>>();

function drawnPlace(
  walk: Walk,
  netns: Namespace,
  flow: Flow,
  { entry: { hops, route } }: RouteResult,
): number {
  const ofWalk = drawn.get(walk) ?? new Map<string, number>();
  drawn.set(walk, ofWalk);
  const key = `${netns.id} ${route.evidence.file}:${route.evidence.line} ${hashedOf(netns, flow)}`;
  const known = ofWalk.get(key);
  if (known !== undefined) return known;
  const total = hops.reduce((sum, { weight }) => sum + (weight ?? 1), 0);
  const place = walk.choices.draw(hops.map(({ weight }) => (weight ?? 1) / total));
  ofWalk.set(key, place);
  return place;
}

/** What the kernel hashes of a flow: ip-sysctl.rst, fib_multipath_hash_policy. */
function hashedOf(netns: Namespace, flow: Flow): string {
  const { source, destination, protocol, sourcePort, destinationPort } = flow;
  const addresses = `${source} ${destination}`;
  const byPorts = policies(netns)[flow.family] > 0;
  return byPorts ? `${addresses} ${protocol} ${sourcePort} ${destinationPort}` : addresses;
}

const policies = perNamespace((netns) => ({
  4: settingOf(netns, 'net.ipv4.fib_multipath_hash_policy')?.value ?? 0,
  6: settingOf(netns, 'net.ipv6.fib_multipath_hash_policy')?.value ?? 0,
}));
