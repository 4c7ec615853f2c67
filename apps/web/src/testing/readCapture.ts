import { buildTopology } from '@vethscope/model';
import { type CaptureFiles, readSnapshot } from '@vethscope/parsers';
import type { OpenCapture } from '../view/CaptureContext.tsx';
import { indexCapture } from '../view/captureIndex.ts';

/** What reading/ makes of raw files, at once and without a worker: for tests. */
export function readCapture(id: string, files: readonly CaptureFiles[]): OpenCapture {
  const snapshot = readSnapshot(files);
  const topology = buildTopology(snapshot);
  return { id, files, snapshot, topology, index: indexCapture(snapshot, topology) };
}
