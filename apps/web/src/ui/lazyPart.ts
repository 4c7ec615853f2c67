import { type ComponentType, createElement, lazy, useState } from 'react';

const loads: (() => Promise<unknown>)[] = [];

/**
 * A component that the first screen does without: loaded when it is first shown, or by `loadParts`.
 * One that is there is shown at once: React's own `lazy` would show the fallback all the same, and that
 * stays for 300 ms.
 */
export function lazyPart<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
): ComponentType<Props> {
  let loaded: ComponentType<Props> | undefined;
  const loadOnce = async () => {
    loaded ??= await load();
    return loaded;
  };
  loads.push(loadOnce);
  const Loading = lazy(async () => ({ default: await loadOnce() }));
  return function LazyPart(props: Props) {
    // The same for as long as it is shown: another component would begin anew.
    const [Part] = useState<ComponentType<Props>>(() => loaded ?? Loading);
    return createElement(Part, props);
  };
}

/** The same for what is no component: the module, loaded when it is first asked for, or by `loadParts`. */
export function lazyModule<T>(load: () => Promise<T>): () => Promise<T> {
  loads.push(load);
  return load;
}

/** Loads all of them, one after the other: nobody waits for one later, also without the server. */
export async function loadParts(pause: () => Promise<void>): Promise<void> {
  for (const load of loads) {
    await pause();
    await load();
  }
}
