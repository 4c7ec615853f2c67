import {
  type QueryClient,
  skipToken,
  type UseQueryResult,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { isLiveId } from '../api/liveIds.ts';
import { CAPTURES_KEY, captureKey } from '../api/queries.ts';
import { useCaptureSource } from '../api/SourceContext.tsx';
import type { OpenCapture } from '../view/CaptureContext.tsx';
import { untilPainted } from '../view/untilIdle.ts';
import { currentView } from '../view/viewState.ts';
import { startWorker } from '../worker/startWorker.ts';
import type { ReadingProgress } from './messages.ts';
import { readInWorker } from './readInWorker.ts';

/** States of a followed node are many: those that nobody looks at go soon. */
const LIVE_GC_MS = 30_000;

/**
 * The capture with all that follows from it; a capture's bytes never change, so it is kept a while.
 * Before it is whole it is there as far as the picture needs it: see `OpenCapture.isPending`.
 */
export function useOpenCapture(id: string | undefined): UseQueryResult<OpenCapture> {
  const source = useCaptureSource();
  const client = useQueryClient();
  return useQuery<OpenCapture>({
    queryKey: captureKey(id ?? ''),
    // Where nobody waits for it any more, the worker ends.
    queryFn: async ({ signal }) => {
      const capture = id ?? '';
      const ending = new AbortController();
      const ended = AbortSignal.any([signal, ending.signal]);
      try {
        const worker = await startWorker(ended);
        const { node, selected, open, focus } = currentView();
        const view = { node, selected, open, focus };
        const request = { kind: 'open', origin: source.origin(capture), view } as const;
        const whole = await readInWorker(capture, worker, request, signal, {
          onProgress: (progress) => client.setQueryData(progressKey(capture), progress),
          // A followed node's state before stays on screen until the next one is whole.
          onDrawn: async (drawn) => {
            if (isLiveId(capture)) return;
            client.setQueryData(captureKey(capture), drawn);
            await untilPainted(signal);
          },
        });
        forgetOthers(client);
        return whole;
      } finally {
        ending.abort();
        client.removeQueries({ queryKey: progressKey(capture), exact: true });
      }
    },
    enabled: id !== undefined,
    retry: false,
    retryOnMount: false,
    staleTime: Number.POSITIVE_INFINITY,
    ...(isLiveId(id ?? '') && {
      // The state before stays on screen until the next one is read.
      placeholderData: (before: OpenCapture | undefined) =>
        before && isLiveId(before.id) ? before : undefined,
      gcTime: LIVE_GC_MS,
    }),
    // Comparing megabytes of topology to keep references would cost more than it saves.
    structuralSharing: false,
  });
}

/** Ends the reading of a capture that somebody does not want to wait for. */
export function useStopReading(): (id: string) => void {
  const client = useQueryClient();
  return (id) => void client.cancelQueries({ queryKey: captureKey(id), exact: true });
}

/** How far the reading of a capture is; `undefined` before it begins and after it ended. */
export function useReadingProgress(id: string): ReadingProgress | undefined {
  return useQuery<ReadingProgress>({ queryKey: progressKey(id), queryFn: skipToken }).data;
}

const progressKey = (id: string) => ['reading', id] as const;

/** Captures kept for those who go back to them: one of 100 nodes holds 250 MB. */
const KEPT = 2;

/** Lets go of those that nobody looks at but the last ones read. */
function forgetOthers(client: QueryClient): void {
  const unused = client
    .getQueryCache()
    .findAll({ queryKey: CAPTURES_KEY, type: 'inactive' })
    .sort((a, b) => b.state.dataUpdatedAt - a.state.dataUpdatedAt);
  for (const { queryKey } of unused.slice(KEPT)) client.removeQueries({ queryKey, exact: true });
}
