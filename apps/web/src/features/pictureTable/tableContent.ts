import type { Topology } from '@vethscope/model';
import { focusOn, nodeView } from '@vethscope/model';
import type { Shown } from '../../view/shownOf.ts';
import { clusterContent } from '../topology/shownPicture.ts';

/** What the picture would show, without its layout. */
export function tableContent(
  topology: Topology,
  shown: Shown,
  focus: string | undefined,
): { readonly content: Topology; readonly focused?: { on: string; leftOut: number } } {
  if (shown.kind === 'cluster') return { content: clusterContent(topology) };
  const whole = shown.kind === 'node' ? nodeView(topology, shown.node.id).topology : topology;
  const part = focus === undefined ? undefined : focusOn(whole, focus);
  if (focus === undefined || !part) return { content: whole };
  return {
    content: part,
    focused: { on: focus, leftOut: whole.nodes.length - part.nodes.length },
  };
}
