import { buildTopology, type Snapshot, type Topology } from '@vethscope/model';
import { type CaptureFiles, readSnapshot } from '@vethscope/parsers';

/** A capture's texts, and what follows from them: worked out when first asked for. */
export interface OpenedCapture {
  readonly files: readonly CaptureFiles[];
  readonly snapshot: () => Snapshot;
  readonly topology: () => Topology;
}

export function openCapture(files: readonly CaptureFiles[]): OpenedCapture {
  const snapshot = once(() => readSnapshot(files));
  return { files, snapshot, topology: once(() => buildTopology(snapshot())) };
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
