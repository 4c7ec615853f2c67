import { z } from 'zod';
import { captureRecordSchema } from './captureRecord.ts';
import { diagnosticSchema, evidenceSchema } from './evidence.ts';
import { inspectedLinesSchema } from './inspect.ts';
import { named } from './named.ts';

/**
 * Mirrors packages/model/src/snapshot/snapshot.ts down to the records; what a record holds is its
 * command's affair and is passed on as it is.
 */
const record = named(
  'Record',
  z
    .looseObject({ evidence: evidenceSchema })
    .describe('One record of one command, as in packages/model/src/snapshot.'),
);
const records = z.array(record).readonly();

export const netnsSnapshotSchema = named(
  'NetnsSnapshot',
  z
    .object({
      name: z.string(),
      links: records,
      netnsNames: records,
      routes: records,
      policyRules: records,
      neighbors: records,
      fdb: records,
      bridgeVlans: records,
      iptables: records,
      nftTables: records,
      ipsets: records,
      sysctls: records,
      sockets: records,
      captured: z
        .array(z.string())
        .readonly()
        .describe('Questions that the capture answers; an empty list of any other is unknown.'),
    })
    .readonly(),
);

export const linkRecordSchema = record;

const nodeSnapshot = z.object({
  name: z.string(),
  nameEvidence: evidenceSchema.optional(),
  capture: captureRecordSchema
    .optional()
    .describe('How and when it was captured; absent where nobody wrote that down.'),
  namespaces: z.array(netnsSnapshotSchema).readonly(),
  kubernetes: z
    .object({
      pods: records,
      services: records,
      endpointSlices: records,
      nodes: records,
      workloads: records,
      networkPolicies: records,
      ipPools: records,
      ipamBlocks: records,
      felixConfigurations: records,
    })
    .readonly(),
  runtime: z.object({ containers: records, sandboxes: records, images: records }).readonly(),
  firewalldZones: records,
  unmanagedDevices: records,
});

const capturedInput = z.object({
  evidence: evidenceSchema,
  command: z.string(),
  parser: z.string().optional(),
  node: z.string(),
  netns: z.string(),
  records: z.int().min(0),
  coverage: inspectedLinesSchema,
});

export const snapshotSchema = named(
  'Snapshot',
  z
    .object({
      nodes: z.array(nodeSnapshot.readonly()).readonly(),
      inputs: z.array(capturedInput.readonly()).readonly(),
      diagnostics: z.array(diagnosticSchema).readonly(),
    })
    .readonly(),
);
