import { useActions } from '../../view/actions.ts';
import { usePick } from '../../view/pick.ts';
import { TABS, useViewState } from '../../view/viewState.ts';
import { TAB_TITLES } from '../details/tabTitles.ts';
import { useTurnChanges } from '../diff/useTurnChanges.ts';
import { CLOSE_LIST, isListOpen, OPEN_LIST } from '../findings/findingsView.ts';
import { focusFindings } from '../findings/focusFindings.ts';
import { BROWSE_MODES } from '../outline/browse/browseModes.ts';
import { startTour } from '../tour/startTour.ts';
import { focusFirstField } from '../trace/firstField.ts';
import type { Panels } from './TopBar.tsx';
import { useOutlineSwitch } from './useOutlineSwitch.ts';

/** What can be done everywhere on the page. */
export function useShellActions(props: {
  readonly panels: Panels;
  readonly onPanels: (panels: Panels) => void;
  readonly onHelp: () => void;
  readonly onPalette: () => void;
  /** Without one there is nothing to show or hide. */
  readonly hasCapture: boolean;
}): void {
  const { panels, onPanels, onHelp, onPalette, hasCapture } = props;
  const { view, setView } = useViewState();
  const { pick, setPick } = usePick();
  const outline = useOutlineSwitch(panels, onPanels);
  const changes = useTurnChanges();
  const openDetails = () => onPanels({ ...panels, details: true });
  const isPossible = hasCapture;
  useActions([
    {
      id: 'palette',
      label: 'Go to anything, do anything',
      group: 'Find',
      keys: ['mod k'],
      isKeyOnly: true,
      run: onPalette,
    },
    {
      id: 'outline',
      label: 'Show or hide the outline',
      group: 'Show',
      keys: ['o'],
      hint: 'tree list',
      isPossible,
      run: outline.turn,
    },
    ...BROWSE_MODES.map(({ browse, title }) => ({
      id: `browse-${browse}`,
      label: `List in the outline: ${title}`,
      group: 'Show' as const,
      hint: 'browse tree kubernetes',
      isPossible,
      run: () => setView({ ...CLOSE_LIST, browse }, 'push'),
    })),
    {
      id: 'details',
      label: 'Show or hide the details',
      group: 'Show',
      keys: ['d'],
      hint: 'panel',
      isPossible,
      run: () => onPanels({ ...panels, details: !panels.details }),
    },
    {
      id: 'findings',
      label: 'What is wrong: show or hide the findings; arrows walk them',
      group: 'Show',
      keys: ['w'],
      hint: 'problems errors warnings',
      isPossible,
      run: () => {
        if (isListOpen(view)) setView(CLOSE_LIST);
        else {
          setView(OPEN_LIST);
          focusFindings();
        }
      },
    },
    {
      id: 'matrix',
      label: 'Who reaches whom: show or hide the matrix',
      group: 'Show',
      keys: ['r'],
      hint: 'reachability',
      isPossible,
      run: () => setView({ matrix: view.matrix === undefined ? 'services' : undefined }),
    },
    {
      id: 'table',
      label: view.as === 'table' ? 'The table as a picture' : 'The picture as a table',
      group: 'Picture',
      keys: ['v'],
      hint: 'rows list sort',
      isPossible: isPossible && view.matrix === undefined,
      run: () => setView({ as: view.as === 'table' ? undefined : 'table' }),
    },
    {
      id: 'changes',
      label: 'Compare with another capture: show or hide what changed',
      group: 'Show',
      keys: ['c'],
      hint: 'diff difference',
      isPossible: isPossible && changes.isPossible,
      run: changes.turn,
    },
    {
      id: 'back',
      label: 'Back: to the whole picture; nothing selected; from a node to its cluster',
      group: 'Show',
      keys: ['escape'],
      isKeyOnly: true,
      isPossible,
      run: () => {
        if (pick !== undefined) setPick(undefined);
        else if (view.focus !== undefined) setView({ focus: undefined });
        else if (view.selected !== undefined || view.finding !== undefined) {
          setView({ selected: undefined, finding: undefined, tab: 'overview' });
        } else if (view.node !== undefined) setView({ node: undefined, selected: view.node });
      },
    },
    ...TABS.map((tab, i) => ({
      id: `tab-${tab}`,
      label: `Details: ${TAB_TITLES[tab]}`,
      group: 'Details' as const,
      keys: [String(i + 1)],
      isPossible,
      run: () => {
        openDetails();
        setView({ tab });
      },
    })),
    {
      id: 'trace',
      label: 'Trace a packet; a click with Shift in the picture chooses its ends',
      group: 'Details',
      keys: ['t'],
      hint: 'path from to',
      isPossible,
      run: () => {
        openDetails();
        setView({ tab: 'trace' });
        focusFirstField();
      },
    },
    {
      id: 'tour',
      label: 'Take the tour',
      group: 'Help',
      hint: 'guide introduction start',
      isPossible,
      run: () => void startTour(),
    },
    { id: 'help', label: 'Keys and help', group: 'Help', keys: ['?'], run: onHelp },
  ]);
}
