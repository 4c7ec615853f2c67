import { uniqueEvidence } from '../../evidence.ts';
import { HOST_NETNS, netnsId, nodeId } from '../../ids.ts';
import { combineNetns } from '../../snapshot/combineNetns.ts';
import type { IptablesTable } from '../../snapshot/iptables.ts';
import type { Route } from '../../snapshot/route.ts';
import type { NetnsSnapshot } from '../../snapshot/snapshot.ts';
import type { GraphContext } from '../links/linkEdge.ts';
import type { NamedNetns } from '../netnsNames.ts';
import type { ChainSummary, NetnsElement, RouteSummary } from '../topology.ts';

export function netnsElements({ index, names }: GraphContext): readonly NetnsElement[] {
  const inside = new Map<string, NetnsSnapshot[]>();
  for (const netns of index.node.namespaces) {
    const name = names.canonical(netns.name);
    const group = inside.get(name);
    if (group) group.push(netns);
    else inside.set(name, [netns]);
  }
  return names.namespaces.map((netns) =>
    netnsElement(index.node.name, netns, combineNetns(inside.get(netns.name) ?? [])),
  );
}

function netnsElement(
  node: string,
  netns: NamedNetns,
  inside: NetnsSnapshot | undefined,
): NetnsElement {
  const isHost = netns.name === HOST_NETNS;
  return {
    id: netnsId(node, netns.name),
    kind: 'netns',
    label: isHost ? 'host' : netns.name,
    parent: nodeId(node),
    name: netns.name,
    aliases: netns.aliases,
    isHost,
    captured: netns.captured,
    routes: (inside?.routes ?? []).map(routeSummary),
    chains: (inside?.iptables ?? []).flatMap(chainSummaries),
    evidence: uniqueEvidence([...netns.evidence, ...firstSight(inside)]),
  };
}

/** What shows that somebody looked inside: the first thing of each kind that was listed there. */
function firstSight(
  inside: NetnsSnapshot | undefined,
): readonly NetnsElement['evidence'][number][] {
  return [inside?.links[0], inside?.routes[0]].flatMap((seen) => (seen ? [seen.evidence] : []));
}

function routeSummary(route: Route): RouteSummary {
  return {
    family: route.family,
    table: route.table,
    type: route.type,
    destination: route.destination,
    via: route.nexthops.flatMap((hop) => hop.via ?? []),
    devices: route.nexthops.flatMap((hop) => hop.device ?? []),
    ...route.evidence,
  };
}

function chainSummaries({ family, table, chains }: IptablesTable): readonly ChainSummary[] {
  return chains.map((chain) => ({
    family,
    table,
    chain: chain.name,
    ...(chain.policy !== undefined && { policy: chain.policy }),
    rules: chain.rules.length,
    ...chain.evidence,
  }));
}
