import { compareText } from '../../evidence.ts';
import type { EdgeKind } from '../../graph/topology.ts';
import type { Id } from '../../ids.ts';
import type { MemberTunnel } from './clusterPlan.ts';

/** Tunnels of one kind that hang together: drawn line by line while few, else as one hub. */
export interface Mesh {
  readonly id: string;
  /** `VXLAN 4096`. */
  readonly title: string;
  readonly kind: EdgeKind;
  readonly members: ReadonlySet<Id>;
  readonly tunnels: readonly MemberTunnel[];
  /** Pairs of members that a tunnel joins. */
  readonly pairs: number;
}

/** Connected parts, each kind and VNI for itself. */
export function findMeshes(tunnels: readonly MemberTunnel[]): readonly Mesh[] {
  const groups = new Map<string, MemberTunnel[]>();
  for (const tunnel of tunnels) {
    const group = groups.get(tunnel.group);
    if (group) group.push(tunnel);
    else groups.set(tunnel.group, [tunnel]);
  }
  return [...groups]
    .sort(([a], [b]) => compareText(a, b))
    .flatMap(([title, group]) => connected(group).map((part) => meshOf(title, part)));
}

function meshOf(title: string, tunnels: readonly MemberTunnel[]): Mesh {
  const members = new Set(tunnels.flatMap(({ a, b }) => [a, b]).sort(compareText));
  const [first = ''] = members;
  return {
    id: `mesh/${title}/${first}`,
    title,
    kind: tunnels[0]?.edge.kind ?? 'vxlan-tunnel',
    members,
    tunnels,
    pairs: new Set(tunnels.map(({ a, b }) => `${a} ${b}`)).size,
  };
}

function connected(tunnels: readonly MemberTunnel[]): readonly (readonly MemberTunnel[])[] {
  const parents = new Map<Id, Id>();
  const rootOf = (id: Id): Id => {
    let root = id;
    for (let up = parents.get(root); up !== undefined; up = parents.get(root)) root = up;
    return root;
  };
  for (const { a, b } of tunnels) {
    const [one, other] = [rootOf(a), rootOf(b)];
    // The lower id is the root, so that no order of the edges changes the result.
    const [low, high] = one < other ? [one, other] : [other, one];
    if (low !== high) parents.set(high, low);
  }
  const parts = new Map<Id, MemberTunnel[]>();
  for (const tunnel of tunnels) {
    const root = rootOf(tunnel.a);
    const part = parts.get(root);
    if (part) part.push(tunnel);
    else parts.set(root, [tunnel]);
  }
  return [...parts].sort(([a], [b]) => compareText(a, b)).map(([, part]) => part);
}
