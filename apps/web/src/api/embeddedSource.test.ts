import { gzipSync } from 'node:zlib';
import type { CaptureFiles } from '@vethscope/parsers';
import { describe, expect, it } from 'vitest';
import { comingCaptures } from '../reading/captureFiles.ts';
import type { EmbeddedSource } from './captureSource.ts';
import { embeddedCapture, embeddedSource } from './embeddedSource.ts';

const capture = (text: string): CaptureFiles => ({
  name: 'node1',
  files: [{ path: 'ip_addr.txt', text }],
  diagnostics: [],
});

function embedded(captures: unknown, more: Readonly<Record<string, unknown>> = {}): string {
  const data = gzipSync(JSON.stringify(captures)).toString('base64');
  return JSON.stringify({
    formatVersion: 1,
    name: 'node1',
    encoding: 'gzip+base64',
    data,
    ...more,
  });
}

/** As the reading worker does. */
async function load(source: EmbeddedSource, id = ''): Promise<readonly CaptureFiles[]> {
  const captures: CaptureFiles[] = [];
  for await (const { capture } of comingCaptures(source.origin(id), () => {})) {
    captures.push(capture);
  }
  return captures;
}

/** What an interface alias, a pod's label or an iptables comment may hold. */
const HOSTILE = [
  '</script><script>alert(1)</script>',
  '<!--<script>',
  "$& $' $` $1",
  '\u2028\u2029\u0000\ufeff',
  '😀 \u202e backwards',
  '__proto__',
];

describe('embeddedSource', () => {
  it.each(HOSTILE)('gives back %j as it was captured', async (text) => {
    const source = embeddedSource(embedded([capture(text)], { name: text }));
    const [summary] = await source.list();
    expect(summary).toMatchObject({ name: text, readOnly: true });
    expect(await load(source, summary?.id)).toEqual([capture(text)]);
  });

  it('gives what came with the capture', () => {
    const keepsakes = {
      view: 'tab=routes',
      notes: { 'node/n1': 'reboot tonight' },
      savedViews: [{ name: 'way out', view: 'tab=routes' }],
    };
    expect(embeddedSource(embedded([capture('x')], keepsakes)).keepsakes).toEqual(keepsakes);
    expect(embeddedSource(embedded([capture('x')])).keepsakes).toEqual({});
  });

  it('refuses the id of a capture that it does not hold', async () => {
    const source = embeddedSource(embedded([capture('x')]));
    await expect(load(source, 'other')).rejects.toThrow('holds one capture');
  });

  it.each([
    ['no JSON', 'not json'],
    ['another format', embedded([capture('x')], { formatVersion: 2 })],
    ['no base64', embedded([capture('x')], { data: '***' })],
    ['no gzip', embedded([capture('x')], { data: btoa('plain') })],
    ['a cut-off stream', embedded([capture('x')], { data: embeddedData().slice(0, 24) })],
    ['data of another shape', embedded([{ name: 'x' }])],
  ])('says in one line that it cannot read %s', async (_, text) => {
    const source = embeddedSource(text);
    const [summary] = await source.list();
    await expect(load(source, summary?.id)).rejects.toThrow(/^The capture in this page .*\.$/);
  });
});

function embeddedData(): string {
  return gzipSync(JSON.stringify([capture('x'.repeat(1000))])).toString('base64');
}

describe('embeddedCapture', () => {
  it('finds nothing in a page that a server delivers', () => {
    expect(embeddedCapture({ getElementById: () => null })).toBeUndefined();
  });
});
