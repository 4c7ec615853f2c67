import type { Layout, Topology } from '@vethscope/model';
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

/** For who makes it beside the page, before anybody asks. */
export function firstLayout(
  topology: Topology,
  index: CaptureIndex,
  view: PictureFields,
): FirstLayout {
  const shown = shownOf(index, view);
  const options = { open: openGroups(view.open), focus: view.focus };
  return { key: keyOf(shown, options), layout: pictureOf(topology, shown, options).layout };
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
