import { z } from 'zod';
import type { Live } from '../../live/startLive.ts';
import { ApiError } from '../apiError.ts';
import { type ApiContext, defineEndpoint } from '../endpoint.ts';
import { liveEventSchema } from '../schemas/live.ts';
import { isFromOwnPage } from '../security.ts';
import { NO_QUERY } from './oneCapture.ts';

const NOT_LIVE = { 404: 'The server follows no node: it runs without --live.' } as const;

export const getEvents = defineEndpoint({
  method: 'get',
  path: '/api/v1/events',
  operationId: 'getEvents',
  summary:
    'What happens on the followed node, as server-sent events: all kept states and the status first, or after `Last-Event-ID` what was missed.',
  params: z.object({}),
  query: NO_QUERY,
  response: {
    status: 200,
    description: 'A stream; `event` and `data` of each event are of this schema.',
    contentType: 'text/event-stream',
    schema: liveEventSchema,
  },
  errors: { 403: 'A page of another site asks.', ...NOT_LIVE, 503: 'Too many readers.' },
  async handle({ request, response, context }) {
    const { events } = liveOf(context);
    // It could not read them, but it could take all places.
    if (!isFromOwnPage(request)) {
      throw new ApiError(403, 'a page of another site may not listen here');
    }
    if (request.method === 'HEAD') response.type('text/event-stream').end();
    else events.open(request, response);
  },
});

export const lookAgain = defineEndpoint({
  method: 'post',
  path: '/api/v1/live/look',
  operationId: 'lookAgain',
  summary: 'Look at the whole node again now, whatever was noticed.',
  params: z.object({}),
  query: NO_QUERY,
  response: { status: 202, description: 'It is being done; a `state` event follows a change.' },
  errors: NOT_LIVE,
  async handle({ response, context }) {
    liveOf(context).lookAgain();
    response.status(202).end();
  },
});

function liveOf({ live }: ApiContext): Pick<Live, 'events' | 'lookAgain'> {
  if (live) return live;
  throw new ApiError(404, 'this server follows no node: start it with --live');
}
