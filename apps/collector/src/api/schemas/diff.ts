import { RECORD_KINDS } from '@vethscope/model';
import { z } from 'zod';
import { evidenceListSchema } from './evidence.ts';
import { findingSchema } from './findings.ts';
import { named } from './named.ts';
import { topologyEdgeSchema, topologyNodeSchema, topologyServiceSchema } from './topology.ts';

/** Mirrors apps/collector/src/diff/diffReport.ts; a test holds the two together. */
const findings = z.array(findingSchema).readonly();
const element = z.union([topologyNodeSchema, topologyEdgeSchema, topologyServiceSchema]);
const elements = z.array(element).readonly();
const strings = z.array(z.string()).readonly();

const fieldChange = z
  .discriminatedUnion('kind', [
    z.object({
      kind: z.literal('value'),
      field: z.string(),
      before: z.string().optional(),
      after: z.string().optional(),
    }),
    z.object({ kind: z.literal('list'), field: z.string(), added: strings, removed: strings }),
  ])
  .readonly();

const recordSide = z
  .object({
    text: z.string().describe('One line; of a changed record what names it and what differs.'),
    number: z.int().min(1).optional().describe('Of a rule: its place in the chain.'),
    evidence: evidenceListSchema,
  })
  .readonly();

const recordChangeSchema = named(
  'RecordChange',
  z
    .object({
      id: z.string().describe('Of the namespace, or of the node.'),
      kind: z.enum(RECORD_KINDS),
      place: z.string().optional().describe('`IPv4 filter FORWARD`, the name of an ipset.'),
      before: recordSide.optional().describe('Absent: it came.'),
      after: recordSide.optional().describe('Absent: it went.'),
    })
    .readonly(),
);

const incomparableSchema = named(
  'Incomparable',
  z
    .object({
      id: z.string().describe('Of the namespace, or of the node.'),
      fact: z.string().optional().describe('Absent: everything in the namespace.'),
      place: z.string().optional(),
      side: z.enum(['before', 'after', 'both']).describe('The capture that cannot tell.'),
      reason: z.enum(['notCaptured', 'partial', 'interfacesHidden']),
      records: z.int().min(0).describe('How many it is about; 0 for a whole namespace.'),
    })
    .readonly(),
);

export const diffSchema = named(
  'Diff',
  z
    .object({
      formatVersion: z.literal(1),
      nodes: z
        .array(
          z
            .object({
              name: z.string(),
              before: z.string(),
              after: z.string(),
              by: z.enum(['name', 'onlyOneLeft']),
            })
            .readonly(),
        )
        .readonly()
        .describe('Which node was held against which.'),
      findings: z
        .object({
          added: findings,
          removed: findings,
          changed: z
            .array(z.object({ before: findingSchema, after: findingSchema }).readonly())
            .readonly(),
          unknown: z
            .object({ before: findings, after: findings })
            .readonly()
            .describe('Of one capture, by the other one, which does not hold what they rest on.'),
        })
        .readonly(),
      topology: z
        .object({
          added: elements,
          removed: elements,
          changed: z
            .array(
              z
                .object({
                  id: z.string(),
                  before: element,
                  after: element,
                  fields: z.array(fieldChange).readonly(),
                })
                .readonly(),
            )
            .readonly(),
          unknown: z
            .object({ before: elements, after: elements })
            .readonly()
            .describe('Of one capture, by the other one, which would not show them.'),
        })
        .readonly(),
      records: z.array(recordChangeSchema).readonly(),
      incomparable: z.array(incomparableSchema).readonly(),
    })
    .readonly(),
);
