import type { NodeSnapshot, Topology } from '@vethscope/model';
import type { CaptureFiles } from '@vethscope/parsers';
import { CaptureError } from '../api/captureSource.ts';
import { keepLayout } from '../features/topology/firstLayout.ts';
import type { OpenCapture } from '../view/CaptureContext.tsx';
import { indexCapture } from '../view/captureIndex.ts';
import type { FromReader, ReadingProgress, ReadingRequest } from './messages.ts';

/** As far as it is needed of a `Worker`. */
export type ReadingWorker = Pick<Worker, 'postMessage' | 'terminate' | 'onmessage' | 'onerror'>;

export interface Hearers {
  readonly onProgress: (progress: ReadingProgress) => void;
  /** The picture can be drawn; what was read is still to come. */
  readonly onDrawn: (capture: OpenCapture) => void;
}

const NOTHING_READ = { nodes: [], inputs: [], diagnostics: [] } as const;

/**
 * Has a worker read a capture; resolves with all of it, rejects with `CaptureError`, or with the
 * signal's reason, at which the worker ends.
 */
export function readInWorker(
  id: string,
  worker: ReadingWorker,
  request: ReadingRequest,
  signal: AbortSignal,
  hearers: Hearers,
): Promise<OpenCapture> {
  return new Promise<OpenCapture>((resolve, reject) => {
    const nodes: NodeSnapshot[] = [];
    const files: CaptureFiles[] = [];
    let topology: Topology | undefined;
    const end = () => {
      worker.terminate();
      signal.removeEventListener('abort', abort);
    };
    const fail = (error: unknown) => {
      end();
      reject(error);
    };
    const abort = () => fail(signal.reason);
    if (signal.aborted) return abort();
    signal.addEventListener('abort', abort);
    worker.onerror = ({ message }) =>
      fail(new CaptureError(`The capture cannot be read: ${message}`));
    worker.onmessage = ({ data }: MessageEvent<FromReader>) => {
      switch (data.kind) {
        case 'progress':
          return hearers.onProgress(data.progress);
        case 'drawn':
          topology = data.topology;
          keepLayout(topology, data.first);
          return hearers.onDrawn({
            ...{ id, topology, files: [], snapshot: NOTHING_READ, isPending: true },
            index: indexCapture(NOTHING_READ, topology),
          });
        case 'node':
          nodes.push(data.node);
          return;
        case 'files':
          files.push(data.files);
          return;
        case 'rest': {
          end();
          const snapshot = { ...data.rest, nodes };
          if (topology) {
            resolve({ id, files, snapshot, topology, index: indexCapture(snapshot, topology) });
          }
          return;
        }
        case 'failed':
          return fail(new CaptureError(data.message, data.status));
      }
    };
    worker.postMessage(request);
  });
}
