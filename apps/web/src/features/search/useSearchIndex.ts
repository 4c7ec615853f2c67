import { useEffect, useMemo } from 'react';
import { type OpenCapture, useCapture } from '../../view/CaptureContext.tsx';
import { untilIdle } from '../../view/untilIdle.ts';
import { searchEntries } from './searchEntries.ts';
import { makeSearchIndex, type SearchIndex } from './searchIndex.ts';

/** The page stands still for at most about as long as that. */
const TURN = 8;

/** Over everything in the open capture: made while the page is idle, or at once for who asks sooner. */
export function useSearchIndex(): SearchIndex {
  const capture = useCapture();
  const index = useMemo(() => indexOf(capture), [capture]);
  const { isPending } = capture;
  useEffect(() => {
    // The whole capture gets an index of its own: until then only what somebody asks for is made.
    if (isPending) return undefined;
    const controller = new AbortController();
    void growWhileIdle(index, controller.signal);
    return () => controller.abort();
  }, [index, isPending]);
  return index;
}

/** One for all who search: the box, the ends of a trace, the palette. */
const indexes = new WeakMap<OpenCapture, SearchIndex>();

function indexOf(capture: OpenCapture): SearchIndex {
  const known = indexes.get(capture) ?? makeSearchIndex(searchEntries(capture));
  indexes.set(capture, known);
  return known;
}

async function growWhileIdle(index: SearchIndex, signal: AbortSignal): Promise<void> {
  try {
    let begun: number;
    do {
      await untilIdle(signal);
      begun = performance.now();
    } while (index.grow(() => performance.now() - begun < TURN));
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}
