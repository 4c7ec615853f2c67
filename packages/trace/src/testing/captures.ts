import { buildTopology } from '@vethscope/model';
import { readSnapshot } from '@vethscope/parsers';
import type { Interface, Namespace, Network } from '../network/network.ts';
import { indexNetwork } from '../network/network.ts';

/**
 * What was captured of a node: as a terminal shows it, `# ip -d addr` and
 * `# ip netns exec blue ip -d addr` with the output below each command; or outputs by the names of
 * their files, `{ ip_addr: '…', 'netns/blue/ip_addr': '…' }`.
 */
export type Outputs = string | Readonly<Record<string, string>>;

/** Nodes by name. Throws where a line was not understood. */
export function readNodes(nodes: Readonly<Record<string, Outputs>>): Network {
  const network = networkOf(nodes);
  const { diagnostics } = network.snapshot;
  const lost = diagnostics.filter(({ severity }) => severity !== 'info');
  if (lost.length > 0)
    throw new Error(lost.map(({ line, message }) => `${line}: ${message}`).join('\n'));
  return network;
}

function networkOf(nodes: Readonly<Record<string, Outputs>>): Network {
  const captures = Object.entries(nodes).map(([name, outputs]) => ({
    ...{ name, diagnostics: [] },
    files: Object.entries(typeof outputs === 'string' ? { [`${name}.txt`]: outputs } : outputs).map(
      ([path, text]) => ({ path, text }),
    ),
  }));
  const snapshot = readSnapshot(captures);
  return indexNetwork(snapshot, buildTopology(snapshot));
}

/** One captured namespace, for tests of what its tables say. */
export interface CapturedNetns {
  readonly network: Network;
  readonly netns: Namespace;
}

/** A node's own namespace, or one of its others. */
export function readNetns(node: string, outputs: Outputs, netns = 'host'): CapturedNetns {
  const network = readNodes({ [node]: outputs });
  return { network, netns: namespaceOf(network, `${node}/${netns}`) };
}

/** A node's own namespace, also where a part is not understood. */
export function readPartly(node: string, outputs: Outputs): CapturedNetns {
  const network = networkOf({ [node]: outputs });
  return { network, netns: namespaceOf(network, `${node}/host`) };
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
