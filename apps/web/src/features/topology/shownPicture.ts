import type { Layout, NodeView, OpenGroups, Topology } from '@vethscope/model';
import { focusOn, layoutCluster, layoutView, nodeView, peersId } from '@vethscope/model';
import type { CaptureIndex } from '../../view/captureIndex.ts';
import type { Shown } from '../../view/shownOf.ts';
import type { ViewPatch } from '../../view/viewState.ts';

export interface ShownPicture {
  readonly layout: Layout;
  /** What of the capture is in it, for the legend. */
  readonly content: Topology;
  /** While it shows one thing and its way out: what that is, and how many elements it leaves out. */
  readonly focused?: { readonly on: string; readonly leftOut: number };
}

export interface PictureOptions {
  readonly open: OpenGroups;
  /** What it shows alone, with its way out; without effect where it is not in the picture. */
  readonly focus?: string | undefined;
}

/**
 * The overview of a cluster, one node of it, or the one node that there is. `made` is its layout,
 * where somebody has it already.
 */
export function pictureOf(
  topology: Topology,
  shown: Shown,
  options: PictureOptions,
  made?: Layout,
): ShownPicture {
  switch (shown.kind) {
    case 'only':
      return nodePicture({ topology, bundles: new Map() }, options, made);
    case 'node':
      return nodePicture(nodeView(topology, shown.node.id), options, made);
    case 'cluster':
      return { layout: made ?? layoutCluster(topology), content: clusterContent(topology) };
  }
}

function nodePicture(
  view: NodeView,
  { open, focus }: PictureOptions,
  made: Layout | undefined,
): ShownPicture {
  const part = focus === undefined ? undefined : focusOn(view.topology, focus);
  if (focus === undefined || !part)
    return { layout: made ?? layoutView(view, open), content: view.topology };
  const leftOut = view.topology.nodes.length - part.nodes.length;
  return {
    layout: made ?? layoutView({ ...view, topology: part }, open),
    content: part,
    focused: { on: focus, leftOut },
  };
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
export function clusterContent(topology: Topology): Topology {
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
