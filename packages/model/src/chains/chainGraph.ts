import type { ChainIndex } from './chainIndex.ts';

/** The chains that a packet can reach from one chain on, in layers: callers above callees. */
export interface ChainGraph {
  readonly layers: readonly (readonly string[])[];
  readonly edges: readonly ChainGraphEdge[];
  /** Chains that are reachable and were left out, to keep the drawing readable. */
  readonly omitted: number;
}

export interface ChainGraphEdge {
  readonly from: string;
  readonly to: string;
  /** `goto` only where every reference is one. */
  readonly kind: 'jump' | 'goto';
  /** How many rules of `from` lead there. */
  readonly rules: number;
}

/** Reachable chains by breadth first, at most `limit`; each stands below all of its callers. */
export function chainGraph(index: ChainIndex, root: string, limit: number): ChainGraph {
  const found = reachable(index, root);
  const kept = new Set(found.slice(0, limit));
  const edges = [...kept].flatMap((from) =>
    edgesFrom(index, from).filter(({ to }) => kept.has(to)),
  );
  const depth = depths([...kept], edges);
  const layers: string[][] = [];
  for (const chain of kept) {
    const level = depth.get(chain) ?? 0;
    while (layers.length <= level) layers.push([]);
    layers[level]?.push(chain);
  }
  return { layers, edges, omitted: found.length - kept.size };
}

function reachable(index: ChainIndex, root: string): readonly string[] {
  const seen = new Set([root]);
  // A Set is walked in order of insertion, also of what is added on the way.
  for (const chain of seen) {
    for (const { to } of edgesFrom(index, chain)) seen.add(to);
  }
  return [...seen];
}

function edgesFrom(index: ChainIndex, from: string): readonly ChainGraphEdge[] {
  const edges = new Map<string, ChainGraphEdge>();
  for (const { target } of index.chain(from)?.rules ?? []) {
    if (target.kind !== 'jump' && target.kind !== 'goto') continue;
    if (!index.chain(target.chain)) continue;
    const known = edges.get(target.chain);
    edges.set(target.chain, {
      from,
      to: target.chain,
      kind: known?.kind === 'jump' ? 'jump' : target.kind,
      rules: (known?.rules ?? 0) + 1,
    });
  }
  return [...edges.values()];
}

/** Longest way from the root. The kernel refuses loops; a damaged capture may have one, so bounded. */
function depths(
  chains: readonly string[],
  edges: readonly ChainGraphEdge[],
): ReadonlyMap<string, number> {
  const depth = new Map(chains.map((chain) => [chain, 0]));
  for (let round = 0; round < chains.length; round++) {
    let changed = false;
    for (const { from, to } of edges) {
      const below = (depth.get(from) ?? 0) + 1;
      if (below <= (depth.get(to) ?? 0) || below >= chains.length) continue;
      depth.set(to, below);
      changed = true;
    }
    if (!changed) break;
  }
  return depth;
}
