import { buildTopology } from '@vethscope/model';
import { type CaptureFiles, readSnapshot } from '@vethscope/parsers';
import { describe, expect, it, vi } from 'vitest';
import { firstPicture, keptLayout } from '../features/topology/firstPicture.ts';
import type { OpenCapture } from '../view/CaptureContext.tsx';
import { indexCapture } from '../view/captureIndex.ts';
import type { FromReader, OpenRequest, ReadingProgress } from './messages.ts';
import { type ReadingWorker, readInWorker } from './readInWorker.ts';

const files: CaptureFiles = {
  name: 'n1',
  files: [{ path: 'ip-link', text: '1: lo: <LOOPBACK,UP> mtu 65536 state UNKNOWN\n' }],
  diagnostics: [],
};
const snapshot = readSnapshot([files]);
const topology = buildTopology(snapshot);
const { nodes, ...rest } = snapshot;
const halves = { nodes: { ...topology, edges: [] }, edges: { ...topology, nodes: [] } };
const request: OpenRequest = { kind: 'open', origin: { kind: 'url', url: '/' }, view: {} };

/** A worker that says what a test lets it say. */
function staged() {
  const state = { asked: [] as unknown[] };
  const worker: ReadingWorker = {
    onmessage: null,
    onerror: null,
    postMessage: (message: unknown) => void state.asked.push(message),
  };
  const say = (data: FromReader) =>
    worker.onmessage?.call(undefined as never, { data } as MessageEvent<FromReader>);
  const controller = new AbortController();
  const progress: ReadingProgress[] = [];
  const drawn: OpenCapture[] = [];
  const result = readInWorker('a', worker, request, controller.signal, {
    onProgress: (one) => progress.push(one),
    onDrawn: async (one) => void drawn.push(one),
  });
  return { state, say, controller, progress, drawn, result };
}

const picture = () =>
  ({ kind: 'drawn', ...firstPicture(topology, indexCapture(snapshot, topology), {}) }) as const;

describe('a capture read beside the page', () => {
  it('is there for the picture first, then whole', async () => {
    const { state, say, progress, drawn, result } = staged();
    expect(state.asked).toEqual([request]);
    say({ kind: 'progress', progress: { phase: 'drawing' } });
    say(picture());
    expect(progress).toEqual([{ phase: 'drawing' }]);
    expect(drawn).toMatchObject([{ id: 'a', isPending: true, files: [] }]);
    await vi.waitFor(() => expect(state.asked).toEqual([request, { kind: 'go-on' }]));
    for (const node of nodes) say({ kind: 'node', node });
    say({ kind: 'files', files });
    for (const part of [halves.nodes, halves.edges]) say({ kind: 'topology', part });
    say({ kind: 'rest', rest });
    const whole = await result;
    expect(whole).toMatchObject({ id: 'a', files: [files], snapshot, topology });
    expect(whole.isPending).toBeUndefined();
    // The picture that is drawn already is the same one.
    const options = { open: new Set<string>() };
    const kept = keptLayout(whole.topology, { kind: 'only' }, options);
    expect(kept).toBeDefined();
    expect(kept).toBe(keptLayout(drawn[0]?.topology ?? topology, { kind: 'only' }, options));
  });

  it('fails in the words of the worker', async () => {
    const { say, result } = staged();
    say({ kind: 'failed', message: 'there is no such capture', status: 404 });
    await expect(result).rejects.toMatchObject({
      message: 'there is no such capture',
      status: 404,
    });
  });

  it('ends with the signal', async () => {
    const { controller, result } = staged();
    controller.abort();
    await expect(result).rejects.toThrow();
  });
});
