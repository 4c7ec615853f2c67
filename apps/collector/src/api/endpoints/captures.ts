import { z } from 'zod';
import { sizeInWords } from '../../captures/sizeInWords.ts';
import type { AddResult } from '../../library/captureLibrary.ts';
import { TooLarge } from '../../store/captureStore.ts';
import { ApiError } from '../apiError.ts';
import { baseName } from '../baseName.ts';
import { type ApiContext, defineEndpoint, parsed } from '../endpoint.ts';
import {
  captureListSchema,
  captureSummarySchema,
  nameSchema,
  renameSchema,
} from '../schemas/captures.ts';
import { sendJson } from '../sendJson.ts';
import { captureParams, NO_QUERY, NOT_FOUND, noCapture } from './oneCapture.ts';

const BYTES = 'application/octet-stream';

export const listCaptures = defineEndpoint({
  method: 'get',
  path: '/api/v1/captures',
  operationId: 'listCaptures',
  summary:
    'Every capture: the followed node, the one of the command line, then the uploaded ones, latest first.',
  params: z.object({}),
  query: NO_QUERY,
  response: { status: 200, description: 'The captures.', schema: captureListSchema },
  errors: {},
  async handle({ request, response, context }) {
    await sendJson(request, response, { captures: await context.library.list() });
  },
});

export const uploadCapture = defineEndpoint({
  method: 'post',
  path: '/api/v1/captures',
  operationId: 'uploadCapture',
  summary: "Upload a capture: the file's bytes as they are (no multipart form).",
  params: z.object({}),
  query: z.object({ name: nameSchema.describe("The file's name, with its ending.") }),
  body: { contentType: BYTES },
  response: { status: 201, description: 'The new capture.', schema: captureSummarySchema },
  errors: {
    413: 'The file is larger than the server takes.',
    415: `The body is not ${BYTES}.`,
    422: 'Nothing in the file can be read; nothing was kept.',
  },
  async handle({ query, request, response, context }) {
    if (!request.is(BYTES)) {
      throw new ApiError(415, `send the file's bytes as they are, with Content-Type ${BYTES}`);
    }
    if (Number(request.get('content-length')) > context.maxUploadBytes) throw tooLarge(context);
    // The rest of a refused upload is still to be read, so that the answer gets through.
    const chunks = request.iterator({ destroyOnReturn: false });
    const result = await add(context, baseName(query.name), chunks);
    if (!result.ok) throw new ApiError(422, result.reason);
    response.status(201).location(`/api/v1/captures/${result.summary.id}`);
    await sendJson(request, response, result.summary);
  },
});

export const getCapture = defineEndpoint({
  method: 'get',
  path: '/api/v1/captures/{id}',
  operationId: 'getCapture',
  summary: 'One capture, as it is listed.',
  params: captureParams,
  query: NO_QUERY,
  response: { status: 200, description: 'The capture.', schema: captureSummarySchema },
  errors: NOT_FOUND,
  async handle({ params, request, response, context }) {
    const summary = await context.library.get(params.id);
    if (!summary) throw noCapture(params.id);
    await sendJson(request, response, summary);
  },
});

export const renameCapture = defineEndpoint({
  method: 'patch',
  path: '/api/v1/captures/{id}',
  operationId: 'renameCapture',
  summary: 'Rename an uploaded capture.',
  params: captureParams,
  query: NO_QUERY,
  body: { contentType: 'application/json', schema: renameSchema },
  response: { status: 200, description: 'The capture.', schema: captureSummarySchema },
  errors: {
    ...NOT_FOUND,
    409: 'The capture was given on the command line.',
    415: 'The body is not JSON.',
  },
  async handle({ params, request, response, context }) {
    if (!request.is('application/json')) throw new ApiError(415, 'send { "name": … } as JSON');
    const { name } = parsed(renameSchema, request.body);
    await refuseReadOnly(context, params.id, 'renamed');
    const summary = await context.library.rename(params.id, name);
    if (!summary) throw noCapture(params.id);
    await sendJson(request, response, summary);
  },
});

export const deleteCapture = defineEndpoint({
  method: 'delete',
  path: '/api/v1/captures/{id}',
  operationId: 'deleteCapture',
  summary: 'Delete an uploaded capture.',
  params: captureParams,
  query: NO_QUERY,
  response: { status: 204, description: 'It is gone.' },
  errors: { ...NOT_FOUND, 409: 'The capture was given on the command line.' },
  async handle({ params, response, context }) {
    await refuseReadOnly(context, params.id, 'deleted');
    if (!(await context.library.remove(params.id))) throw noCapture(params.id);
    response.status(204).end();
  },
});

async function add(
  context: ApiContext,
  fileName: string,
  chunks: AsyncIterable<Uint8Array>,
): Promise<AddResult> {
  try {
    return await context.library.add(fileName, chunks, context.maxUploadBytes);
  } catch (error) {
    throw error instanceof TooLarge ? tooLarge(context) : error;
  }
}

function tooLarge({ maxUploadBytes }: ApiContext): ApiError {
  return new ApiError(
    413,
    `the file is larger than ${sizeInWords(maxUploadBytes)}: start the server with a higher --max-upload to take it`,
  );
}

async function refuseReadOnly(context: ApiContext, id: string, what: string): Promise<void> {
  const summary = await context.library.get(id);
  if (summary?.readOnly) {
    const why = summary.live ? 'is of the followed node' : 'was given on the command line';
    throw new ApiError(409, `${summary.name} ${why} and cannot be ${what}`);
  }
}
