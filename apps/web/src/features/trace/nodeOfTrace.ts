import { nodeId } from '@vethscope/model';
import type { Hop } from '@vethscope/trace';
import type { CaptureIndex } from '../../view/captureIndex.ts';
import { shownOf } from '../../view/shownOf.ts';
import type { ViewPatch, ViewState } from '../../view/viewState.ts';

/** Shows the node that a hop is on, where the picture shows another one. */
export function nodePatch(index: CaptureIndex, view: ViewState, hop: Hop): ViewPatch {
  const shown = shownOf(index, view);
  const node = nodeId(hop.node);
  return shown.kind === 'node' && shown.node.id !== node ? { node, selected: undefined } : {};
}

/**
 * What has to be shown for a way to be seen: its node, where it is on one only; the node where it
 * begins, where the picture shows one that it does not come by. The overview shows the others.
 */
export function pictureOfWay(
  index: CaptureIndex,
  view: ViewState,
  hops: readonly Hop[],
): ViewPatch {
  const shown = shownOf(index, view);
  const nodes = [...new Set(hops.map(({ node }) => nodeId(node)))];
  const [first] = nodes;
  if (shown.kind === 'only' || first === undefined) return {};
  const isSeen = shown.kind === 'node' ? nodes.includes(shown.node.id) : nodes.length > 1;
  return isSeen ? {} : { node: first, selected: undefined };
}
