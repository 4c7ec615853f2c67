import express, { type ErrorRequestHandler, type Express } from 'express';
import { printable } from '../cli/printable.ts';
import { ApiError } from './apiError.ts';
import type { ApiContext, Endpoint } from './endpoint.ts';
import { endpoints } from './endpoints/endpoints.ts';
import { openApiDocument } from './openapi.ts';
import { onlyOwnHost, onlyOwnPages, securityHeaders } from './security.ts';
import { sendJson } from './sendJson.ts';
import { type StaticFiles, serveStatic } from './staticFiles.ts';

export interface AppOptions extends ApiContext {
  /** What the server listens on: the host that requests may ask for. */
  readonly host: string;
  readonly webFiles: StaticFiles;
  /** One line about a request that failed for no fault of its own. */
  readonly warn: (line: string) => void;
}

/** The dashboard and the API under /api/v1. */
export function createApp(options: AppOptions): Express {
  const app = express();
  app.disable('x-powered-by');
  app.use(securityHeaders, onlyOwnHost(options.host), onlyOwnPages);
  app.use('/api', (_request, response, next) => {
    response.set('Cache-Control', 'no-store');
    next();
  });
  const readJson = express.json({ limit: '1mb' });
  for (const { method, path, body, handle } of endpoints) {
    // An upload that calls itself JSON is not to be read as such before it is refused.
    const readBody = body?.contentType === 'application/json' ? [readJson] : [];
    app[method](expressPath(path), ...readBody, (request, response) =>
      handle(request, response, options),
    );
  }
  const description = openApiDocument(endpoints);
  app.get('/api/v1/openapi.json', (request, response) => sendJson(request, response, description));
  const described = { method: 'get', path: '/api/v1/openapi.json' } as const;
  for (const [path, methods] of methodsByPath([...endpoints, described])) {
    app.all(expressPath(path), (request, response) => {
      response.set('Allow', methods);
      if (request.method !== 'OPTIONS') {
        throw new ApiError(405, `${request.method} is not possible here: only ${methods}`);
      }
      response.status(204).end();
    });
  }
  app.use(serveStatic(options.webFiles));
  app.use((request) => {
    throw new ApiError(404, `there is nothing at ${request.path}`);
  });
  app.use(errorAsJson(options.warn));
  return app;
}

/** `/captures/{id}/details/{element}` → `/captures/:id/details/*element`: ids hold slashes. */
function expressPath(path: string): string {
  return path.replace('{element}', '*element').replace(/\{(\w+)\}/g, ':$1');
}

/** What each path takes, as the header `Allow` lists it. */
function methodsByPath(
  operations: readonly Pick<Endpoint, 'method' | 'path'>[],
): ReadonlyMap<string, string> {
  const methods = new Map<string, string>();
  for (const { method, path } of operations) {
    const others = methods.get(path) ?? 'OPTIONS';
    methods.set(path, `${method === 'get' ? 'GET, HEAD' : method.toUpperCase()}, ${others}`);
  }
  return methods;
}

/** Every failure is `{ error: { message } }`, one line. */
function errorAsJson(warn: (line: string) => void): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    if (response.headersSent) {
      next(error);
      return;
    }
    const { status, message } = asApiError(error);
    if (status === 500) warn(`${request.method} ${request.path}: ${String(error)}`);
    // What the answer would have been, had it not failed, may have been said already.
    response.removeHeader('Content-Disposition');
    response
      .status(status)
      .type('application/json')
      .json({ error: { message: printable(message) } });
  };
}

function asApiError(error: unknown): { readonly status: number; readonly message: string } {
  if (error instanceof ApiError) return error;
  const status = clientErrorStatus(error);
  // Of Express itself: a body that is no JSON, a path that is not percent-encoded right.
  if (status !== undefined && error instanceof Error) {
    return { status, message: firstLine(error.message) };
  }
  return { status: 500, message: 'the server failed: see what `vethscope serve` printed' };
}

function clientErrorStatus(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('status' in error)) return undefined;
  const { status } = error;
  return typeof status === 'number' && status >= 400 && status < 500 ? status : undefined;
}

function firstLine(text: string): string {
  return text.split('\n')[0] ?? text;
}
