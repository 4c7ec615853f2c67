import { useSyncExternalStore } from 'react';

/** Which end of a trace the next click in the picture chooses. */
export type Pick = 'from' | 'to';

let wanted: Pick | undefined;
const listeners = new Set<() => void>();

/** The picture and whoever asks for a click in it are far apart in React's tree. */
export function usePick(): {
  readonly pick: Pick | undefined;
  readonly setPick: (pick: Pick | undefined) => void;
} {
  return { pick: useSyncExternalStore(subscribe, () => wanted), setPick };
}

function setPick(pick: Pick | undefined): void {
  if (pick === wanted) return;
  wanted = pick;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
