import type { Diagnostic, Severity } from '../../evidence.ts';
import type { Topology, TopologyNode } from '../../graph/topology.ts';
import type { Id } from '../../ids.ts';
import type { Prefix } from '../../net/ip.ts';
import { prefixAddress, prefixContains } from '../../net/ip.ts';

/** What the overview says of a machine. */
export interface NodeFacts {
  /** Absent: nothing lists any pod of the cluster. */
  readonly pods?: number;
  readonly namespaces: number;
  readonly interfaces: number;
  /** On the first of its networks. */
  readonly address?: string;
  readonly diagnostics: Readonly<Record<Severity, number>>;
}

const NO_DIAGNOSTICS = { error: 0, warning: 0, info: 0 } as const;

export function nodeFacts(topology: Topology): (machine: Id) => NodeFacts {
  const machineOf = machineFinder(topology.nodes);
  const counts = new Map<Id, { pods: number; namespaces: number; interfaces: number }>();
  const files = new Map<string, Id>();
  for (const node of topology.nodes) {
    const machine = machineOf(node);
    if (machine === undefined) continue;
    const count = counts.get(machine) ?? { pods: 0, namespaces: 0, interfaces: 0 };
    counts.set(machine, count);
    if (node.kind === 'pod') count.pods++;
    if (node.kind === 'netns') count.namespaces++;
    if (node.kind === 'interface') count.interfaces++;
    // The lines of pods and of machines without a capture are of any node's list.
    const isOwn = node.kind === 'netns' || node.kind === 'interface';
    if (isOwn) for (const { file } of node.evidence) files.set(file, machine);
  }
  const addresses = networkAddresses(topology);
  const diagnostics = diagnosticsByMachine(topology.diagnostics, files);
  const hasPods = topology.nodes.some(({ kind }) => kind === 'pod');
  return (machine) => ({
    ...(hasPods && { pods: counts.get(machine)?.pods ?? 0 }),
    namespaces: counts.get(machine)?.namespaces ?? 0,
    interfaces: counts.get(machine)?.interfaces ?? 0,
    ...(addresses.has(machine) && { address: addresses.get(machine) ?? '' }),
    diagnostics: diagnostics.get(machine) ?? NO_DIAGNOSTICS,
  });
}

function machineFinder(nodes: readonly TopologyNode[]): (node: TopologyNode) => Id | undefined {
  const parents = new Map(
    nodes.flatMap((node) =>
      node.kind === 'netns' && node.parent ? [[node.id, node.parent] as const] : [],
    ),
  );
  return (node) => {
    switch (node.kind) {
      case 'node':
        return node.id;
      case 'netns':
        return node.parent;
      case 'interface':
        return parents.get(node.netns);
      case 'pod':
        return node.node;
      case 'external':
        return undefined;
    }
  };
}

/** The address that a machine has on the network that most share: its underlay, as a rule. */
function networkAddresses({ nodes, edges }: Topology): ReadonlyMap<Id, string> {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const machineOf = machineFinder(nodes);
  const attached = edges.filter(({ kind }) => kind === 'network');
  const sizes = new Map<Id, number>();
  for (const { target } of attached) sizes.set(target, (sizes.get(target) ?? 0) + 1);
  const best = new Map<Id, { readonly size: number; readonly network: Id; readonly ip: string }>();
  for (const { source, target } of attached) {
    const nic = byId.get(source);
    const network = byId.get(target);
    const machine = nic && machineOf(nic);
    if (nic?.kind !== 'interface' || network?.kind !== 'external' || !machine) continue;
    const own = nic.addresses.find((address) => isOn(address, network.network));
    const found = { size: sizes.get(target) ?? 0, network: target, ip: own ?? '' };
    const known = best.get(machine);
    const isBetter =
      !known ||
      found.size > known.size ||
      (found.size === known.size && found.network < known.network);
    if (own !== undefined && isBetter) best.set(machine, found);
  }
  return new Map([...best].map(([machine, { ip }]) => [machine, ip.slice(0, ip.indexOf('/'))]));
}

function isOn(address: Prefix, network: Prefix | undefined): boolean {
  return network !== undefined && prefixContains(network, prefixAddress(address));
}

/** A diagnostic belongs to the machine whose capture it is in. */
function diagnosticsByMachine(
  diagnostics: readonly Diagnostic[],
  files: ReadonlyMap<string, Id>,
): ReadonlyMap<Id, Readonly<Record<Severity, number>>> {
  const captures = new Map<string, Id | 'several'>();
  for (const [file, machine] of files) {
    const capture = captureOf(file);
    const known = captures.get(capture);
    captures.set(capture, known === undefined || known === machine ? machine : 'several');
  }
  const found = new Map<Id, Record<Severity, number>>();
  for (const { file, severity } of diagnostics) {
    const machine = files.get(file) ?? captures.get(captureOf(file));
    if (machine === undefined || machine === 'several') continue;
    const count = found.get(machine) ?? { ...NO_DIAGNOSTICS };
    count[severity]++;
    found.set(machine, count);
  }
  return found;
}

/** With several captures their names stand before the paths inside of them. */
function captureOf(file: string): string {
  return file.includes('/') ? file.slice(0, file.indexOf('/')) : file;
}
