import { z } from 'zod';
import { diagnosticSchema, evidenceListSchema, placeFields } from './evidence.ts';
import { named } from './named.ts';

/** Mirrors packages/model/src/graph/topology.ts; a test holds the two together. */
const family = z.union([z.literal(4), z.literal(6)]);
const confidence = z.enum(['proven', 'inferred']);
const strings = z.array(z.string()).readonly();

const element = {
  id: z.string(),
  label: z.string(),
  parent: z.string().optional().describe('Id of the box that this one stands in.'),
  evidence: evidenceListSchema,
};

const routeSummary = z.object({
  ...placeFields,
  family,
  table: z.string(),
  type: z.string(),
  destination: z.string(),
  via: strings,
  devices: strings,
});

const chainSummary = z.object({
  ...placeFields,
  family,
  table: z.string(),
  chain: z.string(),
  policy: z.string().optional(),
  rules: z.int().min(0),
});

const nodeElement = z.object({
  ...element,
  kind: z.literal('node'),
  captured: z.boolean().describe('False: only Kubernetes tells of it.'),
});

const netnsElement = z.object({
  ...element,
  kind: z.literal('netns'),
  name: z.string(),
  aliases: strings,
  isHost: z.boolean(),
  captured: z.boolean().describe('False: the name is known and nothing was looked at inside.'),
  routes: z.array(routeSummary.readonly()).readonly(),
  chains: z.array(chainSummary.readonly()).readonly(),
});

const interfaceElement = z.object({
  ...element,
  kind: z.literal('interface'),
  name: z.string(),
  ifindex: z.int(),
  netns: z.string(),
  type: z.string(),
  typeConfidence: confidence,
  mac: z.string().optional(),
  mtu: z.int().optional(),
  state: z.enum(['up', 'down', 'unknown']),
  addresses: strings,
});

const podElement = z.object({
  ...element,
  kind: z.literal('pod'),
  namespace: z.string(),
  name: z.string(),
  netns: z.string().optional(),
  node: z.string().optional().describe('The machine it runs on.'),
  matchedBy: z.string().optional().describe('How the pod was found to live in that namespace.'),
  hostNetwork: z.union([z.boolean(), z.literal('unknown')]),
  addresses: strings,
});

const externalElement = z.object({
  ...element,
  kind: z.literal('external'),
  role: z.enum(['gateway', 'network', 'vtep']),
  address: z.string().optional(),
  network: z.string().optional(),
  node: z.string().optional().describe('Of a tunnel end: the machine that Kubernetes says it is.'),
});

const tunnelFact = z.object({
  kind: z.enum(['vtep', 'mac', 'underlay', 'vni']),
  value: z.string().optional().describe('What the side `from` says.'),
  peer: z.string().optional().describe('What the side `to` says of itself.'),
  agrees: z.enum(['yes', 'no', 'unknown']),
  evidence: evidenceListSchema,
});

const tunnelWay = z.object({
  from: z.string(),
  to: z.string(),
  routes: strings,
  facts: z.array(tunnelFact.readonly()).readonly(),
});

export const topologyNodeSchema = named(
  'TopologyNode',
  z
    .discriminatedUnion('kind', [
      nodeElement,
      netnsElement,
      interfaceElement,
      podElement,
      externalElement,
    ])
    .readonly(),
);

export const topologyEdgeSchema = named(
  'TopologyEdge',
  z
    .object({
      id: z.string(),
      kind: z.string(),
      source: z.string(),
      target: z.string(),
      confidence,
      reason: z.string(),
      evidence: evidenceListSchema,
      ways: z
        .array(tunnelWay.readonly())
        .readonly()
        .optional()
        .describe('Of a tunnel: what each end has noted about the other.'),
    })
    .readonly(),
);

const endpoint = z.object({
  address: z.string(),
  port: z.int().optional(),
  pod: z.string().optional(),
  evidence: evidenceListSchema,
});

const servicePort = z.object({
  name: z.string().optional(),
  protocol: z.string(),
  port: z.int(),
  nodePort: z.int().optional(),
  endpoints: z.array(endpoint.readonly()).readonly(),
});

export const topologyServiceSchema = named(
  'TopologyService',
  z
    .object({
      id: z.string(),
      namespace: z.string(),
      name: z.string(),
      type: z.string().optional(),
      clusterIps: strings,
      ports: z.array(servicePort.readonly()).readonly(),
      evidence: evidenceListSchema,
    })
    .readonly(),
);

export const topologySchema = named(
  'Topology',
  z
    .object({
      formatVersion: z.literal(1),
      nodes: z.array(topologyNodeSchema).readonly(),
      edges: z.array(topologyEdgeSchema).readonly(),
      services: z.array(topologyServiceSchema).readonly(),
      diagnostics: z.array(diagnosticSchema).readonly(),
    })
    .readonly(),
);
