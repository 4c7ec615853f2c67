import { buildTopology } from '@vethscope/model';
import { readSnapshot } from '@vethscope/parsers';
import type { Interface, Namespace, Network } from '../network/network.ts';
import { indexNetwork } from '../network/network.ts';

/**
 * Nodes by name, each as a terminal shows it: `# ip -d addr`, `# ip netns exec blue ip -d addr`, with
 * the output below each command.
 */
export function readNodes(nodes: Readonly<Record<string, string>>): Network {
  const captures = Object.entries(nodes).map(([name, text]) => ({
    name,
    files: [{ path: `${name}.txt`, text }],
    diagnostics: [],
  }));
  const snapshot = readSnapshot(captures);
  const lost = snapshot.diagnostics.filter(({ severity }) => severity !== 'info');
  if (lost.length > 0)
    throw new Error(lost.map(({ line, message }) => `${line}: ${message}`).join('\n'));
  return indexNetwork(snapshot, buildTopology(snapshot));
}

/** `node/netns`; the node's own namespace is `node/host`. */
export function namespaceOf(network: Network, name: string): Namespace {
  const found = [...network.namespaces.values()].find(({ id }) => id === `netns/${name}`);
  if (!found) throw new Error(`no ${name} among ${[...network.namespaces.keys()].join(', ')}`);
  return found;
}

/** `node/netns/device`. */
export function deviceOf(network: Network, name: string): Interface {
  const found = [...network.interfaces.values()].find(({ id }) => id === `if/${name}`);
  if (!found) throw new Error(`no ${name} among ${[...network.interfaces.keys()].join(', ')}`);
  return found;
}

/** What `ip rule` prints in a namespace where nobody has made any. */
export const USUAL_RULES = `0:	from all lookup local
32766:	from all lookup main
32767:	from all lookup default`;
