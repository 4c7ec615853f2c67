import { type ComponentType, type LazyExoticComponent, lazy } from 'react';

const loads: (() => Promise<unknown>)[] = [];

/** A component that the first screen does without: loaded when it is first shown, or by `loadParts`. */
export function lazyPart<Props>(
  load: () => Promise<ComponentType<Props>>,
): LazyExoticComponent<ComponentType<Props>> {
  loads.push(load);
  return lazy(async () => ({ default: await load() }));
}

/** Loads all of them, one after the other: nobody waits for one later, also without the server. */
export async function loadParts(pause: () => Promise<void>): Promise<void> {
  for (const load of loads) {
    await pause();
    await load();
  }
}
