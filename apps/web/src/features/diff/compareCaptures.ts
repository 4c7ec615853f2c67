import { type KnownDiff, knownDiff, mergeTopologies, type NodePair } from '@vethscope/model';
import type { OpenCapture } from '../../view/CaptureContext.tsx';
import { indexCapture } from '../../view/captureIndex.ts';
import { alignBefore } from './alignBefore.ts';

/** Two captures: the open one is the later, whatever their clocks say. */
export interface Comparison {
  readonly before: OpenCapture;
  readonly after: OpenCapture;
  readonly diff: KnownDiff;
  /** The open one, with what went since in its topology: for the picture and the outline. */
  readonly union: OpenCapture;
  /** Nodes that go by other names in the earlier capture, and were taken for the same. */
  readonly renamed: readonly NodePair[];
}

export function compareCaptures(asRead: OpenCapture, after: OpenCapture): Comparison {
  const { before, renamed } = alignBefore(asRead, after);
  const diff = knownDiff(before, after);
  const topology = mergeTopologies(before.topology, after.topology, diff);
  const union =
    diff.removed.length === 0
      ? after
      : { ...after, topology, index: indexCapture(after.snapshot, topology) };
  return { before, after, diff, union, renamed };
}
