import { type ChangedFacts, changedFacts, diffTopology, type TopologyDiff } from '@vethscope/model';
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';
import type { LiveState } from '../../api/liveEvents.ts';
import { useOpenCapture } from '../../api/queries.ts';
import { type OpenCapture, useCapture } from '../../view/CaptureContext.tsx';
import { useViewState } from '../../view/viewState.ts';
import { useShownState } from './LiveContext.tsx';

/** What is different on screen from an earlier (or later) state. */
export interface Comparison {
  readonly base: OpenCapture;
  readonly diff: TopologyDiff;
  readonly facts: readonly ChangedFacts[];
}

interface Compared {
  /** What somebody asked for: stays until it is closed. */
  readonly asked: Comparison | undefined;
  /** The state that the one on screen is compared with, also while it is still being read. */
  readonly baseState: LiveState | undefined;
  /** What just came in: marked for some seconds. */
  readonly fresh: Comparison | undefined;
}

/** `compare=before`: with the state before the one that is shown, whichever that is. */
export const COMPARE_BEFORE = 'before';

const FRESH_MS = 8_000;
const NOTHING: Compared = { asked: undefined, baseState: undefined, fresh: undefined };
const ComparisonContext = createContext<Compared>(NOTHING);

export function ComparisonProvider(props: { readonly children: ReactNode }) {
  const shown = useShownState();
  const { view } = useViewState();
  const capture = useCapture();
  const baseState =
    view.compare === COMPARE_BEFORE
      ? shown?.before
      : shown?.live.states.find(({ id }) => id === view.compare);
  const base = useOpenCapture(baseState?.id).data;
  const isRead = base !== undefined && base.id === baseState?.id;
  const asked = useMemo(
    () => (isRead ? compare(base, capture) : undefined),
    [isRead, base, capture],
  );
  const fresh = useFresh(shown?.isFollowing === true ? capture : undefined);
  const compared = useMemo(() => ({ asked, baseState, fresh }), [asked, baseState, fresh]);
  return <ComparisonContext value={compared}>{props.children}</ComparisonContext>;
}

export function useComparison(): Compared {
  return useContext(ComparisonContext);
}

/** The last change of what is followed, for some seconds. */
function useFresh(followed: OpenCapture | undefined): Comparison | undefined {
  const [last, setLast] = useState(followed);
  const [fresh, setFresh] = useState<Comparison>();
  if (last !== followed) {
    setLast(followed);
    setFresh(last && followed ? compare(last, followed) : undefined);
  }
  useEffect(() => {
    if (!fresh) return;
    const timer = setTimeout(() => setFresh(undefined), FRESH_MS);
    return () => clearTimeout(timer);
  }, [fresh]);
  return fresh;
}

function compare(base: OpenCapture, now: OpenCapture): Comparison {
  return {
    base,
    diff: diffTopology(base.topology, now.topology),
    facts: changedFacts(base.snapshot, now.snapshot),
  };
}
