import type { NodeSnapshot, Topology } from '@vethscope/model';
import type { CaptureFiles } from '@vethscope/parsers';
import { CaptureError } from '../api/captureSource.ts';
import { type FirstLayout, keepLayout } from '../features/topology/firstPicture.ts';
import type { OpenCapture } from '../view/CaptureContext.tsx';
import { indexCapture } from '../view/captureIndex.ts';
import type { FromReader, OpenRequest, ReadingProgress, ReadingRequest } from './messages.ts';

/** As far as it is needed of a `Worker`. */
export type ReadingWorker = Pick<Worker, 'postMessage' | 'onmessage' | 'onerror'>;

export interface Hearers {
  readonly onProgress: (progress: ReadingProgress) => void;
  /** The picture can be drawn; what was read comes once the result resolves. */
  readonly onDrawn: (capture: OpenCapture) => Promise<void>;
}

const NOTHING_READ = { nodes: [], inputs: [], diagnostics: [] } as const;

/**
 * Has a worker read a capture; resolves with all of it, rejects with `CaptureError`, or with the
 * signal's reason. Who started the worker ends it.
 */
export function readInWorker(
  id: string,
  worker: ReadingWorker,
  request: OpenRequest,
  signal: AbortSignal,
  hearers: Hearers,
): Promise<OpenCapture> {
  return new Promise<OpenCapture>((resolve, reject) => {
    const nodes: NodeSnapshot[] = [];
    const files: CaptureFiles[] = [];
    const topologyParts: Topology[] = [];
    let first: FirstLayout | undefined;
    if (signal.aborted) return reject(signal.reason);
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    worker.onerror = ({ message }) =>
      reject(new CaptureError(`The capture cannot be read: ${message}`));
    worker.onmessage = ({ data }: MessageEvent<FromReader>) => {
      switch (data.kind) {
        case 'progress':
          return hearers.onProgress(data.progress);
        case 'drawn': {
          const { content: topology } = data;
          first = data.first;
          keepLayout(topology, first);
          const index = indexCapture(NOTHING_READ, topology);
          const drawn = { id, topology, files: [], snapshot: NOTHING_READ, index } as const;
          hearers
            .onDrawn({ ...drawn, isPending: true })
            .then(() => worker.postMessage({ kind: 'go-on' } satisfies ReadingRequest), reject);
          return;
        }
        case 'topology':
          topologyParts.push(data.part);
          return;
        case 'node':
          nodes.push(data.node);
          return;
        case 'files':
          files.push(data.files);
          return;
        case 'rest': {
          const snapshot = { ...data.rest, nodes };
          const topology = joined(topologyParts);
          // The picture that is there stays as it is.
          if (first) keepLayout(topology, first);
          resolve({ id, files, snapshot, topology, index: indexCapture(snapshot, topology) });
          return;
        }
        case 'failed':
          return reject(new CaptureError(data.message, data.status));
      }
    };
    worker.postMessage(request);
  });
}

function joined(parts: readonly Topology[]): Topology {
  return {
    formatVersion: 1,
    nodes: parts.flatMap(({ nodes }) => nodes),
    edges: parts.flatMap(({ edges }) => edges),
    services: parts.flatMap(({ services }) => services),
    diagnostics: parts.flatMap(({ diagnostics }) => diagnostics),
  };
}
