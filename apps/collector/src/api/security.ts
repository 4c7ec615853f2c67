import { isIP } from 'node:net';
import type { Request, RequestHandler } from 'express';
import { ApiError } from './apiError.ts';

/** The dashboard's own files, and nothing from anywhere else. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "worker-src 'self' blob:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

export const securityHeaders: RequestHandler = (_request, response, next) => {
  response.set({
    'Content-Security-Policy': CONTENT_SECURITY_POLICY,
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
    'Referrer-Policy': 'no-referrer',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Permissions-Policy': 'camera=(), geolocation=(), microphone=()',
  });
  next();
};

/**
 * Refuses requests for other hosts. A page elsewhere can point a name of its own at this machine
 * (DNS rebinding) and would then be of the same origin; its name still stands in `Host`.
 * `host` is what the server listens on.
 */
export function onlyOwnHost(host: string): RequestHandler {
  return (request, _response, next) => {
    const asked = hostname(request.headers.host ?? '');
    if (asked !== undefined && isOwnHost(asked, host)) next();
    else
      next(
        new ApiError(
          421,
          `this server does not answer to ${request.headers.host ?? 'a request without a host'}: open it by its address, or start it with --host`,
        ),
      );
  };
}

/** Refuses changes that a page of another origin asks for. Programs send no `Origin`. */
export const onlyOwnPages: RequestHandler = (request, _response, next) => {
  const isReading = ['GET', 'HEAD', 'OPTIONS'].includes(request.method);
  if (isReading || isFromOwnPage(request)) next();
  else next(new ApiError(403, 'a page of another site may not change anything here'));
};

/** From a page of this server, or from a program. */
export function isFromOwnPage(request: Request): boolean {
  const { origin, host } = request.headers;
  return origin === undefined ? isSameSite(request) : origin === `http://${host}`;
}

/** Fetch Metadata: browsers say so even where they leave `Origin` out. */
function isSameSite(request: Request): boolean {
  return ['same-origin', 'none', undefined].includes(request.get('sec-fetch-site'));
}

/** `[::1]:8420` → `::1`. */
function hostname(header: string): string | undefined {
  try {
    return withoutBrackets(new URL(`http://${header}`).hostname);
  } catch {
    return undefined;
  }
}

function isOwnHost(asked: string, host: string): boolean {
  if (isLoopback(asked)) return true;
  if (asked === withoutBrackets(host).toLowerCase()) return true;
  // Listening on every address: an address is what it says, only a name can be made to point here.
  return isWildcard(host) && isIP(asked) !== 0;
}

function isLoopback(asked: string): boolean {
  return (
    asked === 'localhost' ||
    asked.endsWith('.localhost') ||
    asked === '::1' ||
    (isIP(asked) === 4 && asked.startsWith('127.'))
  );
}

function isWildcard(host: string): boolean {
  return host === '0.0.0.0' || withoutBrackets(host) === '::';
}

export function withoutBrackets(host: string): string {
  return host.replace(/^\[(.*)\]$/, '$1');
}
