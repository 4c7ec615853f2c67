import { createServer } from 'node:http';
import { DEFAULT_ARCHIVE_LIMITS } from '@vethscope/parsers';
import { onTestFinished } from 'vitest';
import { type AppOptions, createApp } from '../api/app.ts';
import type { ReadCapture } from '../captures/readCaptures.ts';
import { captureLibrary } from '../library/captureLibrary.ts';
import { memoryStore } from './memoryStore.ts';

export const EXPORT_PAGE =
  '<!doctype html><html><head><script>run()</script></head><body><!--vethscope:capture--></body></html>';

export interface TestServerOptions extends Partial<AppOptions> {
  readonly given?: readonly ReadCapture[];
}

/** A server on a free port for one test; resolves to its address, without a slash at the end. */
export async function testServer(options: TestServerOptions = {}): Promise<string> {
  const { given = [], ...app } = options;
  let minute = 0;
  const store = memoryStore(() => new Date(Date.UTC(2024, 5, 1, 12, minute++)));
  const server = createServer(
    createApp({
      host: '127.0.0.1',
      library: captureLibrary({ store, limits: DEFAULT_ARCHIVE_LIMITS, given }),
      maxUploadBytes: 1024 * 1024,
      exportPage: async () => EXPORT_PAGE,
      webFiles: new Map(),
      warn: () => {},
      ...app,
    }),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('not listening');
  return `http://127.0.0.1:${address.port}`;
}
