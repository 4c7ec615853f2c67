import { type Dispatch, type RefObject, type SetStateAction, useEffect } from 'react';
import { useActions } from '../../view/actions.ts';
import type { PictureDriver } from './cytoscapeDriver.ts';
import type { HoverPlace } from './HoverCard.tsx';

/** What a card is shown for, and where on the canvas. */
export interface Pointed {
  readonly id: string;
  readonly at: HoverPlace;
  /** It was asked for without the pointer: it follows what it is about. */
  readonly isByKey?: true;
}

/** The card that the pointer shows, for whoever has none: of the selection by a key, or of what is told. */
export function useCardKey(
  canvas: RefObject<HTMLElement | null>,
  driver: () => PictureDriver | undefined,
  chosen: readonly string[],
  setPointed: Dispatch<SetStateAction<Pointed | undefined>>,
): {
  readonly tell: (id: string | undefined) => void;
  /** The picture has moved under it. */
  readonly follow: () => void;
} {
  const [first] = chosen;
  const pointedAt = (id: string | undefined): Pointed | undefined => {
    const place = id === undefined ? undefined : driver()?.placeOf(id);
    const { current: size } = canvas;
    if (id === undefined || !place || !size) return undefined;
    const { clientWidth: width, clientHeight: height } = size;
    const within = (value: number, most: number) => Math.min(most, Math.max(0, value));
    const at = { x: within(place.x, width), y: within(place.y, height), width, height };
    return { id, at, isByKey: true };
  };
  useActions([
    {
      id: 'card',
      label: 'Tell beside the selection what it is; again: no more',
      group: 'Picture',
      keys: ['i'],
      hint: 'card tooltip hover info',
      isPossible: first !== undefined,
      run: () => setPointed((now) => (now?.isByKey ? undefined : pointedAt(first))),
    },
  ]);
  useEffect(() => {
    setPointed((now) => (now?.isByKey ? pointedAt(first) : now));
  }, [first]);
  return {
    tell: (id) => setPointed(pointedAt(id)),
    follow: () => setPointed((now) => (now?.isByKey ? pointedAt(now.id) : now)),
  };
}
