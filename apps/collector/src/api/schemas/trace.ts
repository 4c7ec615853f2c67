import { DISPOSITIONS } from '@vethscope/trace';
import { z } from 'zod';
import { named } from './named.ts';
import { packetSchema, stepSchema } from './traceStep.ts';

const disposition = z
  .enum(DISPOSITIONS)
  .describe('docs/dispositions.md has the condition of each.');

const traceEnd = z
  .object({
    text: z.string().describe('As it was asked for.'),
    id: z.string().optional().describe('Element of the topology.'),
  })
  .readonly();

const hopSchema = named(
  'TraceHop',
  z
    .object({ node: z.string(), netns: z.string(), steps: z.array(stepSchema).readonly() })
    .readonly()
    .describe('A stay in one namespace.'),
);

const way = {
  disposition,
  hops: z.array(hopSchema).readonly(),
  because: z.string().describe('Why it ends so.'),
  decidedBy: z
    .object({ hop: z.int().min(0), step: z.int().min(0) })
    .readonly()
    .optional()
    .describe('Place of the step that decided: hops[hop].steps[step].'),
};

const branchSchema = named(
  'TraceBranch',
  z
    .object({
      probability: z
        .number()
        .nullable()
        .describe('Of all that is left to chance; null: the capture does not tell.'),
      ...way,
      assumptions: z.array(z.string()).readonly(),
      reply: z
        .object({ packet: packetSchema, ...way })
        .readonly()
        .optional(),
    })
    .readonly(),
);

/** Mirrors packages/trace/src/trace.ts; a test holds the two together. */
export const traceSchema = named(
  'Trace',
  z
    .object({
      packet: packetSchema,
      from: traceEnd,
      to: traceEnd,
      disposition,
      branches: z.array(branchSchema).readonly(),
    })
    .readonly(),
);
