import { defineEndpoint } from '../endpoint.ts';
import { findingsSchema, uncheckedListSchema } from '../schemas/findings.ts';
import { sendJson } from '../sendJson.ts';
import { CANNOT_OPEN, captureParams, NO_QUERY, opened } from './oneCapture.ts';

export const getFindings = defineEndpoint({
  method: 'get',
  path: '/api/v1/captures/{id}/findings',
  operationId: 'getFindings',
  summary: 'What is wrong or worth knowing: the same as `vethscope findings`.',
  params: captureParams,
  query: NO_QUERY,
  response: { status: 200, description: 'The findings, the worst first.', schema: findingsSchema },
  errors: CANNOT_OPEN,
  async handle({ params, request, response, context }) {
    await sendJson(request, response, (await opened(context, params.id)).findings().findings);
  },
});

export const getUnchecked = defineEndpoint({
  method: 'get',
  path: '/api/v1/captures/{id}/findings/unchecked',
  operationId: 'getUncheckedRules',
  summary: 'Which rules could not look where: no finding of such a rule means nothing there.',
  params: captureParams,
  query: NO_QUERY,
  response: {
    status: 200,
    description: 'The rules, and what the capture lacks for them.',
    schema: uncheckedListSchema,
  },
  errors: CANNOT_OPEN,
  async handle({ params, request, response, context }) {
    await sendJson(request, response, (await opened(context, params.id)).findings().unchecked);
  },
});
