import type { Diagnostic } from '@vethscope/model';
import type { OpenCapture } from './CaptureContext.tsx';

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
