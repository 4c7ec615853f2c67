import type { Request, Response } from 'express';
import type { z } from 'zod';
import type { CaptureLibrary } from '../library/captureLibrary.ts';
import type { Live } from '../live/startLive.ts';
import { ApiError } from './apiError.ts';

/** What the endpoints work on. */
export interface ApiContext {
  readonly library: CaptureLibrary;
  readonly maxUploadBytes: number;
  /** The dashboard's one-file build. */
  readonly exportPage: () => Promise<string>;
  /** Absent: no node is followed. */
  readonly live?: Pick<Live, 'events' | 'lookAgain'>;
}

interface ApiResponse {
  readonly description: string;
  readonly contentType?: string;
  readonly schema?: z.ZodType;
}

/** One operation of the API: what it takes and gives, from which the OpenAPI description is made. */
export interface Endpoint {
  readonly method: 'get' | 'post' | 'patch' | 'delete';
  /** As OpenAPI writes it: `/api/v1/captures/{id}`. */
  readonly path: string;
  readonly operationId: string;
  readonly summary: string;
  readonly params: z.ZodObject;
  readonly query: z.ZodObject;
  readonly body?: { readonly contentType: string; readonly schema?: z.ZodType };
  readonly response: ApiResponse & { readonly status: 200 | 201 | 202 | 204 };
  /** Further statuses, all with the `Error` schema: why they come. */
  readonly errors: Readonly<Record<number, string>>;
  readonly handle: (request: Request, response: Response, context: ApiContext) => Promise<void>;
}

interface TypedEndpoint<P extends z.ZodObject, Q extends z.ZodObject>
  extends Omit<Endpoint, 'handle'> {
  readonly params: P;
  readonly query: Q;
  readonly handle: (call: ApiCall<P, Q>) => Promise<void>;
}

interface ApiCall<P extends z.ZodObject, Q extends z.ZodObject> {
  readonly params: z.infer<P>;
  readonly query: z.infer<Q>;
  readonly request: Request;
  readonly response: Response;
  readonly context: ApiContext;
}

/** Checks the path and the query before the handler sees them. */
export function defineEndpoint<P extends z.ZodObject, Q extends z.ZodObject>(
  endpoint: TypedEndpoint<P, Q>,
): Endpoint {
  return {
    ...endpoint,
    handle: async (request, response, context) => {
      const params = parsed(endpoint.params, joined(request.params));
      const query = parsed(endpoint.query, request.query);
      await endpoint.handle({ params, query, request, response, context });
    },
  };
}

/** The value as the schema has it, or a 400 that names the first field at fault. */
export function parsed<S extends z.ZodType>(schema: S, value: unknown): z.infer<S> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const field = issue?.path.join('.') ?? '';
  throw new ApiError(400, `${field === '' ? 'request' : field}: ${issue?.message ?? 'not valid'}`);
}

/** Ids hold slashes: a wildcard gives the parts between them. */
function joined(params: Request['params']): Record<string, string> {
  return Object.fromEntries(
    Object.entries(params).map(([name, value]: [string, string | string[]]) => [
      name,
      Array.isArray(value) ? value.join('/') : value,
    ]),
  );
}
