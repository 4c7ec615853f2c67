import { z } from 'zod';
import { diagnosticSchema, placeFields } from './evidence.ts';
import { named } from './named.ts';

const count = z.int().min(0);
const percent = z.number().min(0).max(100);

export const inspectedLinesSchema = named(
  'LineCounts',
  z
    .object({ understood: count, ignored: count, unsupported: count, unrecognized: count })
    .readonly(),
);

const input = z.object({
  ...placeFields,
  command: z.string(),
  parser: z.string().optional().describe('Absent: no parser knows this command.'),
  node: z.string(),
  netns: z.string(),
  records: count,
  lines: inspectedLinesSchema,
  coverage: percent
    .optional()
    .describe('Percent of its lines that are understood or ignored on purpose.'),
});

/** Mirrors src/inspect/inspectReport.ts; a test holds the two together. */
export const inspectReportSchema = named(
  'InspectReport',
  z
    .object({
      formatVersion: z.literal(1),
      inputs: z.array(input.readonly()).readonly(),
      diagnostics: z.array(diagnosticSchema).readonly(),
      totals: z
        .object({
          inputs: count,
          recognized: count,
          records: count,
          lines: inspectedLinesSchema,
          coverage: percent.optional(),
          diagnostics: z.object({ error: count, warning: count, info: count }).readonly(),
        })
        .readonly(),
    })
    .readonly(),
);
