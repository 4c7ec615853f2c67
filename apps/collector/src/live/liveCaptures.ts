import type { CaptureSummary } from '../library/captureLibrary.ts';
import { type OpenedCapture, openCapture } from '../library/openedCapture.ts';
import { RecentlyOpened } from '../library/recentlyOpened.ts';
import type { CurrentState } from './followNode.ts';
import type { Timeline } from './timeline.ts';

/** Under this id the latest state is found, whichever that is. */
const LIVE_ID = 'live';

/** The followed node's states as captures: `live`, and each kept state under its own id. */
export interface LiveCaptures {
  /** The one entry of the list that they are together. */
  readonly summary: () => CaptureSummary;
  readonly get: (id: string) => CaptureSummary | undefined;
  readonly open: (id: string) => Promise<OpenedCapture | undefined>;
}

export function liveCaptures(timeline: Timeline, latest: () => CurrentState): LiveCaptures {
  const recent = new RecentlyOpened();
  const nodeName = () => latest().opened.files[0]?.name ?? 'node';
  const summaryOf = (id: string, name: string, capturedAt: string): CaptureSummary => ({
    ...{ id, name, capturedAt },
    readOnly: true,
    hasOriginal: false,
    live: true,
  });
  return {
    summary: () => summaryOf(LIVE_ID, nodeName(), latest().state.at),
    get: (id) => {
      if (id === LIVE_ID) return summaryOf(LIVE_ID, nodeName(), latest().state.at);
      const state = timeline.states().find((one) => one.id === id);
      return state && summaryOf(id, `${nodeName()} ${state.at.slice(11, 19)}`, state.at);
    },
    async open(id) {
      const { state, opened } = latest();
      if (id === LIVE_ID || id === state.id) return opened;
      const known = recent.get(id);
      const files = await timeline.read(id);
      // Asked each time: it may have left the timeline.
      if (!files) {
        recent.forget(id);
        return undefined;
      }
      if (known) return known;
      const read = openCapture([files]);
      recent.set(id, read);
      return read;
    },
  };
}
