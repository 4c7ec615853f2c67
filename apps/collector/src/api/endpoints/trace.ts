import { answerTrace } from '@vethscope/trace';
import { z } from 'zod';
import { ApiError } from '../apiError.ts';
import { defineEndpoint } from '../endpoint.ts';
import { traceSchema } from '../schemas/trace.ts';
import { sendJson } from '../sendJson.ts';
import { CANNOT_OPEN, captureParams, opened } from './oneCapture.ts';

const WHERE = 'NAMESPACE/POD, a network namespace, a node, an address, or an id of the topology';
const port = z.coerce.number().pipe(z.int().min(1).max(65535));

export const getTrace = defineEndpoint({
  method: 'get',
  path: '/api/v1/captures/{id}/trace',
  operationId: 'tracePacket',
  summary: 'Where a packet goes, rule by rule: the same as `vethscope trace`.',
  params: captureParams,
  query: z.object({
    from: z.string().min(1).describe(`Who sends it: ${WHERE}.`),
    to: z.string().min(1).describe(`What it is sent to: ${WHERE}; also NAMESPACE/SERVICE.`),
    proto: z.enum(['tcp', 'udp', 'icmp']).default('tcp'),
    dport: port.optional().describe("By default the service's only port for the protocol."),
    sport: port.optional(),
  }),
  response: { status: 200, description: 'The trace.', schema: traceSchema },
  errors: {
    ...CANNOT_OPEN,
    422: 'The capture is damaged, or holds nothing that the question names, or several such things.',
  },
  async handle({ params, query, request, response, context }) {
    const { dport, sport, ...rest } = query;
    const capture = await opened(context, params.id);
    const answer = answerTrace(capture.network(), {
      ...rest,
      ...(dport !== undefined && { dport }),
      ...(sport !== undefined && { sport }),
    });
    if (answer.kind === 'problem') throw new ApiError(422, answer.message);
    await sendJson(request, response, answer.trace);
  },
});
