import { z } from 'zod';
import { evidenceListSchema } from './evidence.ts';
import { named } from './named.ts';

const ruleId = z.string().describe('docs/findings.md has a paragraph for each.');

/** Mirrors packages/findings/src/finding.ts; a test holds the two together. */
export const findingSchema = named(
  'Finding',
  z
    .object({
      ruleId,
      severity: z.enum(['error', 'warning', 'info']),
      title: z.string(),
      subjects: z
        .array(z.string())
        .readonly()
        .describe('Ids of the topology, the one to look at first before the others.'),
      evidence: evidenceListSchema,
      why: z.string().describe('What becomes of packets because of it.'),
      remedy: z.string().describe('What to do. Commands to run stand in backticks.'),
    })
    .readonly(),
);

/** The worst first, then by rule and by what they are about. */
export const findingsSchema = z.array(findingSchema).readonly();

const uncheckedSchema = named(
  'UncheckedRule',
  z
    .object({
      ruleId,
      node: z.string().optional().describe('Where it was not checked; absent: on no node.'),
      missing: z
        .array(z.string())
        .readonly()
        .describe('What the capture lacks for it: kinds of fact, as in `captured` of a snapshot.'),
    })
    .readonly(),
);

export const uncheckedListSchema = z.array(uncheckedSchema).readonly();
