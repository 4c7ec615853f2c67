import { Maximize, Minus, Plus, Route, Table2 } from 'lucide-react';
import { IconButton } from '../../ui/Button.tsx';
import { useViewState, type ViewPatch } from '../../view/viewState.ts';
import type { PictureDriver } from './cytoscapeDriver.ts';
import { ZOOM_STEP } from './usePictureKeys.ts';

export function PictureControls(props: {
  readonly driver: () => PictureDriver | undefined;
  /** To one way out, or back from it. */
  readonly focus: ViewPatch | undefined;
}) {
  const { driver, focus } = props;
  const { view, setView } = useViewState();
  const isFocused = view.focus !== undefined;
  return (
    <div
      role="toolbar"
      aria-label="Picture"
      className="absolute right-2 bottom-2 z-10 flex flex-col rounded-md border border-line bg-surface p-0.5"
    >
      <IconButton
        label="The same as a table"
        keys="v"
        icon={Table2}
        onClick={() => setView({ as: 'table' })}
      />
      <IconButton
        label={isFocused ? 'Show everything' : 'Show only the selection and its way out'}
        keys="p"
        icon={Route}
        aria-pressed={isFocused}
        disabled={focus === undefined}
        onClick={() => focus && setView(focus)}
      />
      <IconButton
        label="Zoom in"
        keys="+"
        icon={Plus}
        onClick={() => driver()?.zoomBy(ZOOM_STEP)}
      />
      <IconButton
        label="Zoom out"
        keys="−"
        icon={Minus}
        onClick={() => driver()?.zoomBy(1 / ZOOM_STEP)}
      />
      <IconButton
        label="Fit the picture"
        keys="f"
        icon={Maximize}
        onClick={() => driver()?.fit()}
      />
    </div>
  );
}
