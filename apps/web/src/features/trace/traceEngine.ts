import { answerTrace, type TraceRequest } from '@vethscope/trace';
import type { OpenCapture } from '../../view/CaptureContext.tsx';
import { networkOf } from '../../view/networkOf.ts';

/** Loaded when the first packet is to be followed: it knows all of what the kernel does. */
export function traceIn(capture: OpenCapture, request: TraceRequest) {
  return answerTrace(networkOf(capture), request);
}
