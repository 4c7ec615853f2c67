import type { Ip, LookupOutcome, RouteLookup, Topology } from '@vethscope/model';
import { combineNetns, lookupRoute, prefixAddress } from '@vethscope/model';
import type { CaptureIndex } from '../../view/captureIndex.ts';
import { destinationText, nexthopText } from './routeText.ts';

/** Whose an address is, in the whole picture. */
export interface AddressEverywhere {
  /** Interfaces, gateways and tunnel ends that have it. */
  readonly owners: readonly string[];
  /** Pods that have it and no interface that was captured. */
  readonly pods: readonly string[];
  /** Services that are reached by it: a cluster IP is rewritten before it is routed. */
  readonly services: readonly string[];
  /** Services that rewrite to it. */
  readonly endpointOf: readonly string[];
}

/** Namespaces that do the same with an address. */
export interface SameAnswer {
  readonly outcome: LookupOutcome;
  /** The route that decides, as printed; empty where none does. */
  readonly route: string;
  readonly namespaces: readonly string[];
}

export function addressEverywhere(topology: Topology, address: Ip): AddressEverywhere {
  const owners = topology.nodes.filter((node) =>
    node.kind === 'interface'
      ? node.addresses.some((prefix) => prefixAddress(prefix) === address)
      : node.kind === 'external' && node.address === address,
  );
  const owned = new Set(owners.flatMap((node) => (node.kind === 'interface' ? node.netns : [])));
  const pods = topology.nodes.filter(
    (node) =>
      node.kind === 'pod' &&
      node.addresses.includes(address) &&
      (node.netns === undefined || !owned.has(node.netns)),
  );
  return {
    owners: owners.map(({ id }) => id),
    pods: pods.map(({ id }) => id),
    services: topology.services
      .filter(({ clusterIps }) => clusterIps.includes(address))
      .map(({ id }) => id),
    endpointOf: topology.services
      .filter(({ ports }) =>
        ports.some(({ endpoints }) => endpoints.some((one) => one.address === address)),
      )
      .map(({ id }) => id),
  };
}

/** The page stands still for at most about as long as that: a cluster has 10,000 namespaces. */
const TURN = 8;

/** What each namespace does with an address, what most do first; `pause` is waited for after each turn. */
export async function answersEverywhere(
  topology: Topology,
  index: CaptureIndex,
  address: Ip,
  pause: () => Promise<void>,
): Promise<readonly SameAnswer[]> {
  const groups = new Map<string, SameAnswer & { readonly namespaces: string[] }>();
  let begun = performance.now();
  for (const { id, kind } of topology.nodes) {
    if (kind !== 'netns') continue;
    if (performance.now() - begun > TURN) {
      await pause();
      begun = performance.now();
    }
    const snapshot = combineNetns(index.netnsSnapshots(id).map((captured) => captured.netns));
    const found = snapshot && lookupRoute(snapshot, address);
    const outcome = found?.outcome ?? 'unknown';
    const route = found ? routeOf(found) : '';
    const known = groups.get(`${outcome} ${route}`);
    if (known) known.namespaces.push(id);
    else groups.set(`${outcome} ${route}`, { outcome, route, namespaces: [id] });
  }
  return [...groups.values()].sort((a, b) => b.namespaces.length - a.namespaces.length);
}

function routeOf({ route, ownAddress }: RouteLookup): string {
  if (ownAddress) return `dev ${ownAddress.device}`;
  return route ? [destinationText(route), ...route.nexthops.map(nexthopText)].join(' ') : '';
}

export function answerWords(outcome: LookupOutcome): string {
  switch (outcome) {
    case 'local':
      return 'its own address';
    case 'forward':
      return 'sent on by';
    case 'broadcast':
      return 'broadcast by';
    case 'blackhole':
    case 'unreachable':
    case 'prohibit':
      return `${outcome} route`;
    case 'noRoute':
      return 'no route';
    case 'unknown':
      return 'unknown: no routes captured';
  }
}
