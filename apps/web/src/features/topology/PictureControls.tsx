import { Maximize, Minus, Plus } from 'lucide-react';
import { IconButton } from '../../ui/Button.tsx';
import type { PictureDriver } from './cytoscapeDriver.ts';
import { ZOOM_STEP } from './usePictureKeys.ts';

export function PictureControls(props: { readonly driver: () => PictureDriver | undefined }) {
  const { driver } = props;
  return (
    <div
      role="toolbar"
      aria-label="Picture"
      className="absolute right-3 bottom-3 z-10 flex flex-col rounded-md border border-line bg-surface p-0.5"
    >
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
