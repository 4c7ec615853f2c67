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

const capture = z.object({
  ...placeFields,
  node: z.string(),
  bundleVersion: z.string().describe('Of the bundle format, docs/bundle.md.'),
  tool: z.string().describe('Name and version of what captured.'),
  startedAt: z.string().describe("ISO 8601 in UTC, by the node's own clock."),
  finishedAt: z.string().optional(),
  user: z.string().optional().describe('Who ran it: without root much stays unknown.'),
  kernel: z.string().optional(),
  os: z.string().optional(),
  commands: z
    .object({ ran: count, failed: count, timedOut: count, notRun: count, knownEmpty: count })
    .readonly()
    .describe('failed and timedOut are among those that ran.'),
  notRun: z
    .array(
      z
        .object({
          reason: z.string(),
          commands: z.array(z.string()).readonly(),
          netns: z.array(z.string()).readonly(),
        })
        .readonly(),
    )
    .readonly(),
  notCaptured: z
    .array(z.object({ netns: z.string(), reason: z.string() }).readonly())
    .readonly()
    .describe('Namespaces that were found, and not captured.'),
});

/** Mirrors src/inspect/inspectReport.ts; a test holds the two together. */
export const inspectReportSchema = named(
  'InspectReport',
  z
    .object({
      formatVersion: z.literal(1),
      captures: z
        .array(capture.readonly())
        .readonly()
        .describe('How each node was captured; none for one of which nobody wrote that down.'),
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
