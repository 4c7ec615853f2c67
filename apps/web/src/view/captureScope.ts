import type { CaptureSource } from '../api/captureSource.ts';
import { isLiveId, LIVE_ID } from '../api/liveIds.ts';
import { useCaptureSource } from '../api/SourceContext.tsx';
import { type OpenCapture, useCapture } from './CaptureContext.tsx';

/**
 * Under what name the browser keeps what somebody made of a capture: its id; of a followed node the
 * same for all of its states; of an exported page, which has no id, what it holds.
 */
export function captureScope(
  { id, index }: Pick<OpenCapture, 'id' | 'index'>,
  source: Pick<CaptureSource, 'mode'> & { readonly digest?: string },
): string {
  if (isLiveId(id)) return `${LIVE_ID} ${index.capturedNodes.map(({ label }) => label).join(' ')}`;
  return source.digest === undefined ? id : `export ${source.digest}`;
}

export function useCaptureScope(): string {
  return captureScope(useCapture(), useCaptureSource());
}
