import { z } from 'zod';
import { CannotOpen } from '../../library/captureLibrary.ts';
import type { OpenedCapture } from '../../library/openedCapture.ts';
import { ApiError } from '../apiError.ts';
import type { ApiContext } from '../endpoint.ts';

/** Nothing else is looked up at all. */
const ID = /^[a-z0-9][a-z0-9-]{0,79}$/;

export const captureParams = z.object({
  id: z.string().regex(ID, 'not the id of a capture').describe('Id of a capture.'),
});

export const NO_QUERY = z.object({});

export const NOT_FOUND = { 404: 'There is no such capture.' } as const;

/** Of everything that looks into a capture. */
export const CANNOT_OPEN = {
  ...NOT_FOUND,
  422: 'The capture is damaged, or above the limits that the server now has.',
} as const;

export function noCapture(id: string): ApiError {
  return new ApiError(404, `there is no capture ${id}`);
}

export async function opened(context: ApiContext, id: string): Promise<OpenedCapture> {
  const capture = await context.library.open(id).catch((error: unknown) => {
    throw error instanceof CannotOpen ? new ApiError(422, error.message) : error;
  });
  if (!capture) throw noCapture(id);
  return capture;
}
