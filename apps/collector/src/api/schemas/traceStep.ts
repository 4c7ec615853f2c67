import { z } from 'zod';
import { evidenceListSchema } from './evidence.ts';
import { named } from './named.ts';

/** Mirrors packages/trace/src/step.ts and packet.ts; a test holds the two together. */
const family = z.union([z.literal(4), z.literal(6)]);
const port = z.int().min(0).max(65535);
const kind = <K extends string>(name: K) => ({
  kind: z.literal(name),
  evidence: evidenceListSchema,
});

export const packetSchema = named(
  'Packet',
  z
    .object({
      family,
      source: z.string(),
      destination: z.string(),
      protocol: z.string().describe('As iptables names it, in lower case.'),
      sourcePort: port.optional().describe("Absent: the sender's kernel chooses one."),
      destinationPort: port.optional(),
      icmp: z.object({ type: z.int(), code: z.int() }).readonly().optional(),
      tcpFlags: z.array(z.string()).readonly().optional(),
      length: z.int().min(0).describe('Bytes, IP header included.'),
      ttl: z.int().min(0),
      dscp: z.int().min(0),
      dontFragment: z.boolean(),
    })
    .readonly(),
);

const endpoint = z.object({ address: z.string(), port: port.optional() }).readonly();
const ruleVerdict = z.union([
  z.enum(['accept', 'drop', 'reject', 'return', 'continue']),
  z.templateLiteral(['jump ', z.string()]),
  z.templateLiteral(['goto ', z.string()]),
]);
const tunnelType = z.enum(['vxlan', 'ipip']);

const rule = z.object({
  ...kind('rule'),
  ...{ family, table: z.string(), chain: z.string() },
  rule: z.int().min(1),
  verdict: ruleVerdict,
  matched: z.enum(['yes', 'assumed']),
  text: z.string().describe('The rule as iptables-save writes it.'),
  effect: z.string().optional(),
});

const policy = z.object({
  ...kind('policy'),
  ...{ family, table: z.string(), chain: z.string() },
  verdict: z.enum(['accept', 'drop']),
});

const route = z.object({
  ...kind('route'),
  destination: z.string(),
  result: z.string().describe('The type of the route, or `noRoute`.'),
  table: z.string().optional(),
  prefix: z.string().optional(),
  via: z.string().optional(),
  device: z.string().optional(),
  policyRule: z.int().optional().describe('Priority of the policy rule that led to the table.'),
  again: z.literal(true).optional().describe('OUTPUT has changed the packet.'),
});

const nat = z.object({
  ...kind('nat'),
  manip: z.enum(['source', 'destination']),
  ...{ from: endpoint, to: endpoint },
  by: z.enum(['rule', 'connection']),
});

const bridge = z.object({
  ...kind('bridge'),
  bridge: z.string(),
  from: z.string().optional(),
  to: z.array(z.string()).readonly(),
  vlan: z.int().optional(),
  how: z.enum(['known', 'flooded', 'own', 'blocked']),
  reason: z.string().optional(),
});

const neighbor = z.object({
  ...kind('neighbor'),
  ...{ address: z.string(), device: z.string() },
  mac: z.string().optional(),
  how: z.enum(['entry', 'asked', 'proxy', 'notNeeded', 'unanswered', 'unknown']),
  answeredBy: z.string().optional(),
});

const encap = z.object({
  ...kind('encap'),
  device: z.string(),
  type: tunnelType,
  outer: packetSchema,
  vni: z.int().optional(),
});

const decap = z.object({
  ...kind('decap'),
  device: z.string(),
  type: tunnelType,
  vni: z.int().optional(),
  inner: packetSchema,
});

const crossed = { interface: z.string().describe('Its id.'), name: z.string() };
const ingress = z.object({ ...kind('ingress'), ...crossed });
const egress = z.object({ ...kind('egress'), ...crossed, packet: packetSchema });
const source = z.object({ ...kind('source'), address: z.string(), reason: z.string() });

const conntrack = z.object({
  ...kind('conntrack'),
  state: z.enum(['NEW', 'ESTABLISHED', 'RELATED', 'INVALID', 'UNTRACKED']),
});

const dropped = { verdict: z.literal('drop'), reason: z.string() };
const reversePath = z.object({ ...kind('reversePath'), ...dropped });
const forwarding = z.object({ ...kind('forwarding'), ...dropped });

const mtu = z.object({
  ...kind('mtu'),
  device: z.string(),
  ...{ mtu: z.int(), length: z.int() },
  verdict: z.enum(['fragment', 'drop']),
});

const socket = z.object({
  ...kind('socket'),
  ...{ protocol: z.string(), address: z.string() },
  port: port.optional(),
  listening: z.enum(['yes', 'no', 'unknown']),
  expected: z.boolean().optional().describe('Of a reply: it comes from where the request went to.'),
});

const end = z.object({ ...kind('end'), reason: z.string() });

export const stepSchema = named(
  'TraceStep',
  z
    .discriminatedUnion('kind', [
      rule,
      policy,
      route,
      nat,
      bridge,
      neighbor,
      encap,
      decap,
      ingress,
      egress,
      source,
      conntrack,
      reversePath,
      forwarding,
      mtu,
      socket,
      end,
    ])
    .readonly(),
);
