import { buildTopology, type Topology } from '@vethscope/model';
import { type CaptureFiles, type SnapshotReader, startSnapshot } from '@vethscope/parsers';
import { CaptureError, type Origin } from '../api/captureSource.ts';
import { firstPicture } from '../features/topology/firstPicture.ts';
import { indexCapture } from '../view/captureIndex.ts';
import { comingCaptures } from './captureFiles.ts';
import type { FromReader, OpenRequest, ReadingProgress, ReadingRequest } from './messages.ts';

/** Reads beside the page, which goes on answering meanwhile: one worker reads one capture. */
export function hearReading(request: ReadingRequest): void {
  if (request.kind === 'open') void read(request);
  else tellAllElse();
}

let tellAllElse: () => void = () => {};

/**
 * Reads a capture, from its bytes to what the picture shows first. All that was read is told when
 * the page has shown that: it has no time for both.
 */
async function read({ origin, view }: OpenRequest): Promise<void> {
  const isShown = new Promise<void>((resolve) => {
    tellAllElse = resolve;
  });
  try {
    const { captures, snapshot } = await readCaptures(origin);
    onProgress({ phase: 'drawing' });
    const topology = buildTopology(snapshot);
    const { first, content } = firstPicture(topology, indexCapture(snapshot, topology), view);
    tell({ kind: 'drawn', content, first });
    await isShown;
    const { nodes, ...rest } = snapshot;
    for (const node of nodes) tell({ kind: 'node', node });
    for (const files of captures) tell({ kind: 'files', files });
    for (const part of partsOf(topology)) tell({ kind: 'topology', part });
    tell({ kind: 'rest', rest });
  } catch (error) {
    const status = error instanceof CaptureError ? error.status : undefined;
    tell({ kind: 'failed', message: error instanceof Error ? error.message : `${error}`, status });
  }
}

/** Each node while the next one is on its way. */
async function readCaptures(origin: Origin) {
  const captures: CaptureFiles[] = [];
  const tellFetched = seldom((done: number, of: number | undefined) =>
    onProgress({ phase: 'fetching', done, ...(of !== undefined && { of }) }),
  );
  const tellShare = seldom((share: number) => onProgress({ phase: 'reading', share }));
  const onFetched = (done: number, of: number | undefined) => {
    if (captures.length === 0) tellFetched(done, of);
  };
  let reader: SnapshotReader | undefined;
  for await (const { capture, isOneOfSeveral, from, to } of comingCaptures(origin, onFetched)) {
    captures.push(capture);
    const all = capture.files.reduce((sum, { text }) => sum + text.length, 0);
    let read = 0;
    reader ??= startSnapshot(isOneOfSeveral);
    reader.read(capture, (characters) => {
      read += characters;
      // An output that several commands share is read several times.
      tellShare(from + (to - from) * Math.min(1, read / all));
    });
  }
  return { captures, snapshot: (reader ?? startSnapshot(false)).end() };
}

/** So that the page never copies much at once. */
const ELEMENTS_AT_ONCE = 1_000;

function* partsOf({ nodes, edges, ...rest }: Topology): Generator<Topology> {
  const empty = { ...rest, nodes: [], edges: [], services: [], diagnostics: [] };
  for (let at = 0; at < nodes.length; at += ELEMENTS_AT_ONCE) {
    yield { ...empty, nodes: nodes.slice(at, at + ELEMENTS_AT_ONCE) };
  }
  for (let at = 0; at < edges.length; at += ELEMENTS_AT_ONCE) {
    yield { ...empty, edges: edges.slice(at, at + ELEMENTS_AT_ONCE) };
  }
  yield { ...empty, ...rest };
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
