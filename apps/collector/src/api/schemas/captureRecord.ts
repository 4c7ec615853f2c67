import { z } from 'zod';
import { evidenceSchema } from './evidence.ts';
import { named } from './named.ts';

const outcome = z.discriminatedUnion('kind', [
  z
    .object({ kind: z.literal('exited'), code: z.int(), file: z.string() })
    .readonly()
    .describe('It ended by itself; its standard output is in that file.'),
  z
    .object({ kind: z.literal('timedOut'), file: z.string() })
    .readonly()
    .describe('It hung and was ended; what it had printed by then is in that file.'),
  z
    .object({
      kind: z.literal('notRun'),
      reason: z.string(),
      knownEmpty: z
        .literal(true)
        .optional()
        .describe('The kernel says that there is nothing to list: as good as an empty output.'),
    })
    .readonly(),
]);

const commandRun = z.object({
  command: z.string(),
  netns: z.string(),
  outcome,
  startedAfter: z.number().optional().describe("Seconds after the capture's start."),
  seconds: z.number().optional().describe('How long it took.'),
  stderr: z.string().optional().describe('File with what it wrote to standard error.'),
  evidence: evidenceSchema,
});

const capturedNetns = z.object({
  name: z.string(),
  inode: z.number().optional().describe('The same inode is the same namespace.'),
  names: z.array(z.string()).readonly().describe('Every name that leads to it.'),
  paths: z.array(z.string()).readonly(),
  processes: z.number().optional().describe('As far as whoever captured may see.'),
  process: z.string().optional().describe('Name of one of them.'),
  failure: z.string().optional().describe('Why it was not captured; absent: it was.'),
  evidence: evidenceSchema,
});

/** Mirrors packages/model/src/snapshot/captureRecord.ts; a test holds the two together. */
export const captureRecordSchema = named(
  'CaptureRecord',
  z
    .object({
      formatVersion: z.string(),
      tool: z.string(),
      startedAt: z.string().describe("ISO 8601 in UTC, by the node's own clock."),
      finishedAt: z.string().optional(),
      user: z.string().optional(),
      kernel: z.string().optional(),
      os: z.string().optional(),
      namespaces: z.array(capturedNetns.readonly()).readonly(),
      commands: z.array(commandRun.readonly()).readonly().describe('In the order of the manifest.'),
      evidence: evidenceSchema,
    })
    .readonly(),
);
