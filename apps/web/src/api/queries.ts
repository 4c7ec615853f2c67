import {
  type QueryClient,
  type UseMutationResult,
  type UseQueryResult,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import type { OpenCapture } from '../view/CaptureContext.tsx';
import { readCapture } from '../view/readCapture.ts';
import type { CaptureSummary, ServerSource } from './captureSource.ts';
import { isLiveId } from './liveIds.ts';
import { useCaptureSource } from './SourceContext.tsx';

const LIST_KEY = ['captures'] as const;
const CAPTURES_KEY = ['capture'] as const;
const captureKey = (id: string) => [...CAPTURES_KEY, id] as const;

export function useCaptureList(): UseQueryResult<readonly CaptureSummary[]> {
  const source = useCaptureSource();
  return useQuery({
    queryKey: LIST_KEY,
    queryFn: source.list,
    retry: false,
    retryOnMount: false,
    staleTime: 10_000,
  });
}

/** States of a followed node are many: those that nobody looks at go soon. */
const LIVE_GC_MS = 30_000;

/** The capture with all that follows from it; a capture's bytes never change, so it is kept a while. */
export function useOpenCapture(id: string | undefined): UseQueryResult<OpenCapture> {
  const source = useCaptureSource();
  const client = useQueryClient();
  return useQuery({
    queryKey: captureKey(id ?? ''),
    queryFn: async () => {
      const files = await source.load(id ?? '');
      forgetOthers(client);
      return readCapture(id ?? '', files);
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

export function useRenameCapture(
  source: ServerSource,
): UseMutationResult<void, Error, { readonly id: string; readonly name: string }> {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, name }) => source.rename(id, name),
    // Also when refused: somebody else may have deleted it.
    onSettled: () => client.invalidateQueries({ queryKey: LIST_KEY }),
  });
}

export function useRemoveCapture(source: ServerSource): UseMutationResult<void, Error, string> {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id) => source.remove(id),
    onSuccess: (_, id) => client.removeQueries({ queryKey: captureKey(id) }),
    onSettled: () => client.invalidateQueries({ queryKey: LIST_KEY }),
  });
}

/** To be called once the server has taken an upload. */
export function useRefreshCaptureList(): () => Promise<void> {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: LIST_KEY });
}
