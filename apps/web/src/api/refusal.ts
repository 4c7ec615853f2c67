import * as z from 'zod/mini';
import { CaptureError } from './captureSource.ts';

export const NO_SERVER = 'The server does not answer. Is `vethscope serve` still running?';
export const UNEXPECTED = 'The server answered with something unexpected.';

/** Errors of the server are `{ error: { message } }`, its message one line for people. */
const errorSchema = z.object({ error: z.object({ message: z.string() }) });

/** What the server said in place of an answer. */
export function refusalOf(status: number, body: string): CaptureError {
  const error = errorSchema.safeParse(parseJson(body));
  const message = error.success ? error.data.error.message : `The server answered ${status}.`;
  return new CaptureError(message, status);
}

export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
