import { type ChainIndex, isBuiltIn } from './chainIndex.ts';

/** Chains of a table and how they lead to each other, in layers: hooks first, callers before callees. */
export interface ChainGraph {
  readonly layers: readonly (readonly ChainGraphNode[])[];
  readonly edges: readonly ChainGraphEdge[];
  /** Chains that no built-in chain leads to, of the graph of a whole table. */
  readonly unreached: readonly string[];
}

export type ChainGraphNode =
  | { readonly kind: 'chain'; readonly key: string; readonly chain: string }
  /** Neighbours of `chain` that are left out, to keep the drawing readable. */
  | {
      readonly kind: 'more';
      readonly key: string;
      readonly chain: string;
      readonly side: 'callers' | 'callees';
      readonly count: number;
    };

export interface ChainGraphEdge {
  /** Keys of nodes. */
  readonly from: string;
  readonly to: string;
  /** `goto` only where every reference is one. */
  readonly kind: 'jump' | 'goto' | 'more';
  /** How many rules of `from` lead there. */
  readonly rules: number;
  /** That they counted together; absent if one of them was listed without counters. */
  readonly packets?: number;
}

export interface GraphLimits {
  /** Callers, and callees, that are drawn of one chain. */
  readonly ofEach: number;
  /** Chains that are drawn to either side. */
  readonly ofAll: number;
}

/** The chains around one: who leads to it, from the hooks on, and where it leads to. */
export function chainGraph(index: ChainIndex, root: string, limits: GraphLimits): ChainGraph {
  const callees = walk([root], limits, (chain) => calleesOf(index, chain));
  const callers = walk([root], limits, (chain) => callersOf(index, chain));
  const kept = new Set([...callers, ...callees]);
  const more = [
    ...[...callees].flatMap((chain) => leftOut(chain, 'callees', calleesOf(index, chain), kept)),
    ...[...callers].flatMap((chain) => leftOut(chain, 'callers', callersOf(index, chain), kept)),
  ];
  return layered(index, kept, more, []);
}

/** All of a table, as far as it can be drawn. */
export function tableGraph(index: ChainIndex, limits: GraphLimits): ChainGraph {
  const all = { ofEach: Number.POSITIVE_INFINITY, ofAll: Number.POSITIVE_INFINITY };
  const hooks = index.table.chains.filter(isBuiltIn).map(({ name }) => name);
  const kept = walk(hooks, limits, (chain) => calleesOf(index, chain));
  const reached = walk(hooks, all, (chain) => calleesOf(index, chain));
  const more = [...kept].flatMap((chain) =>
    leftOut(chain, 'callees', calleesOf(index, chain), kept),
  );
  const unreached = index.table.chains.map(({ name }) => name).filter((name) => !reached.has(name));
  return layered(index, kept, more, unreached);
}

/** Breadth first. A Set is walked in order of insertion, also of what is added on the way. */
function walk(
  roots: readonly string[],
  { ofEach, ofAll }: GraphLimits,
  next: (chain: string) => readonly string[],
): ReadonlySet<string> {
  const seen = new Set(roots);
  for (const chain of seen) {
    let drawn = 0;
    for (const neighbour of next(chain)) {
      if (seen.has(neighbour)) continue;
      if (++drawn > ofEach || seen.size >= ofAll) break;
      seen.add(neighbour);
    }
  }
  return seen;
}

function calleesOf(index: ChainIndex, chain: string): readonly string[] {
  return [...edgesFrom(index, chain).keys()];
}

function callersOf(index: ChainIndex, chain: string): readonly string[] {
  return [...new Set(index.referrers(chain).map((referrer) => referrer.chain))];
}

function leftOut(
  chain: string,
  side: 'callers' | 'callees',
  neighbours: readonly string[],
  kept: ReadonlySet<string>,
): readonly Extract<ChainGraphNode, { kind: 'more' }>[] {
  const count = neighbours.filter((name) => !kept.has(name)).length;
  return count === 0 ? [] : [{ kind: 'more', key: `more ${side} ${chain}`, chain, side, count }];
}

function layered(
  index: ChainIndex,
  kept: ReadonlySet<string>,
  more: readonly Extract<ChainGraphNode, { kind: 'more' }>[],
  unreached: readonly string[],
): ChainGraph {
  const edges = [
    ...[...kept].flatMap((chain) =>
      [...edgesFrom(index, chain)].flatMap(([to, edge]) => (kept.has(to) ? [edge] : [])),
    ),
    ...more.map(edgeOfMore),
  ];
  const nodes: readonly ChainGraphNode[] = [
    ...[...kept].map((chain) => ({ kind: 'chain' as const, key: keyOf(chain), chain })),
    ...more,
  ];
  const depth = depths(
    nodes.map(({ key }) => key),
    edges,
  );
  const layers: ChainGraphNode[][] = [];
  for (const node of nodes) {
    const level = depth.get(node.key) ?? 0;
    while (layers.length <= level) layers.push([]);
    layers[level]?.push(node);
  }
  // A loop leaves gaps.
  return { layers: layers.filter((layer) => layer.length > 0), edges, unreached };
}

/** Told from the keys of `more`, whatever a chain is called. */
function keyOf(chain: string): string {
  return `chain ${chain}`;
}

function edgeOfMore(node: Extract<ChainGraphNode, { kind: 'more' }>): ChainGraphEdge {
  const chain = keyOf(node.chain);
  return node.side === 'callees'
    ? { from: chain, to: node.key, kind: 'more', rules: node.count }
    : { from: node.key, to: chain, kind: 'more', rules: node.count };
}

/** By the name of the chain that they lead to, in the order of the first rule. */
function edgesFrom(index: ChainIndex, from: string): ReadonlyMap<string, ChainGraphEdge> {
  const edges = new Map<string, ChainGraphEdge>();
  for (const { target, counters } of index.chain(from)?.rules ?? []) {
    if (target.kind !== 'jump' && target.kind !== 'goto') continue;
    if (!index.chain(target.chain)) continue;
    const known = edges.get(target.chain);
    const before = known ? known.packets : 0;
    edges.set(target.chain, {
      from: keyOf(from),
      to: keyOf(target.chain),
      kind: known?.kind === 'jump' ? 'jump' : target.kind,
      rules: (known?.rules ?? 0) + 1,
      ...(counters && before !== undefined && { packets: before + counters.packets }),
    });
  }
  return edges;
}

/** Longest way. The kernel refuses loops; a damaged capture may have one, so bounded. */
function depths(
  nodes: readonly string[],
  edges: readonly ChainGraphEdge[],
): ReadonlyMap<string, number> {
  const depth = new Map(nodes.map((node) => [node, 0]));
  for (let round = 0; round < nodes.length; round++) {
    let changed = false;
    for (const { from, to } of edges) {
      const below = (depth.get(from) ?? 0) + 1;
      if (below <= (depth.get(to) ?? 0) || below >= nodes.length) continue;
      depth.set(to, below);
      changed = true;
    }
    if (!changed) break;
  }
  return depth;
}
