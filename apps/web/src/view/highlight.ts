import { useSyncExternalStore } from 'react';

/**
 * Elements that a drill-down lights up in the picture: the outgoing interface of a route look-up.
 * Outside of React's tree, since the picture and the details panel are far apart in it.
 */
let lit: ReadonlySet<string> = new Set();
const listeners = new Set<() => void>();

export function useHighlight(): {
  readonly ids: ReadonlySet<string>;
  readonly setHighlight: (ids: readonly string[]) => void;
} {
  return { ids: useSyncExternalStore(subscribe, () => lit), setHighlight };
}

function setHighlight(ids: readonly string[]): void {
  if (ids.length === lit.size && ids.every((id) => lit.has(id))) return;
  lit = new Set(ids);
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
