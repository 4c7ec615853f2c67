import { z } from 'zod';
import { defineEndpoint, type Endpoint } from '../endpoint.ts';
import { healthSchema } from '../schemas/captures.ts';
import { sendJson } from '../sendJson.ts';
import {
  deleteCapture,
  getCapture,
  listCaptures,
  renameCapture,
  uploadCapture,
} from './captures.ts';
import { getDiff } from './diff.ts';
import { exportWith, getExport, getFiles, getOriginal } from './files.ts';
import { getFindings, getUnchecked } from './findings.ts';
import { getEvents, lookAgain } from './live.ts';
import { NO_QUERY } from './oneCapture.ts';
import { getTrace } from './trace.ts';
import { getDetails, getEvidence, getInspect, getSnapshot, getTopology } from './views.ts';

const getHealth = defineEndpoint({
  method: 'get',
  path: '/healthz',
  operationId: 'getHealth',
  summary: 'Answers when the server does.',
  params: z.object({}),
  query: NO_QUERY,
  response: { status: 200, description: 'It does.', schema: healthSchema },
  errors: {},
  async handle({ request, response }) {
    await sendJson(request, response, { status: 'ok' });
  },
});

/** The whole API: served by app.ts, described by openapi.ts. */
export const endpoints: readonly Endpoint[] = [
  listCaptures,
  uploadCapture,
  getCapture,
  renameCapture,
  deleteCapture,
  getFiles,
  getOriginal,
  getTopology,
  getSnapshot,
  getInspect,
  getDetails,
  getEvidence,
  getTrace,
  getFindings,
  getUnchecked,
  getDiff,
  getExport,
  exportWith,
  getEvents,
  lookAgain,
  getHealth,
];
