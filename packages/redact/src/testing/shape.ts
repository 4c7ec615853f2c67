import { buildTopology, type Snapshot } from '@vethscope/model';
import { type CaptureFiles, readSnapshot } from '@vethscope/parsers';

/** What a capture comes to once all names are taken out of it: counts of everything by its kind. */
export function shapeOf(captures: readonly CaptureFiles[]): Readonly<Record<string, number>> {
  const snapshot = readSnapshot(captures);
  const topology = buildTopology(snapshot);
  const shape: Record<string, number> = {};
  const count = (...parts: readonly (string | number | boolean | undefined)[]): void => {
    const key = parts.join(' ');
    shape[key] = (shape[key] ?? 0) + 1;
  };
  for (const node of topology.nodes) {
    count('node', node.kind);
    if (node.kind === 'interface') count('type', node.type, node.state, node.addresses.length);
    if (node.kind === 'pod') count('pod by', node.matchedBy);
    if (node.kind === 'netns') count('netns', node.isHost, node.captured, node.aliases.length);
  }
  for (const { kind, confidence, evidence } of topology.edges) {
    count('edge', kind, confidence, evidence.length);
  }
  for (const { ports } of topology.services) {
    for (const { protocol, port, endpoints } of ports) {
      count('service', protocol, port, endpoints.length);
      for (const { pod } of endpoints) count('endpoint', pod === undefined);
    }
  }
  return { ...shape, ...factsOf(snapshot) };
}

/** How many facts of each kind were read. */
function factsOf({ nodes, inputs }: Snapshot): Record<string, number> {
  const facts: Record<string, number> = {};
  const add = (key: string, n: number): void => {
    if (n > 0) facts[key] = (facts[key] ?? 0) + n;
  };
  for (const { namespaces, kubernetes, runtime, firewalldZones, unmanagedDevices } of nodes) {
    for (const netns of namespaces) {
      for (const [kind, records] of Object.entries(netns)) {
        if (Array.isArray(records)) add(`facts ${kind}`, records.length);
      }
      for (const { family, table, backend, chains } of netns.iptables) {
        for (const { rules } of chains) add(`rules ${family} ${table} ${backend}`, rules.length);
        for (const { target, matches } of chains.flatMap((chain) => chain.rules)) {
          add(`target ${target.kind}`, 1);
          for (const { kind } of matches) add(`match ${kind}`, 1);
        }
      }
      for (const { members } of netns.ipsets) add('set members', members?.length ?? 0);
    }
    for (const group of [kubernetes, runtime, { firewalldZones, unmanagedDevices }]) {
      for (const [kind, records] of Object.entries(group)) add(`facts ${kind}`, records.length);
    }
  }
  for (const { parser, records } of inputs)
    if (parser !== undefined) add(`input ${parser}`, records);
  return facts;
}
