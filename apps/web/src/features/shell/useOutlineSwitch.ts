import { useViewState, type ViewState } from '../../view/viewState.ts';
import { CLOSE_LIST, isListOpen } from '../findings/findingsView.ts';
import type { Panels } from './TopBar.tsx';

/** Outline and findings share the place at the left: who opens the one closes the other. */
export function useOutlineSwitch(
  panels: Panels,
  onPanels: (panels: Panels) => void,
): { readonly isOpen: boolean; readonly turn: () => void } {
  const { view, setView } = useViewState();
  const isCovered = isListOpen(view);
  const isOpen = isOutlineOpen(panels, view) && !isCovered;
  return {
    isOpen,
    turn: () => {
      if (isCovered) setView(CLOSE_LIST);
      else if (isOpen) setView({ browse: undefined });
      onPanels({ ...panels, outline: !isOpen });
    },
  };
}

/** A link that says what the outline lists opens it. */
export function isOutlineOpen(panels: Panels, view: ViewState): boolean {
  return panels.outline || view.browse !== undefined;
}
