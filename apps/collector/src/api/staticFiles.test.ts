import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { scratchFolder } from '../testing/scratchFolder.ts';
import { testServer } from '../testing/testServer.ts';
import { readStaticFiles } from './staticFiles.ts';

async function dashboard(): Promise<string> {
  const folder = join(scratchFolder(), 'web');
  mkdirSync(join(folder, 'assets'), { recursive: true });
  writeFileSync(join(folder, 'index.html'), '<!doctype html>');
  writeFileSync(join(folder, 'assets', 'index-abc.js'), 'run()');
  writeFileSync(join(folder, '..', 'secret'), 'secret');
  return testServer({ webFiles: await readStaticFiles(folder) });
}

test('the dashboard may load its own files and nothing else', async () => {
  const response = await fetch(`${await dashboard()}/`);
  expect(await response.text()).toBe('<!doctype html>');
  expect(Object.fromEntries(response.headers)).toMatchObject({
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-cache',
    'content-security-policy': expect.stringMatching(
      /^default-src 'none'; script-src 'self'; .*frame-ancestors 'none'$/,
    ),
    'x-content-type-options': 'nosniff',
  });
  expect(response.headers.has('x-powered-by')).toBe(false);
});

test('files named after their content are kept by browsers', async () => {
  const response = await fetch(`${await dashboard()}/assets/index-abc.js`);
  expect(response.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
  expect(response.headers.get('cache-control')).toContain('immutable');
});

test.each(['/../secret', '/%2e%2e/secret', '/..%2fsecret', '/assets/..%2f..%2fsecret'])(
  'no file outside of the dashboard is served: %s',
  async (path) => {
    expect((await fetch(`${await dashboard()}${path}`)).status).toBe(404);
  },
);

test('a dashboard that is not built is no reason to fail', async () => {
  expect((await readStaticFiles('/nonexistent')).size).toBe(0);
});
