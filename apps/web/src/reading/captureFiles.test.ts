import type { CaptureFiles } from '@vethscope/parsers';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { type ComingCapture, comingCaptures } from './captureFiles.ts';

const capture = (name: string): CaptureFiles => ({
  name,
  files: [{ path: 'ip-link', text: 'é → 1: lo: <LOOPBACK,UP>\n' }],
  diagnostics: [],
});
const [n1, n2] = [capture('n1'), capture('n2')];
const json = (...captures: readonly CaptureFiles[]) =>
  `[\n${captures.map((one) => JSON.stringify(one)).join(',\n')}\n]\n`;

/** A server's answer that comes a few bytes at a time: in the middle of lines and of letters. */
function answer(text: string, headers: Readonly<Record<string, string>> = {}): void {
  const bytes = new TextEncoder().encode(text);
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => {
      for (let at = 0; at < bytes.length; at += 7) controller.enqueue(bytes.slice(at, at + 7));
      controller.close();
    },
  });
  vi.stubGlobal('fetch', async () => new Response(body, { headers }));
}

afterEach(() => void vi.unstubAllGlobals());

async function all(onFetched: (done: number, of: number | undefined) => void = () => {}) {
  const came: ComingCapture[] = [];
  for await (const one of comingCaptures({ kind: 'url', url: '/files' }, onFetched)) came.push(one);
  return came;
}

describe('captures that come from a server', () => {
  it('are there one after the other, each with its share of all', async () => {
    const text = json(n1, n2);
    answer(text, { 'x-unpacked-length': `${text.length}` });
    const [first, second, ...others] = await all();
    expect(others).toEqual([]);
    expect(first).toMatchObject({ capture: n1, isOneOfSeveral: true, from: 0 });
    expect(second).toMatchObject({ capture: n2, isOneOfSeveral: true, from: first?.to });
    expect(second?.to).toBeGreaterThan(0.9);
    expect(second?.to).toBeLessThanOrEqual(1);
  });

  it('may be one or none, and of unknown length', async () => {
    answer(json(n1));
    expect(await all()).toEqual([{ capture: n1, isOneOfSeveral: false, from: 0, to: 1 }]);
    answer('[\n]\n');
    expect(await all()).toEqual([]);
  });

  it('tell how many bytes are here', async () => {
    const text = json(n1);
    const length = new TextEncoder().encode(text).length;
    answer(text, { 'x-unpacked-length': `${length}` });
    const told: [number, number | undefined][] = [];
    await all((...one) => told.push(one));
    expect(told[0]).toEqual([7, length]);
    expect(told.at(-1)).toEqual([length, length]);
  });

  it.each([
    ['between two nodes', json(n1, n2).indexOf('\n', 5) + 1],
    ['in a node', 30],
    ['before the first', 0],
  ])('are missed where the answer ends %s', async (_where, length) => {
    answer(json(n1, n2).slice(0, length));
    await expect(all()).rejects.toThrow('came only in part');
  });

  it('are refused where they are something else', async () => {
    answer('[\n{"name":1}\n]\n');
    await expect(all()).rejects.toThrow('something unexpected');
  });
});
