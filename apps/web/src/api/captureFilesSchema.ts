import * as z from 'zod/mini';

/** Capture files as they cross the wire and as an exported page carries them. */
export const captureFilesSchema = z.object({
  name: z.string(),
  files: z.array(z.object({ path: z.string(), text: z.string() })),
  diagnostics: z.array(
    z.object({
      file: z.string(),
      line: z.number(),
      endLine: z.number(),
      severity: z.enum(['error', 'warning', 'info']),
      message: z.string(),
    }),
  ),
});

export const captureFilesListSchema = z.array(captureFilesSchema);
