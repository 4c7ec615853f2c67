import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import { gunzipSync } from 'node:zlib';
import { buildTopology } from '@vethscope/model';
import { DEFAULT_ARCHIVE_LIMITS, readSnapshot } from '@vethscope/parsers';
import { beforeAll, describe, expect, test } from 'vitest';
import type { z } from 'zod';
import { type ReadCapture, readCaptures } from '../captures/readCaptures.ts';
import { SAMPLE } from '../testing/samples.ts';
import { testIo } from '../testing/testIo.ts';
import { testServer } from '../testing/testServer.ts';
import { endpoints } from './endpoints/endpoints.ts';
import { captureFilesSchema, elementDetailsSchema, errorSchema } from './schemas/captures.ts';
import { evidenceLinesSchema } from './schemas/evidence.ts';
import { inspectReportSchema } from './schemas/inspect.ts';
import { snapshotSchema } from './schemas/snapshot.ts';
import { topologySchema } from './schemas/topology.ts';

let given: readonly ReadCapture[];
beforeAll(async () => {
  given = (await readCaptures([SAMPLE], testIo().io.stdin, DEFAULT_ARCHIVE_LIMITS)).captures;
});

const BASE = '/api/v1/captures/calico-single-node';

async function ask(path: string): Promise<unknown> {
  const response = await fetch(`${await testServer({ given })}${path}`);
  expect(response.headers.get('content-type')).toContain('application/json');
  return response.json();
}

/** A schema passes over fields that it does not know: here each one counts. */
function expectDescribed(schema: z.ZodType, value: unknown): void {
  expect(schema.parse(value)).toEqual(value);
}

describe('what follows from a capture', () => {
  test.each([
    ['topology', topologySchema],
    ['snapshot', snapshotSchema],
    ['inspect', inspectReportSchema],
    ['files', captureFilesSchema.unwrap().array()],
    ['evidence?file=calico-single-node.md&line=1&endLine=3', evidenceLinesSchema],
  ])('%s is as described', async (path, schema) => {
    expectDescribed(schema, await ask(`${BASE}/${path}`));
  });

  test('the topology is the one of the command line', async () => {
    const topology = buildTopology(readSnapshot(given.map(({ files }) => files)));
    expect(await ask(`${BASE}/topology`)).toEqual(JSON.parse(JSON.stringify(topology)));
  });

  test('every element of the topology has details as described', async () => {
    const topology = topologySchema.parse(await ask(`${BASE}/topology`));
    const server = await testServer({ given });
    const elements = [...topology.nodes, ...topology.edges, ...topology.services];
    expect(elements.length).toBeGreaterThan(10);
    for (const { id } of elements) {
      const response = await fetch(`${server}${BASE}/details/${encodeURIComponent(id)}`);
      const details: unknown = await response.json();
      expectDescribed(elementDetailsSchema, details);
      expect(elementDetailsSchema.parse(details).element.id).toBe(id);
    }
  });

  test('an id may be asked for with its slashes as they are', async () => {
    const plain = await ask(`${BASE}/details/pod/kube-system/coredns-7db6d8ff4d-p4kzt`);
    const encoded = await ask(`${BASE}/details/pod%2Fkube-system%2Fcoredns-7db6d8ff4d-p4kzt`);
    expect(plain).toEqual(encoded);
  });

  test('evidence is the very lines of the file', async () => {
    const lines = readFileSync(SAMPLE, 'utf8').split('\n');
    const answer = await ask(`${BASE}/evidence?file=calico-single-node.md&line=37&endLine=38`);
    expect(answer).toEqual({
      file: 'calico-single-node.md',
      line: 37,
      endLine: 38,
      totalLines: lines.length - 1,
      lines: [
        { number: 37, text: lines[36] },
        { number: 38, text: lines[37] },
      ],
    });
  });

  test.each([
    ['/api/v1/captures/nope/topology', 404],
    ['/api/v1/captures/..%2f..%2fetc/topology', 400],
    [`${BASE}/details/if/nobody/host/eth0`, 404],
    [`${BASE}/evidence?file=/etc/passwd&line=1`, 404],
    [`${BASE}/evidence?file=calico-single-node.md&line=0`, 400],
    [`${BASE}/evidence?file=calico-single-node.md&line=5&endLine=4`, 400],
    [`${BASE}/evidence?file=calico-single-node.md&line=1&endLine=1000000`, 400],
    [`${BASE}/details/%`, 400],
    [`${BASE}/trace?from=10.85.0.4`, 400],
    [`${BASE}/trace?from=10.85.0.4&to=10.96.0.10&dport=0`, 400],
    [`${BASE}/trace?from=10.85.0.4&to=10.96.0.10&dport=53&proto=sctp`, 400],
    [`${BASE}/trace?from=kube-system/nobody&to=10.96.0.10&dport=53`, 422],
    [`${BASE}/trace?from=10.85.0.4&to=10.96.0.10`, 422],
    ['/api/v1/nothing', 404],
    ['/nothing', 404],
  ])('%s is refused with %d and one line', async (path, status) => {
    const response = await fetch(`${await testServer({ given })}${path}`);
    expect(response.status).toBe(status);
    expect(errorSchema.parse(await response.json()).error.message).toMatch(/^.+$/);
  });

  test('the page to take along is sent whole, as a download', async () => {
    const response = await fetch(`${await testServer({ given })}${BASE}/export`);
    const page = await response.text();
    expect(response.headers.get('content-disposition')).toBe(
      'attachment; filename=calico-single-node.html',
    );
    expect(Number(response.headers.get('content-length'))).toBe(Buffer.byteLength(page));
    expect(page).toContain('id="vethscope-capture"');
  });

  describe('with a view, notes and saved views', () => {
    const send = async (body: string, type = 'application/json') =>
      fetch(`${await testServer({ given })}${BASE}/export`, {
        method: 'POST',
        headers: { 'content-type': type },
        body,
      });

    test('carries them, harmless', async () => {
      const keepsakes = {
        view: 'tab=routes&lookup=10.0.0.1',
        notes: { 'node/n1': 'reboot </script><b>tonight' },
        savedViews: [{ name: 'way out', view: 'tab=routes' }],
      };
      const page = await (await send(JSON.stringify(keepsakes))).text();
      const [, json = ''] = /id="vethscope-capture">([^<]*)<\/script>/.exec(page) ?? [];
      expect(JSON.parse(json)).toMatchObject(keepsakes);
    });

    test.each([
      ['{"notes":{"node/n1":1}}', 'application/json', 400],
      ['{"savedViews":[{"name":"","view":""}]}', 'application/json', 400],
      ['{', 'application/json', 400],
      ['{}', 'text/plain', 415],
      [JSON.stringify({ view: 'x'.repeat(2_000_000) }), 'application/json', 413],
    ])('refuses %.40s as %s with %d and one line', async (body, type, status) => {
      const response = await send(body, type);
      expect(response.status).toBe(status);
      expect(errorSchema.parse(await response.json()).error.message).toMatch(/^.+$/);
    });
  });

  test('is packed for those who accept it, and only for them', async () => {
    const server = await testServer({ given });
    const raw = (encoding: string) =>
      new Promise<{ encoding: string | undefined; body: Buffer }>((resolve, reject) => {
        const headers = { 'accept-encoding': encoding };
        request(`${server}${BASE}/files`, { headers }, (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk) => chunks.push(chunk));
          response.on('end', () =>
            resolve({
              encoding: response.headers['content-encoding'],
              body: Buffer.concat(chunks),
            }),
          );
        })
          .on('error', reject)
          .end();
      });
    const packed = await raw('br, gzip');
    const plain = await raw('identity');
    expect([packed.encoding, plain.encoding]).toEqual(['gzip', undefined]);
    expect(gunzipSync(packed.body).equals(plain.body)).toBe(true);
  });
});

describe('the description', () => {
  interface Description {
    readonly openapi: string;
    readonly paths: Record<string, Record<string, unknown>>;
    readonly components: { readonly schemas: Record<string, unknown> };
  }
  const description = async () => (await ask('/api/v1/openapi.json')) as Description;

  test('has every operation that is served', async () => {
    const { openapi, paths } = await description();
    expect(openapi).toBe('3.1.0');
    const described = Object.entries(paths).flatMap(([path, operations]) =>
      Object.keys(operations).map((method) => `${method} ${path}`),
    );
    expect(described.sort()).toEqual(
      endpoints.map(({ method, path }) => `${method} ${path}`).sort(),
    );
  });

  test('refers to nothing that it does not have', async () => {
    const text = JSON.stringify(await description());
    const { components } = await description();
    const references = [...text.matchAll(/"\$ref":"([^"]*)"/g)].map(([, target]) => target);
    expect(references.length).toBeGreaterThan(20);
    const known = Object.keys(components.schemas).map((name) => `#/components/schemas/${name}`);
    expect([...new Set(references)].filter((target) => !known.includes(target ?? ''))).toEqual([]);
  });

  test('names each parameter of a path', async () => {
    const { paths } = await description();
    for (const [path, operations] of Object.entries(paths)) {
      const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      for (const operation of Object.values(operations)) {
        const { parameters } = operation as { parameters: { name: string; in: string }[] };
        const inPath = parameters.filter((parameter) => parameter.in === 'path');
        expect(inPath.map(({ name }) => name)).toEqual(named);
      }
    }
  });
});

test('other methods are refused with what is possible', async () => {
  const server = await testServer();
  const response = await fetch(`${server}/api/v1/captures`, { method: 'PUT' });
  expect(response.status).toBe(405);
});

test('the server says that it is there', async () => {
  expect(await ask('/healthz')).toEqual({ status: 'ok' });
});
