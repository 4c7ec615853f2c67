import type { CaptureIndex } from './captureIndex.ts';
import type { ViewPatch, ViewState } from './viewState.ts';

/** Whether the picture can show it and its way out alone: it is in a namespace, or is one. */
export function canFocus(index: CaptureIndex, id: string): boolean {
  return index.node(id) !== undefined && index.netnsOf(id) !== undefined;
}

/** The picture on what is selected alone, or on everything again; nothing where neither can be. */
export function turnFocus(index: CaptureIndex, view: ViewState): ViewPatch | undefined {
  const { selected, focus } = view;
  if (selected !== undefined && selected !== focus && canFocus(index, selected)) {
    return { focus: selected };
  }
  return focus === undefined ? undefined : { focus: undefined };
}
