import { z } from 'zod';
import { diffReport } from '../../diff/diffReport.ts';
import { defineEndpoint } from '../endpoint.ts';
import { diffSchema } from '../schemas/diff.ts';
import { sendJson } from '../sendJson.ts';
import { CANNOT_OPEN, captureParams, opened } from './oneCapture.ts';

export const getDiff = defineEndpoint({
  method: 'get',
  path: '/api/v1/captures/{id}/diff',
  operationId: 'diffCaptures',
  summary: 'What came, went and changed: the same as `vethscope diff`.',
  params: captureParams,
  query: z.object({
    against: captureParams.shape.id.describe('Id of the earlier capture, the one before.'),
  }),
  response: { status: 200, description: 'The differences.', schema: diffSchema },
  errors: CANNOT_OPEN,
  async handle({ params, query, request, response, context }) {
    const before = await opened(context, query.against);
    const after = await opened(context, params.id);
    await sendJson(request, response, diffReport(before.snapshot(), after.snapshot()));
  },
});
