import {
  type QueryClient,
  queryOptions,
  type UseMutationResult,
  type UseQueryResult,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import type { CaptureSource, CaptureSummary, ServerSource } from './captureSource.ts';
import { useCaptureSource } from './SourceContext.tsx';

const LIST_KEY = ['captures'] as const;
export const CAPTURES_KEY = ['capture'] as const;
export const captureKey = (id: string) => [...CAPTURES_KEY, id] as const;

export function useCaptureList(): UseQueryResult<readonly CaptureSummary[]> {
  const source = useCaptureSource();
  return useQuery({ ...captureList(source), retryOnMount: false });
}

/** Asks before anything is drawn. */
export function prefetchCaptureList(client: QueryClient, source: CaptureSource): void {
  void client.prefetchQuery(captureList(source));
}

function captureList(source: CaptureSource) {
  return queryOptions({
    queryKey: LIST_KEY,
    queryFn: source.list,
    retry: false,
    staleTime: 10_000,
  });
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
