import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { constants, createGzip } from 'node:zlib';
import type { Response } from 'express';
import { z } from 'zod';
import { errorCode } from '../../captures/failureInWords.ts';
import { filesJson } from '../../captures/filesJson.ts';
import { jointName } from '../../captures/jointName.ts';
import { embedCapture, type Keepsakes } from '../../export/embedCapture.ts';
import { ApiError } from '../apiError.ts';
import { type ApiContext, defineEndpoint, parsed } from '../endpoint.ts';
import { captureFilesSchema } from '../schemas/captures.ts';
import { keepsakesSchema } from '../schemas/keepsakes.ts';
import { acceptsGzip } from '../sendJson.ts';
import { CANNOT_OPEN, captureParams, NO_QUERY, noCapture, opened } from './oneCapture.ts';

const PAGE = { status: 200, description: 'The page.', contentType: 'text/html' } as const;

/** What a capture holds, and what is made of it to take along. */
export const getFiles = defineEndpoint({
  method: 'get',
  path: '/api/v1/captures/{id}/files',
  operationId: 'getFiles',
  summary:
    'The unpacked texts, one list entry and one line per captured node: what the dashboard works on. X-Unpacked-Length is the length of the JSON in bytes, also where it is packed.',
  params: captureParams,
  query: NO_QUERY,
  response: { status: 200, description: 'The files.', schema: z.array(captureFilesSchema) },
  errors: CANNOT_OPEN,
  async handle({ params, request, response, context }) {
    const { files, jsonLength } = await opened(context, params.id);
    response.type('application/json').vary('Accept-Encoding');
    // Who shows progress cannot tell it from the length of what is packed.
    response.set('X-Unpacked-Length', `${jsonLength()}`);
    const json = Readable.from(filesJson(files));
    try {
      if (!acceptsGzip(request)) return await pipeline(json, response);
      response.set('Content-Encoding', 'gzip');
      // Most readers are on this machine or near: time matters more than the last bytes.
      await pipeline(json, createGzip({ level: constants.Z_BEST_SPEED }), response);
    } catch (error) {
      // The reader went away: nobody is left to be told.
      if (errorCode(error) !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
    }
  },
});

export const getOriginal = defineEndpoint({
  method: 'get',
  path: '/api/v1/captures/{id}/original',
  operationId: 'getOriginal',
  summary: 'The file as it was uploaded.',
  params: captureParams,
  query: NO_QUERY,
  response: {
    status: 200,
    description: "The file's bytes.",
    contentType: 'application/octet-stream',
  },
  errors: { 404: 'There is no such capture, or it was not one file.' },
  async handle({ params, response, context }) {
    const original = await context.library.original(params.id);
    if (!original) {
      const summary = await context.library.get(params.id);
      if (!summary) throw noCapture(params.id);
      throw new ApiError(404, `${summary.name} is not one file: there is nothing to download`);
    }
    response.attachment(original.fileName).type('application/octet-stream');
    response.send(Buffer.from(original.bytes));
  },
});

export const getExport = defineEndpoint({
  method: 'get',
  path: '/api/v1/captures/{id}/export',
  operationId: 'exportCapture',
  summary: 'The dashboard with this capture inside, as one HTML file: as `vethscope export`.',
  params: captureParams,
  query: NO_QUERY,
  response: PAGE,
  errors: CANNOT_OPEN,
  async handle({ params, response, context }) {
    await sendPage(response, context, params.id, {});
  },
});

export const exportWith = defineEndpoint({
  method: 'post',
  path: '/api/v1/captures/{id}/export',
  operationId: 'exportCaptureWith',
  summary: 'The same page with a view to open with, notes and saved views. Nothing is kept here.',
  params: captureParams,
  query: NO_QUERY,
  body: { contentType: 'application/json', schema: keepsakesSchema },
  response: PAGE,
  errors: { ...CANNOT_OPEN, 413: 'The body is too large.', 415: 'The body is not JSON.' },
  async handle({ params, request, response, context }) {
    if (!request.is('application/json')) throw new ApiError(415, 'send { "view": … } as JSON');
    await sendPage(response, context, params.id, parsed(keepsakesSchema, request.body));
  },
});

async function sendPage(
  response: Response,
  context: ApiContext,
  id: string,
  keepsakes: Keepsakes,
): Promise<void> {
  const { files } = await opened(context, id);
  const summary = await context.library.get(id);
  const name = summary?.name ?? jointName(files.map((capture) => capture.name));
  const page = embedCapture(await context.exportPage(), { ...keepsakes, name, captures: files });
  response
    .attachment(`${name.replace(/[/\\]/g, '-')}.html`)
    .type('html')
    .send(Buffer.from(page));
}
