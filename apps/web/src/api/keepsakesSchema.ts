import * as z from 'zod/mini';

/** Notes by element id, as an exported page and the browser keep them. */
export const notesSchema = z.record(z.string(), z.string());

export const savedViewsSchema = z.array(z.object({ name: z.string(), view: z.string() }));
