import type { HostElement, TopologyEdge } from '../graph/topology.ts';
import type { Id } from '../ids.ts';
import { edgeId } from '../ids.ts';
import type { NodeView } from './cluster/nodeView.ts';
import { MOST_PEERS } from './cluster/nodeView.ts';
import type { GroupSummary } from './layout.ts';
import type { OpenGroups } from './sections.ts';

interface Gathered extends NodeView {
  readonly groups: readonly GroupSummary[];
}

/** Stands for the far ends of tunnels of which no machine is known. */
const PEERS = 'peers/outside' as Id;

/** Far ends of tunnels are one box where they are many: a row of 99 would be all there is to see. */
export function gatherPeers(view: NodeView, open: OpenGroups): Gathered {
  const { topology } = view;
  const peers = topology.nodes.filter((node) => node.kind === 'external' && node.role === 'vtep');
  if (peers.length <= MOST_PEERS) return { ...view, groups: [] };
  const members = peers.map(({ id }) => id).sort();
  const isOpen = open === 'all' || open.has(PEERS);
  const label = `${peers.length} tunnel peers`;
  const group = { id: PEERS, title: label, count: peers.length, isOpen, members };
  if (isOpen) return { ...view, groups: [group] };
  const gathered = new Set<Id>(members);
  const box: HostElement = { id: PEERS, kind: 'node', label, captured: false, evidence: [] };
  const edges: TopologyEdge[] = [];
  const counts = new Map(view.bundles);
  const bundles = new Map<Id, TopologyEdge>();
  for (const edge of topology.edges) {
    const isTarget = gathered.has(edge.target);
    if (!isTarget && !gathered.has(edge.source)) {
      edges.push(edge);
      continue;
    }
    const near = isTarget ? edge.source : edge.target;
    const id = edgeId(edge.kind, near, PEERS);
    counts.set(id, (counts.get(id) ?? 0) + 1);
    const isDoubtful = bundles.get(id)?.confidence === 'inferred';
    const confidence = isDoubtful ? 'inferred' : edge.confidence;
    bundles.set(id, { ...edge, id, source: near, target: PEERS, confidence });
  }
  return {
    topology: {
      ...topology,
      nodes: [...topology.nodes.filter(({ id }) => !gathered.has(id)), box],
      edges: [...edges, ...bundles.values()],
    },
    bundles: counts,
    groups: [group],
  };
}
