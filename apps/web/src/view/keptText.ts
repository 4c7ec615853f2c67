import { useCallback, useSyncExternalStore } from 'react';

/**
 * A text that the browser keeps for this page under a name; empty: none. Where it keeps nothing (a
 * private window, a full store), the text lasts until the page is left.
 */
export function useKeptText(name: string): readonly [string, (text: string) => void] {
  const text = useSyncExternalStore(subscribe, () => readItem(name));
  const keep = useCallback((next: string) => writeItem(name, next), [name]);
  return [text, keep];
}

const PREFIX = 'vethscope.';
const listeners = new Set<() => void>();
const unkept = new Map<string, string>();

function readItem(name: string): string {
  const known = unkept.get(name);
  if (known !== undefined) return known;
  try {
    return window.localStorage.getItem(PREFIX + name) ?? '';
  } catch {
    return '';
  }
}

function writeItem(name: string, text: string): void {
  try {
    if (text === '') window.localStorage.removeItem(PREFIX + name);
    else window.localStorage.setItem(PREFIX + name, text);
    unkept.delete(name);
  } catch {
    unkept.set(name, text);
  }
  for (const listener of listeners) listener();
}

/** The page in another window writes too. */
function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener('storage', listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener('storage', listener);
  };
}
