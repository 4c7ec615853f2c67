import { z } from 'zod';
import { inspectReport } from '../../inspect/inspectReport.ts';
import { ApiError } from '../apiError.ts';
import { elementDetails } from '../elementDetails.ts';
import { defineEndpoint } from '../endpoint.ts';
import { evidenceLines } from '../evidenceLines.ts';
import { elementDetailsSchema } from '../schemas/captures.ts';
import { evidenceLinesSchema, lineNumber } from '../schemas/evidence.ts';
import { inspectReportSchema } from '../schemas/inspect.ts';
import { snapshotSchema } from '../schemas/snapshot.ts';
import { topologySchema } from '../schemas/topology.ts';
import { sendJson } from '../sendJson.ts';
import { CANNOT_OPEN, captureParams, NO_QUERY, opened } from './oneCapture.ts';

/** What follows from a capture. */
export const getTopology = defineEndpoint({
  method: 'get',
  path: '/api/v1/captures/{id}/topology',
  operationId: 'getTopology',
  summary: 'What is there and how it is connected: the same as `vethscope graph`.',
  params: captureParams,
  query: NO_QUERY,
  response: { status: 200, description: 'The topology.', schema: topologySchema },
  errors: CANNOT_OPEN,
  async handle({ params, request, response, context }) {
    await sendJson(request, response, (await opened(context, params.id)).topology());
  },
});

export const getSnapshot = defineEndpoint({
  method: 'get',
  path: '/api/v1/captures/{id}/snapshot',
  operationId: 'getSnapshot',
  summary: 'Everything that was read, before anything is concluded from it.',
  params: captureParams,
  query: NO_QUERY,
  response: { status: 200, description: 'The snapshot.', schema: snapshotSchema },
  errors: CANNOT_OPEN,
  async handle({ params, request, response, context }) {
    await sendJson(request, response, (await opened(context, params.id)).snapshot());
  },
});

export const getInspect = defineEndpoint({
  method: 'get',
  path: '/api/v1/captures/{id}/inspect',
  operationId: 'inspectCapture',
  summary: 'Which inputs were found and what was understood: the same as `vethscope inspect`.',
  params: captureParams,
  query: NO_QUERY,
  response: { status: 200, description: 'The report.', schema: inspectReportSchema },
  errors: CANNOT_OPEN,
  async handle({ params, request, response, context }) {
    const { snapshot } = await opened(context, params.id);
    await sendJson(request, response, inspectReport(snapshot()));
  },
});

export const getDetails = defineEndpoint({
  method: 'get',
  path: '/api/v1/captures/{id}/details/{element}',
  operationId: 'getDetails',
  summary: 'One element of the topology, its surroundings, and for a namespace all its records.',
  params: captureParams.extend({
    element: z
      .string()
      .min(1)
      .describe('Id of a node, edge or service; its slashes may be percent-encoded or not.'),
  }),
  query: NO_QUERY,
  response: { status: 200, description: 'The element.', schema: elementDetailsSchema },
  errors: { ...CANNOT_OPEN, 404: 'There is no such capture, or no such element in it.' },
  async handle({ params, request, response, context }) {
    const { snapshot, topology } = await opened(context, params.id);
    const details = elementDetails(params.element, snapshot(), topology());
    if (!details) throw new ApiError(404, `there is no ${params.element} in this capture`);
    await sendJson(request, response, details);
  },
});

const MAX_LINES = 10_000;
const lineQuery = z.coerce.number().pipe(lineNumber);

export const getEvidence = defineEndpoint({
  method: 'get',
  path: '/api/v1/captures/{id}/evidence',
  operationId: 'getEvidence',
  summary: `Captured lines that prove something; ${MAX_LINES} at most.`,
  params: captureParams,
  query: z.object({
    file: z.string().min(1).describe('As evidence names it.'),
    line: lineQuery.describe('First line, counted from 1.'),
    endLine: lineQuery.optional().describe('Last line, included; by default the first one.'),
  }),
  response: { status: 200, description: 'The lines.', schema: evidenceLinesSchema },
  errors: {
    ...CANNOT_OPEN,
    400: 'The lines asked for make no sense.',
    404: 'There is no such capture, or no such file in it.',
  },
  async handle({ params, query, request, response, context }) {
    const { file, line, endLine = line } = query;
    if (endLine < line) throw new ApiError(400, 'endLine: it comes before line');
    if (endLine - line >= MAX_LINES) throw new ApiError(400, `endLine: ${MAX_LINES} lines at most`);
    const { files } = await opened(context, params.id);
    const lines = evidenceLines(files, file, line, endLine);
    if (!lines) throw new ApiError(404, `there is no file ${file} in this capture`);
    await sendJson(request, response, lines);
  },
});
