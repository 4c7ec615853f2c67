import type { Layout, OpenGroups, Topology } from '@vethscope/model';
import { layoutCluster, layoutTopology, nodeView, peersId } from '@vethscope/model';
import type { CaptureIndex } from '../../view/captureIndex.ts';
import type { Shown } from '../../view/useShownNode.ts';
import type { ViewPatch } from '../../view/viewState.ts';

export interface ShownPicture {
  readonly layout: Layout;
  /** What of the capture is in it, for the legend. */
  readonly content: Topology;
}

/** The overview of a cluster, one node of it, or the one node that there is. */
export function pictureOf(
  topology: Topology,
  shown: Shown,
  /** Groups that are open. */
  open: OpenGroups,
): ShownPicture {
  switch (shown.kind) {
    case 'only':
      return { layout: layoutTopology(topology, { open }), content: topology };
    case 'node': {
      const machine = shown.node.id;
      return {
        layout: layoutTopology(topology, { open, machine }),
        content: nodeView(topology, machine).topology,
      };
    }
    case 'cluster':
      return { layout: layoutCluster(topology), content: clusterContent(topology) };
  }
}

/** What happens where something is opened that is a machine, or stands for several. */
export function openPatch(index: CaptureIndex, shown: Shown, id: string): ViewPatch | undefined {
  if (shown.kind === 'node' && id === peersId(shown.node.id)) {
    return { node: undefined, selected: shown.node.id, tab: 'overview' };
  }
  const element = index.node(id);
  if (shown.kind === 'only' || element?.kind !== 'node' || !element.captured) return undefined;
  if (shown.kind === 'node' && shown.node.id === element.id) return undefined;
  return { node: element.id, selected: element.id, tab: 'overview' };
}

/** Only what the overview draws: machines, what joins them, and what is outside of them. */
function clusterContent(topology: Topology): Topology {
  return {
    ...topology,
    nodes: topology.nodes.filter(({ kind }) => kind === 'node' || kind === 'external'),
    edges: topology.edges.filter(({ kind }) => CLUSTER_EDGES.has(kind)),
  };
}

const CLUSTER_EDGES: ReadonlySet<string> = new Set([
  'vxlan-tunnel',
  'ipip-tunnel',
  'network',
  'gateway',
]);
