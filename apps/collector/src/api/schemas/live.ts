import { z } from 'zod';
import { named } from './named.ts';

const triggerSchema = z
  .object({
    kind: z.enum([
      'start',
      'asked',
      'missed',
      'namespaces',
      'link',
      'address',
      'route',
      'rule',
      'neighbor',
      'setting',
      'nft',
      'cluster',
    ]),
    netns: z.array(z.string()).readonly().describe('Names of namespaces; empty: of none.'),
  })
  .readonly();

const changedElementsSchema = z
  .object({
    count: z.int().min(0),
    ids: z.array(z.string()).readonly().describe('The first of them, sorted.'),
  })
  .readonly();

const liveStateSchema = named(
  'LiveState',
  z
    .object({
      id: z.string().describe('Of a capture: everything under /api/v1/captures/{id} works.'),
      at: z.iso.datetime(),
      triggers: z.array(triggerSchema).readonly(),
      changes: z
        .object({
          added: changedElementsSchema,
          removed: changedElementsSchema,
          changed: changedElementsSchema,
          facts: z
            .array(z.object({ id: z.string(), facts: z.array(z.string()).readonly() }).readonly())
            .readonly()
            .describe('Records that differ, also those that the topology does not show.'),
        })
        .readonly()
        .describe('Against the state before.'),
      oldest: z.string().describe('The oldest state that is still kept.'),
    })
    .readonly(),
);

const liveStatusSchema = named(
  'LiveStatus',
  z
    .object({
      live: z.boolean().describe('What is shown is what is there.'),
      since: z.iso.datetime(),
      reason: z.string().optional().describe('Why not.'),
      blind: z.array(z.string()).readonly().describe('What is not noticed, and why.'),
    })
    .readonly(),
);

export const liveEventSchema = named(
  'LiveEvent',
  z.union([
    z.object({ event: z.literal('state'), data: liveStateSchema }).readonly(),
    z.object({ event: z.literal('status'), data: liveStatusSchema }).readonly(),
  ]),
);
