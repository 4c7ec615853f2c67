import { buildTopology } from '@vethscope/model';
import { type CaptureFiles, readSnapshot } from '@vethscope/parsers';
import { CaptureError, type Origin } from '../api/captureSource.ts';
import { firstLayout } from '../features/topology/firstLayout.ts';
import { indexCapture } from '../view/captureIndex.ts';
import { fetchFiles, unpackFiles } from './captureFiles.ts';
import type { FromReader, ReadingProgress, ReadingRequest } from './messages.ts';

/**
 * Reads one capture, from its bytes to what the picture shows first, then tells all that was read.
 * Runs in a worker: the page goes on answering meanwhile.
 */
export async function read({ origin, view }: ReadingRequest): Promise<void> {
  try {
    const captures = await filesOf(origin);
    const snapshot = readSnapshot(captures, seldom(onShare));
    onProgress({ phase: 'drawing' });
    const topology = buildTopology(snapshot);
    const first = firstLayout(topology, indexCapture(snapshot, topology), view);
    tell({ kind: 'drawn', topology, first });
    const { nodes, ...rest } = snapshot;
    for (const node of nodes) tell({ kind: 'node', node });
    for (const files of captures) tell({ kind: 'files', files });
    tell({ kind: 'rest', rest });
  } catch (error) {
    const status = error instanceof CaptureError ? error.status : undefined;
    tell({ kind: 'failed', message: error instanceof Error ? error.message : `${error}`, status });
  }
}

function filesOf(origin: Origin): Promise<readonly CaptureFiles[]> {
  return origin.kind === 'url'
    ? fetchFiles(
        origin.url,
        seldom((done, of) =>
          onProgress({ phase: 'fetching', done, ...(of !== undefined && { of }) }),
        ),
      )
    : unpackFiles(origin.data);
}

function onShare(share: number): void {
  onProgress({ phase: 'reading', share });
}

function onProgress(progress: ReadingProgress): void {
  tell({ kind: 'progress', progress });
}

/** Often enough for an eye, in milliseconds. */
const EVERY = 50;

/** Lets through the first call, and then one in a while: each message costs the page a moment. */
function seldom<T extends readonly unknown[]>(call: (...args: T) => void): (...args: T) => void {
  let last = Number.NEGATIVE_INFINITY;
  return (...args) => {
    const now = performance.now();
    if (now - last < EVERY) return;
    last = now;
    call(...args);
  };
}

function tell(message: FromReader): void {
  self.postMessage(message);
}
