import { type FindingReport, RULES } from '@vethscope/findings';
import type { OpenCapture } from '../../view/CaptureContext.tsx';
import { networkOf } from '../../view/networkOf.ts';
import { checkFindings } from './checkFindings.ts';

/** What all rules say of a capture, worked out while the page is idle. */
export function checkCapture(
  capture: OpenCapture,
  pause: () => Promise<void>,
): Promise<FindingReport> {
  return checkFindings(() => networkOf(capture), RULES, pause);
}
