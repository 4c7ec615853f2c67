import { readdir, readFile } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';
import type { RequestHandler } from 'express';
import { errorCode } from '../captures/failureInWords.ts';

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

interface StaticFile {
  readonly bytes: Buffer;
  readonly type: string;
  readonly caching: string;
}

/** The dashboard's files by URL path, read once: no request ever names a path on the disk. */
export type StaticFiles = ReadonlyMap<string, StaticFile>;

/** Empty when the folder is not there. */
export async function readStaticFiles(folder: string): Promise<StaticFiles> {
  const files = new Map<string, StaticFile>();
  for (const entry of await entriesBelow(folder)) {
    const url = `/${entry.split(sep).join('/')}`;
    const file: StaticFile = {
      bytes: await readFile(join(folder, entry)),
      type: TYPES[extname(entry)] ?? 'application/octet-stream',
      // The build puts a hash of the content into the names of assets.
      caching: url.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
    };
    files.set(url, file);
    if (url === '/index.html') files.set('/', file);
  }
  return files;
}

export function serveStatic(files: StaticFiles): RequestHandler {
  return (request, response, next) => {
    const file = files.get(request.path);
    if (!file || (request.method !== 'GET' && request.method !== 'HEAD')) {
      next();
      return;
    }
    response.set({ 'Content-Type': file.type, 'Cache-Control': file.caching }).send(file.bytes);
  };
}

async function entriesBelow(folder: string): Promise<readonly string[]> {
  try {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    return entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(join(folder, sep).length));
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return [];
    throw error;
  }
}
