import { readFileSync } from 'node:fs';
import { readSnapshot } from '@vethscope/parsers';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { diffReport } from '../diff/diffReport.ts';
import { CRICTL_PODS, SAMPLE } from '../testing/samples.ts';
import { testServer } from '../testing/testServer.ts';
import { diffSchema } from './schemas/diff.ts';

const MONDAY = readFileSync(SAMPLE, 'utf8');
/** The same node with another MTU and without a rule. */
const TUESDAY = MONDAY.replaceAll(/(vxlan\.calico: .* mtu )1450/g, '$11400').replace(
  /^cali-from-wl-dispatch .*cali:8ZoYfO5HKXWbB3pk.*\n/m,
  '',
);

/** A server with the captures, and the ids that it gave them. */
async function uploaded(texts: Readonly<Record<string, string>>) {
  const captures = `${await testServer()}/api/v1/captures`;
  const ids: string[] = [];
  for (const [name, body] of Object.entries(texts)) {
    const headers = { 'Content-Type': 'application/octet-stream' };
    const response = await fetch(`${captures}?name=${name}`, { method: 'POST', headers, body });
    ids.push(z.object({ id: z.string() }).parse(await response.json()).id);
  }
  return { captures, ids };
}

const read = (name: string, text: string) =>
  readSnapshot([{ name, files: [{ path: `${name}.md`, text }], diagnostics: [] }]);

test('is that of the command line, and as described', async () => {
  const { captures, ids } = await uploaded({ 'monday.md': MONDAY, 'tuesday.md': TUESDAY });
  const body: unknown = await (await fetch(`${captures}/${ids[1]}/diff?against=${ids[0]}`)).json();
  // A schema passes over fields that it does not know: here each one counts.
  expect(diffSchema.parse(body)).toEqual(body);
  const report = diffReport(read('monday', MONDAY), read('tuesday', TUESDAY));
  expect(body).toEqual(JSON.parse(JSON.stringify(report)));
  expect(report.records.map(({ kind, place }) => [kind, place])).toEqual([
    ['link', undefined],
    ['rule', 'IPv4 filter cali-FORWARD'],
  ]);
});

test('of two captures that share nothing, each part is as described', async () => {
  const { captures, ids } = await uploaded({ 'monday.md': MONDAY, 'pods.txt': CRICTL_PODS });
  const body: unknown = await (await fetch(`${captures}/${ids[1]}/diff?against=${ids[0]}`)).json();
  expect(diffSchema.parse(body)).toEqual(body);
});

test.each([
  ['monday/diff', 400, 'against'],
  ['monday/diff?against=other', 404, 'there is no capture other'],
  ['other/diff?against=monday', 404, 'there is no capture other'],
])('%s: %s', async (path, status, message) => {
  const { captures, ids } = await uploaded({ 'monday.md': CRICTL_PODS });
  const response = await fetch(`${captures}/${path.replace('monday', ids[0] ?? '')}`);
  expect(response.status).toBe(status);
  expect(await response.json()).toMatchObject({
    error: { message: expect.stringContaining(message) },
  });
});
