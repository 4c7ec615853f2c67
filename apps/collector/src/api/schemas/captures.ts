import { z } from 'zod';
import { diagnosticSchema } from './evidence.ts';
import { named } from './named.ts';
import { linkRecordSchema, netnsSnapshotSchema } from './snapshot.ts';
import { topologyEdgeSchema, topologyNodeSchema, topologyServiceSchema } from './topology.ts';

/** Text that a person gave a thing: one line. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is refused
const oneLine = /^[^\u0000-\u001f\u007f-\u009f\u2028\u2029]+$/;
export const nameSchema = z
  .string('one name is needed')
  .trim()
  .min(1, 'a name is needed')
  .max(200, 'a name has 200 characters at most')
  .regex(oneLine, 'a name is one line without control characters')
  .refine((name) => !/\p{Surrogate}/u.test(name), 'a name is Unicode without half surrogate pairs');

export const captureSummarySchema = named(
  'CaptureSummary',
  z
    .object({
      id: z.string(),
      name: z.string(),
      readOnly: z
        .boolean()
        .describe('Given on the command line: it can be neither renamed nor deleted.'),
      hasOriginal: z.boolean().describe('There is one original file to download.'),
      fileName: z.string().optional(),
      size: z.int().min(0).optional().describe('Bytes of the original.'),
      uploadedAt: z.iso.datetime().optional(),
      sha256: z.string().optional().describe('Of the original, lower-case hex.'),
      live: z.literal(true).optional().describe('Of the node that the server follows.'),
      capturedAt: z.iso.datetime().optional().describe('Of a live capture: when.'),
    })
    .readonly(),
);

export const captureListSchema = named(
  'CaptureList',
  z.object({ captures: z.array(captureSummarySchema).readonly() }).readonly(),
);

export const renameSchema = named('Rename', z.object({ name: nameSchema }));

export const captureFilesSchema = named(
  'CaptureFiles',
  z
    .object({
      name: z.string(),
      files: z.array(z.object({ path: z.string(), text: z.string() }).readonly()).readonly(),
      diagnostics: z.array(diagnosticSchema).readonly(),
    })
    .readonly(),
);

export const elementDetailsSchema = named(
  'ElementDetails',
  z
    .object({
      element: z.union([topologyNodeSchema, topologyEdgeSchema, topologyServiceSchema]),
      edges: z.array(topologyEdgeSchema).readonly().describe('Edges that end at it.'),
      neighbours: z
        .array(topologyNodeSchema)
        .readonly()
        .describe("Elements at its edges' other ends; an edge's own ends; a service's pods."),
      children: z.array(topologyNodeSchema).readonly().describe('Elements inside its box.'),
      captured: z
        .array(netnsSnapshotSchema)
        .readonly()
        .describe('For a namespace: all that was captured in it, per name it was captured under.'),
      links: z
        .array(linkRecordSchema)
        .readonly()
        .describe('For an interface: its record, per name its namespace was captured under.'),
    })
    .readonly(),
);

export const errorSchema = named(
  'Error',
  z.object({ error: z.object({ message: z.string() }).readonly() }).readonly(),
);

export const healthSchema = named('Health', z.object({ status: z.literal('ok') }).readonly());
