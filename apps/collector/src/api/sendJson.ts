import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Request, Response } from 'express';

const compress = promisify(gzip);

/** Below this, packing costs more than it saves. */
const MIN_COMPRESSED = 1024;

export async function sendJson(
  request: Request,
  response: Response,
  value: unknown,
): Promise<void> {
  const body = Buffer.from(JSON.stringify(value));
  response.type('application/json').vary('Accept-Encoding');
  if (body.length < MIN_COMPRESSED || !acceptsGzip(request)) {
    response.send(body);
    return;
  }
  response.set('Content-Encoding', 'gzip').send(await compress(body));
}

export function acceptsGzip(request: Request): boolean {
  return request.acceptsEncodings('gzip', 'identity') === 'gzip';
}
