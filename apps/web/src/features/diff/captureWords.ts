import { isLiveId, isShown, LIVE_ID } from '../../api/liveIds.ts';
import { useCaptureList } from '../../api/queries.ts';
import { formatUtc } from '../../ui/age.ts';
import type { OpenCapture } from '../../view/CaptureContext.tsx';
import { captureTimes } from '../../view/captureTimes.ts';
import { clockTime } from '../live/clock.ts';
import { useShownState } from '../live/LiveContext.tsx';

export interface CaptureWords {
  readonly name: string;
  /** When it was captured; absent where nobody wrote that down. */
  readonly time?: string;
}

/** How a capture is called in a comparison: of a followed node its states have times for names. */
export function useCaptureWords(): (capture: OpenCapture) => CaptureWords {
  const list = useCaptureList().data;
  const states = useShownState()?.live.states;
  return (capture) => {
    const summary = list?.find((one) => isShown(one, capture.id));
    const state = states?.find(({ id }) => id === capture.id);
    if (state) return { name: clockTime(state.at) };
    if (isLiveId(capture.id)) return { name: summary?.name ?? LIVE_ID };
    const at = capturedAt(capture);
    const name = summary?.name ?? capture.id;
    return { name, ...(at !== undefined && { time: formatUtc(at) }) };
  };
}

/** The start of the first of its nodes' captures. */
export function capturedAt({ snapshot }: Pick<OpenCapture, 'snapshot'>): number | undefined {
  return captureTimes(snapshot)[0]?.at;
}
