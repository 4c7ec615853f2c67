import type { NetnsSnapshot } from '@vethscope/model';
import { combineNetns } from '@vethscope/model';
import { useMemo } from 'react';
import { useCapture } from '../../view/CaptureContext.tsx';

/** What was captured in a namespace, under any of its names. */
export function useNetnsCaptured(netns: string): NetnsSnapshot | undefined {
  const { index } = useCapture();
  return useMemo(
    () => combineNetns(index.netnsSnapshots(netns).map((captured) => captured.netns)),
    [index, netns],
  );
}
