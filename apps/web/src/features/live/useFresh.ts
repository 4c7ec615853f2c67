import { diffTopology, type TopologyDiff } from '@vethscope/model';
import { useEffect, useState } from 'react';
import type { OpenCapture } from '../../view/CaptureContext.tsx';

const FRESH_MS = 8_000;

/** The last change of what is followed, for some seconds. */
export function useFresh(followed: OpenCapture | undefined): TopologyDiff | undefined {
  const [last, setLast] = useState(followed);
  const [fresh, setFresh] = useState<TopologyDiff>();
  if (last !== followed) {
    setLast(followed);
    setFresh(last && followed ? diffTopology(last.topology, followed.topology) : undefined);
  }
  useEffect(() => {
    if (!fresh) return;
    const timer = setTimeout(() => setFresh(undefined), FRESH_MS);
    return () => clearTimeout(timer);
  }, [fresh]);
  return fresh;
}
