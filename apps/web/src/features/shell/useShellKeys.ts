import { useHotkeys } from '../../ui/hotkeys.ts';
import { usePick } from '../../view/pick.ts';
import { TABS, useViewState } from '../../view/viewState.ts';
import { useTurnChanges } from '../diff/useTurnChanges.ts';
import { CLOSE_LIST, isListOpen, OPEN_LIST } from '../findings/findingsView.ts';
import { focusFindings } from '../findings/focusFindings.ts';
import { focusFirstField } from '../trace/firstField.ts';
import type { Panels } from './TopBar.tsx';
import { useOutlineSwitch } from './useOutlineSwitch.ts';

/** Keys that work everywhere on the page; the help sheet lists them. */
export function useShellKeys(props: {
  readonly panels: Panels;
  readonly onPanels: (panels: Panels) => void;
  readonly onHelp: () => void;
}): void {
  const { panels, onPanels, onHelp } = props;
  const { view, setView } = useViewState();
  const { pick, setPick } = usePick();
  const outline = useOutlineSwitch(panels, onPanels);
  const turnChanges = useTurnChanges();
  const tabKeys = TABS.map((tab, i) => [
    String(i + 1),
    () => {
      onPanels({ ...panels, details: true });
      setView({ tab });
    },
  ]);
  useHotkeys({
    '?': onHelp,
    o: outline.turn,
    d: () => onPanels({ ...panels, details: !panels.details }),
    Escape: () => {
      if (pick !== undefined) setPick(undefined);
      else if (view.focus !== undefined) setView({ focus: undefined });
      else if (view.selected !== undefined || view.finding !== undefined) {
        setView({ selected: undefined, finding: undefined, tab: 'overview' });
      } else if (view.node !== undefined) setView({ node: undefined, selected: view.node });
    },
    t: () => {
      onPanels({ ...panels, details: true });
      setView({ tab: 'trace' });
      focusFirstField();
    },
    w: () => {
      if (isListOpen(view)) setView(CLOSE_LIST);
      else {
        setView(OPEN_LIST);
        focusFindings();
      }
    },
    c: turnChanges,
    r: () => setView({ matrix: view.matrix === undefined ? 'services' : undefined }),
    ...Object.fromEntries(tabKeys),
  });
}
