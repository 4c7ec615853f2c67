import { indexNetwork, type Network } from '@vethscope/trace';
import type { OpenCapture } from './CaptureContext.tsx';

/** What traces and findings look things up in: made when first asked for, kept as long as the capture is. */
export function networkOf(capture: OpenCapture): Network {
  const known = networks.get(capture);
  if (known) return known;
  const made = indexNetwork(capture.snapshot, capture.topology);
  networks.set(capture, made);
  return made;
}

const networks = new WeakMap<OpenCapture, Network>();
