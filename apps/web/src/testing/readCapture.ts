import type { Diagnostic } from '@vethscope/model';
import { buildTopology } from '@vethscope/model';
import { type CaptureFiles, readSnapshot } from '@vethscope/parsers';
import type { OpenCapture } from './CaptureContext.tsx';
import { indexCapture } from './captureIndex.ts';

/** The whole way from raw files to what the views show: pure, the same for server and export. */
export function readCapture(id: string, files: readonly CaptureFiles[]): OpenCapture {
  const snapshot = readSnapshot(files);
  const topology = buildTopology(snapshot);
  return { id, files, snapshot, topology, index: indexCapture(snapshot, topology) };
}

/** Everything that was not understood or not said, of reading and of the graph, told once. */
export function diagnosticsOf({ snapshot, topology }: OpenCapture): readonly Diagnostic[] {
  const told = new Map(
    [...snapshot.diagnostics, ...topology.diagnostics].map((diagnostic) => [
      `${diagnostic.file}\n${diagnostic.line}\n${diagnostic.message}`,
      diagnostic,
    ]),
  );
  return [...told.values()];
}
