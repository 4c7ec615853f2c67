import type { CaptureSource } from './captureSource.ts';
import { embeddedCapture, embeddedSource } from './embeddedSource.ts';
import { serverSource } from './serverSource.ts';

/** An exported page carries its capture and asks no server. */
export function pickCaptureSource(page: Document): CaptureSource {
  const embedded = embeddedCapture(page);
  return embedded === undefined ? serverSource() : embeddedSource(embedded);
}
