import type { CaptureSummary } from './captureSource.ts';

/** Id under which the server has the latest state of the node that it follows. */
export const LIVE_ID = 'live';

/** `live-mwv1vtui-12`: one state of that node; the middle part is the server's run. */
export const STATE_ID = /^live-([a-z0-9]+)-(\d+)$/;

export function isLiveId(id: string): boolean {
  return id === LIVE_ID || STATE_ID.test(id);
}

/** Whether an id is of a listed capture: the followed node is one entry with all of its states. */
export function isShown({ id, live }: CaptureSummary, shown: string | undefined): boolean {
  return id === shown || (live === true && shown !== undefined && isLiveId(shown));
}
