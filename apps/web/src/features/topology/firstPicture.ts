import type { HostElement, Layout, Topology } from '@vethscope/model';
import type { CaptureIndex } from '../../view/captureIndex.ts';
import { type Shown, shownOf } from '../../view/shownOf.ts';
import type { ViewState } from '../../view/viewState.ts';
import { openGroups } from './openGroups.ts';
import { type PictureOptions, pictureOf } from './shownPicture.ts';

/** What of the URL says which picture is shown. */
export type PictureFields = {
  readonly [K in 'node' | 'selected' | 'open' | 'focus']?: ViewState[K] | undefined;
};

export interface FirstLayout {
  readonly key: string;
  readonly layout: Layout;
}

export interface FirstPicture {
  readonly first: FirstLayout;
  /** What it is drawn from, and the machines it can be one of: elements without their proofs. */
  readonly content: Topology;
}

/** For who makes it beside the page, before anybody asks. */
export function firstPicture(
  topology: Topology,
  index: CaptureIndex,
  view: PictureFields,
): FirstPicture {
  const shown = shownOf(index, view);
  const options = { open: openGroups(view.open), focus: view.focus };
  const picture = pictureOf(topology, shown, options);
  const { layout } = picture;
  // What is left out of a focused picture is counted in it.
  const { content } = picture.focused
    ? pictureOf(topology, shown, { open: options.open }, layout)
    : picture;
  return {
    first: { key: keyOf(shown, options), layout },
    content: unproven(content, index.capturedNodes),
  };
}

/** Most of what there is to say of a hundred nodes is what proves it. */
function unproven(content: Topology, machines: readonly HostElement[]): Topology {
  const others = machines.filter(({ id }) => !content.nodes.some((node) => node.id === id));
  return {
    ...content,
    nodes: [...content.nodes, ...others].map((node) => ({ ...node, evidence: [] })),
    edges: content.edges.map(({ ways: _, ...edge }) => ({ ...edge, evidence: [] })),
  };
}

const kept = new WeakMap<Topology, FirstLayout>();

export function keepLayout(topology: Topology, first: FirstLayout): void {
  kept.set(topology, first);
}

/** The layout, where somebody made it already. */
export function keptLayout(
  topology: Topology,
  shown: Shown,
  options: PictureOptions,
): Layout | undefined {
  const first = kept.get(topology);
  return first?.key === keyOf(shown, options) ? first.layout : undefined;
}

function keyOf(shown: Shown, { open, focus }: PictureOptions): string {
  const what = shown.kind === 'node' ? shown.node.id : shown.kind;
  return [what, open === 'all' ? open : [...open].sort().join(), focus ?? ''].join('\n');
}
