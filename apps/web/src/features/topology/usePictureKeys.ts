import { type RefObject, useEffect, useRef } from 'react';
import { useActions, useKeyNotes } from '../../view/actions.ts';
import type { Direction } from './boxInDirection.ts';
import type { PictureDriver } from './cytoscapeDriver.ts';

export const ZOOM_STEP = 1.25;
const PAN_STEP = 60;

const KEYS: Readonly<Record<string, (driver: PictureDriver) => void>> = {
  ArrowLeft: (driver) => driver.panBy(PAN_STEP, 0),
  ArrowRight: (driver) => driver.panBy(-PAN_STEP, 0),
  ArrowUp: (driver) => driver.panBy(0, PAN_STEP),
  ArrowDown: (driver) => driver.panBy(0, -PAN_STEP),
};

const STEPS: Readonly<Record<string, Direction>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
};

/** The picture's keys; its arrows while it has the focus, or nothing has. Escape is the shell's. */
export function usePictureKeys(
  picture: RefObject<HTMLElement | null>,
  driver: () => PictureDriver | undefined,
  onStep: (direction: Direction) => void,
): void {
  useActions([
    {
      id: 'fit',
      label: 'Fit the picture',
      group: 'Picture',
      keys: ['f'],
      hint: 'zoom everything',
      run: () => driver()?.fit(),
    },
    {
      id: 'zoom-in',
      label: 'Zoom in',
      group: 'Picture',
      keys: ['+', '='],
      run: () => driver()?.zoomBy(ZOOM_STEP),
    },
    {
      id: 'zoom-out',
      label: 'Zoom out',
      group: 'Picture',
      keys: ['-'],
      run: () => driver()?.zoomBy(1 / ZOOM_STEP),
    },
  ]);
  useKeyNotes([
    {
      keys: ['arrowleft', 'arrowup', 'arrowright', 'arrowdown'],
      label: 'Move the picture',
      group: 'Picture',
    },
    {
      keys: ['shift arrowright'],
      label: 'Select what stands next in the direction of the arrow',
      group: 'Picture',
    },
    {
      keys: ['enter'],
      label: 'Open the selected node of a cluster',
      group: 'Picture',
    },
  ]);
  const steps = useRef(onStep);
  steps.current = onStep;
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      const { target } = event;
      const isHere =
        target === document.body ||
        (target instanceof Node && picture.current?.contains(target) === true);
      const action = KEYS[event.key];
      const shown = driver();
      const step = event.shiftKey ? STEPS[event.key] : undefined;
      if (!isHere || !action || !shown) return;
      event.preventDefault();
      if (step) steps.current(step);
      else action(shown);
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [picture, driver]);
}
