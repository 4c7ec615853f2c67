import { createHash } from 'node:crypto';
import { request } from 'node:http';
import { DEFAULT_ARCHIVE_LIMITS } from '@vethscope/parsers';
import { describe, expect, test } from 'vitest';
import { readCaptures } from '../captures/readCaptures.ts';
import { CRICTL_PODS, SAMPLE_FOLDER } from '../testing/samples.ts';
import { testIo } from '../testing/testIo.ts';
import { testServer } from '../testing/testServer.ts';
import { captureListSchema, captureSummarySchema, errorSchema } from './schemas/captures.ts';

const OCTETS = { 'content-type': 'application/octet-stream' };

function upload(server: string, name: string, body: string | Uint8Array): Promise<Response> {
  return fetch(`${server}/api/v1/captures?name=${encodeURIComponent(name)}`, {
    method: 'POST',
    headers: OCTETS,
    body: Buffer.from(body),
  });
}

async function uploaded(server: string, name = 'node1.txt', body = CRICTL_PODS) {
  return captureSummarySchema.parse(await (await upload(server, name, body)).json());
}

async function list(server: string) {
  return captureListSchema.parse(await (await fetch(`${server}/api/v1/captures`)).json()).captures;
}

async function refusal(response: Response): Promise<string> {
  const { message } = errorSchema.parse(await response.json()).error;
  expect(message).not.toContain('\n');
  return `${response.status} ${message}`;
}

const given = async (...paths: string[]) =>
  (await readCaptures(paths, testIo({ stdin: CRICTL_PODS }).io.stdin, DEFAULT_ARCHIVE_LIMITS))
    .captures;

describe('uploading', () => {
  test('keeps the capture, names it after its file, and says where it is', async () => {
    const server = await testServer();
    const response = await upload(server, 'node1.txt', CRICTL_PODS);
    expect(response.status).toBe(201);
    const summary = captureSummarySchema.parse(await response.json());
    expect(response.headers.get('location')).toBe(`/api/v1/captures/${summary.id}`);
    expect(summary).toEqual({
      id: summary.id,
      name: 'node1',
      fileName: 'node1.txt',
      size: CRICTL_PODS.length,
      sha256: createHash('sha256').update(CRICTL_PODS).digest('hex'),
      uploadedAt: '2024-06-01T12:00:00.000Z',
      readOnly: false,
      hasOriginal: true,
    });
    expect(await list(server)).toEqual([summary]);
  });

  test('refuses what is larger than the limit, whether its length is announced or not', async () => {
    const server = await testServer({ maxUploadBytes: 1000 });
    const refused =
      '413 the file is larger than 1000 bytes: start the server with a higher --max-upload to take it';
    expect(await refusal(await upload(server, 'a.txt', 'x'.repeat(1001)))).toBe(refused);
    const chunked = await fetch(`${server}/api/v1/captures?name=a.txt`, {
      method: 'POST',
      headers: OCTETS,
      duplex: 'half',
      body: new ReadableStream({
        start(controller) {
          for (let i = 0; i < 300; i++) controller.enqueue(new Uint8Array(64 * 1024));
          controller.close();
        },
      }),
    } as RequestInit);
    expect(await refusal(chunked)).toBe(refused);
    expect(await list(server)).toEqual([]);
  });

  test.each([
    ['an empty file', 'empty.txt', '', 'it is empty'],
    ['a binary', 'a.bin', '\u0001\u0000\u0002', 'neither text nor an archive'],
    ['an error page', 'page.json', '{"error":"forbidden"}', "no command's output recognized"],
  ])('refuses %s with what is wrong with it, and keeps nothing', async (_, name, body, what) => {
    const server = await testServer();
    expect(await refusal(await upload(server, name, body))).toMatch(
      new RegExp(`^422 ${name}: .*${what}`),
    );
    expect(await list(server)).toEqual([]);
  });

  test('refuses a form, since it takes the bytes as they are', async () => {
    const server = await testServer();
    const form = new FormData();
    form.set('file', new Blob([CRICTL_PODS]), 'node1.txt');
    const url = `${server}/api/v1/captures?name=node1.txt`;
    const response = await fetch(url, { method: 'POST', body: form });
    expect(await refusal(response)).toContain('415 ');
  });

  test('refuses JSON that is not sent as bytes for just that, however long it is', async () => {
    const response = await fetch(`${await testServer()}/api/v1/captures?name=pods.json`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify('x'.repeat(20_000)),
    });
    expect(await refusal(response)).toContain("415 send the file's bytes as they are");
  });

  test.each([
    ['without a name', '', '400 name: one name is needed'],
    ['with two names', '?name=a&name=b', '400 name: one name is needed'],
    ['with a line break in its name', '?name=a%0Ab', '400 name: a name is one line'],
  ])('refuses an upload %s', async (_, query, expected) => {
    const server = await testServer();
    const url = `${server}/api/v1/captures${query}`;
    const response = await fetch(url, { method: 'POST', headers: OCTETS, body: CRICTL_PODS });
    expect(await refusal(response)).toContain(expected);
  });

  test('takes only the last part of a path for the name', async () => {
    const summary = await uploaded(await testServer(), '..\\..\\etc/node1.txt');
    expect(summary).toMatchObject({ name: 'node1', fileName: 'node1.txt' });
  });
});

describe('uploaded captures', () => {
  test('are renamed', async () => {
    const server = await testServer();
    const { id } = await uploaded(server);
    const response = await fetch(`${server}/api/v1/captures/${id}`, {
      method: 'PATCH',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name: '  before the change ' }),
    });
    expect(captureSummarySchema.parse(await response.json()).name).toBe('before the change');
    expect((await list(server))[0]?.name).toBe('before the change');
  });

  test.each([
    ['no JSON', '{', '400 '],
    ['no name', '{}', '400 name: '],
    ['an empty name', '{"name":" "}', '400 name: a name is needed'],
    ['a number', '{"name":5}', '400 name: one name is needed'],
    // It would have no place in the file name of an export.
    ['half a surrogate pair', '{"name":"\\ud800"}', '400 name: a name is Unicode'],
  ])('are not renamed to %s', async (_, body, expected) => {
    const server = await testServer();
    const { id } = await uploaded(server);
    const response = await fetch(`${server}/api/v1/captures/${id}`, {
      method: 'PATCH',
      headers: { 'content-type': 'application/json' },
      body,
    });
    expect(await refusal(response)).toContain(expected);
    expect((await list(server))[0]?.name).toBe('node1');
  });

  test('are deleted', async () => {
    const server = await testServer();
    const { id } = await uploaded(server);
    const url = `${server}/api/v1/captures/${id}`;
    expect((await fetch(url, { method: 'DELETE' })).status).toBe(204);
    expect((await fetch(url, { method: 'DELETE' })).status).toBe(404);
    expect((await fetch(`${url}/topology`)).status).toBe(404);
    expect(await list(server)).toEqual([]);
  });

  test.each(['node "1".txt', 'ノード.txt', "it's; filename=evil.txt"])(
    'are downloaded as they were, under the name %s',
    async (fileName) => {
      const server = await testServer();
      const { id } = await uploaded(server, fileName);
      const response = await fetch(`${server}/api/v1/captures/${id}/original`);
      expect(await response.text()).toBe(CRICTL_PODS);
      expect(response.headers.get('content-type')).toBe('application/octet-stream');
      const disposition = response.headers.get('content-disposition') ?? '';
      expect(disposition).toMatch(
        /^attachment; filename=([\w.-]+|"(\\.|[^"\\])*")(; filename\*=UTF-8''\S+)?$/,
      );
    },
  );
});

describe('captures of the command line', () => {
  test('come first, and can be neither renamed nor deleted', async () => {
    const server = await testServer({ given: await given(SAMPLE_FOLDER) });
    await uploaded(server);
    const captures = await list(server);
    expect(captures.map(({ name }) => name)).toEqual(['dual-stack-bridge', 'node1']);
    expect(captures[0]).toEqual({
      id: 'dual-stack-bridge',
      name: 'dual-stack-bridge',
      readOnly: true,
      hasOriginal: false,
    });
    const url = `${server}/api/v1/captures/dual-stack-bridge`;
    const renaming = { headers: { 'content-type': 'application/json' }, body: '{"name":"x"}' };
    expect(await refusal(await fetch(url, { method: 'DELETE' }))).toContain('409 ');
    expect(await refusal(await fetch(url, { method: 'PATCH', ...renaming }))).toContain('409 ');
    expect(await refusal(await fetch(`${url}/original`))).toContain('404 ');
  });

  test('are one entry together', async () => {
    const server = await testServer({ given: await given(SAMPLE_FOLDER, '-') });
    const captures = await list(server);
    expect(captures.map(({ name }) => name)).toEqual(['dual-stack-bridge, stdin']);
    const files = await fetch(`${server}/api/v1/captures/${captures[0]?.id}/files`);
    expect(await files.json()).toMatchObject([{ name: 'dual-stack-bridge' }, { name: 'stdin' }]);
  });
});

// RFC 9110, 15.5.6: an answer 405 lists in `Allow` what is possible.
describe('a method that a path does not have', () => {
  test.each([
    ['PUT', '/api/v1/captures', 405, 'POST, GET, HEAD, OPTIONS'],
    ['POST', '/api/v1/openapi.json', 405, 'GET, HEAD, OPTIONS'],
    ['DELETE', '/healthz', 405, 'GET, HEAD, OPTIONS'],
    ['OPTIONS', '/api/v1/captures/x', 204, 'DELETE, PATCH, GET, HEAD, OPTIONS'],
  ])('%s %s: %d', async (method, path, status, allowed) => {
    const response = await fetch(`${await testServer()}${path}`, { method });
    expect(response.status).toBe(status);
    expect(response.headers.get('allow')).toBe(allowed);
  });
});

describe('a failure', () => {
  test('is one line, also where the request put a line break into it', async () => {
    const server = await testServer({ given: await given(SAMPLE_FOLDER) });
    const evidence = `${server}/api/v1/captures/dual-stack-bridge/evidence?line=1&file=a%0Ab`;
    expect(await refusal(await fetch(evidence))).toBe('404 there is no file a?b in this capture');
  });

  test('is JSON also in place of a page', async () => {
    const server = await testServer({
      given: await given(SAMPLE_FOLDER),
      exportPage: async () => 'not the page',
    });
    const response = await fetch(`${server}/api/v1/captures/dual-stack-bridge/export`);
    expect(response.status).toBe(500);
    expect(response.headers.get('content-type')).toMatch(/^application\/json/);
  });
});

describe('what others may ask', () => {
  const status = (server: string, headers: Record<string, string>, method = 'GET') =>
    new Promise<number | undefined>((resolve, reject) => {
      const sent = request(`${server}/api/v1/captures?name=a.txt`, { method, headers });
      sent.on('response', (response) => {
        response.resume();
        resolve(response.statusCode);
      });
      sent.on('error', reject);
      sent.end(method === 'POST' ? CRICTL_PODS : undefined);
    });

  test.each([
    ['127.0.0.1:80', '127.0.0.1', 200],
    ['localhost:8420', '127.0.0.1', 200],
    ['[::1]:8420', '127.0.0.1', 200],
    ['evil.example', '127.0.0.1', 421],
    // A name that is pointed at this machine; an address with a name behind it.
    ['127.0.0.1.evil.example', '127.0.0.1', 421],
    ['192.0.2.7:8420', '127.0.0.1', 421],
    ['192.0.2.7:8420', '0.0.0.0', 200],
    ['evil.example', '0.0.0.0', 421],
    ['node1.lan:8420', 'node1.lan', 200],
  ])('Host %s on a server that listens on %s: %d', async (asked, host, expected) => {
    const server = await testServer({ host });
    expect(await status(server, { host: asked })).toBe(expected);
  });

  interface Sender {
    readonly origin?: string;
    readonly 'sec-fetch-site'?: string;
  }
  test.each<[string, Sender, number]>([
    ['no browser', {}, 201],
    ['its own page', { origin: 'own' }, 201],
    ['a page elsewhere', { origin: 'https://evil.example' }, 403],
    ['a file on disk', { origin: 'null' }, 403],
    ['a page elsewhere that hides it', { 'sec-fetch-site': 'cross-site' }, 403],
    ['another port of this machine', { origin: 'http://127.0.0.1:1' }, 403],
  ])('a change asked for by %s', async (_, headers, expected) => {
    const server = await testServer();
    const origin = headers.origin === 'own' ? { origin: server } : {};
    const sent = { ...OCTETS, ...headers, ...origin };
    expect(await status(server, sent, 'POST')).toBe(expected);
  });
});
