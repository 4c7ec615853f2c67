import { skipToken, useQuery } from '@tanstack/react-query';
import type { FindingsDiff } from '@vethscope/findings';
import type { RecordsDiff, TopologyDiff } from '@vethscope/model';
import { createContext, type ReactNode, useContext, useMemo } from 'react';
import { useOpenCapture } from '../../reading/useOpenCapture.ts';
import { lazyModule } from '../../ui/lazyPart.ts';
import { useCapture } from '../../view/CaptureContext.tsx';
import { useViewState } from '../../view/viewState.ts';
import { useCaptureId, useShownState } from '../live/LiveContext.tsx';
import { useFresh } from '../live/useFresh.ts';
import type { Comparison } from './compareCaptures.ts';
import { useFindingsDiff, useRecordsDiff } from './useDiffs.ts';

/** What somebody asked to compare with; it stays until it is closed. */
export type Asked =
  | { readonly kind: 'nothing' }
  /** There is none: the first state of a followed node, or one that is not kept any more. */
  | { readonly kind: 'none' }
  /** With itself. */
  | { readonly kind: 'same' }
  | { readonly kind: 'reading' }
  | { readonly kind: 'failed'; readonly error: Error }
  | { readonly kind: 'compared'; readonly comparison: Comparison };

interface Compared {
  readonly asked: Asked;
  /** What just came in of a followed node: marked for some seconds. */
  readonly fresh: TopologyDiff | undefined;
  /** Undefined until they are compared, which is after the picture is painted. */
  readonly records: RecordsDiff | undefined;
  readonly findings: FindingsDiff | undefined;
}

/** `compare=before`: with the state before the one that is shown, whichever that is. */
export const COMPARE_BEFORE = 'before';

/** Not a part of the first screen. */
const loadComparing = lazyModule(() => import('./compareCaptures.ts'));

const ComparisonContext = createContext<Compared>({
  asked: { kind: 'nothing' },
  fresh: undefined,
  records: undefined,
  findings: undefined,
});

export function ComparisonProvider(props: { readonly children: ReactNode }) {
  const shown = useShownState();
  const capture = useCapture();
  const asked = useAsked();
  const fresh = useFresh(shown?.isFollowing === true ? capture : undefined);
  const comparison = asked.kind === 'compared' ? asked.comparison : undefined;
  const records = useRecordsDiff(comparison);
  const findings = useFindingsDiff(comparison);
  const compared = useMemo(
    () => ({ asked, fresh, records, findings }),
    [asked, fresh, records, findings],
  );
  return <ComparisonContext value={compared}>{props.children}</ComparisonContext>;
}

export function useCompared(): Compared {
  return useContext(ComparisonContext);
}

/** The two captures, once both are read. */
export function useComparison(): Comparison | undefined {
  const { asked } = useCompared();
  return asked.kind === 'compared' ? asked.comparison : undefined;
}

function useAsked(): Asked {
  const { view } = useViewState();
  const after = useCapture();
  const beforeState = useShownState()?.before;
  const isBefore = view.compare === COMPARE_BEFORE;
  const id = useCaptureId(isBefore ? beforeState?.id : view.compare);
  const { data, error } = useOpenCapture(id);
  // Of a followed node the state before stands in until the asked one is read.
  const before = data?.id === id && !data?.isPending ? data : undefined;
  const comparing = useQuery({
    queryKey: ['comparing'],
    queryFn: view.compare === undefined ? skipToken : loadComparing,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
  const comparison = useMemo(
    () =>
      comparing.data && before && before.id !== after.id && !after.isPending
        ? comparing.data.compareCaptures(before, after)
        : undefined,
    [comparing.data, before, after],
  );
  return useMemo((): Asked => {
    if (view.compare === undefined) return { kind: 'nothing' };
    if (id === undefined) return { kind: 'none' };
    if (id === after.id) return { kind: 'same' };
    if (comparison) return { kind: 'compared', comparison };
    const failure = error ?? comparing.error;
    return failure ? { kind: 'failed', error: failure } : { kind: 'reading' };
  }, [view.compare, id, after.id, comparison, error, comparing.error]);
}
