import type { HostElement } from '@vethscope/model';
import type { CaptureIndex } from './captureIndex.ts';
import type { ViewState } from './viewState.ts';

/** What the picture shows of a capture. */
export type Shown =
  /** One node was captured: there is nothing to choose. */
  | { readonly kind: 'only' }
  | { readonly kind: 'cluster' }
  | { readonly kind: 'node'; readonly node: HostElement };

/**
 * Whatever is selected inside of a node is shown in that node's picture. A node itself, a tunnel or
 * a network can be selected in the overview as well: then the view stays where it is.
 */
export function shownOf(
  index: CaptureIndex,
  view: { readonly [K in 'selected' | 'node']?: ViewState[K] | undefined },
): Shown {
  if (index.capturedNodes.length < 2) return { kind: 'only' };
  const selected = view.selected === undefined ? undefined : index.node(view.selected);
  const inside = selected && selected.kind !== 'node' ? index.machineOf(selected.id) : undefined;
  const chosen = view.node === undefined ? undefined : index.machineOf(view.node);
  const node = inside?.captured ? inside : chosen;
  return node?.captured ? { kind: 'node', node } : { kind: 'cluster' };
}
