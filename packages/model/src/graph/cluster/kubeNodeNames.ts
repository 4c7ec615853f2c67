import type { Evidence } from '../../evidence.ts';
import { type Ip, prefixAddress } from '../../net/ip.ts';
import type { KubeNode, Pod } from '../../snapshot/kubernetes.ts';
import type { GraphContext } from '../links/linkEdge.ts';

/** A machine as Kubernetes calls it. */
interface KubeNodeName {
  readonly name: string;
  readonly evidence: readonly Evidence[];
}

/** Which machine is meant by a name or an address of Kubernetes'. */
export interface KubeNodeNames {
  /** Every name, sorted, with the lines that have it. */
  readonly all: readonly KubeNodeName[];
  /** The captured node that Kubernetes calls so; `undefined` where none is known to be. */
  capturedAs(kubeName: string): string | undefined;
  /** Whether Kubernetes' name of this captured node is known: any other name is another node's. */
  isNamed(node: string): boolean;
  /** The one machine that has this address of the underlay or of a tunnel, by Kubernetes. */
  withAddress(address: Ip): KubeNodeName | undefined;
}

/**
 * A captured node goes by its own host name, which need not be the one that Kubernetes has for it:
 * then an address that `kubectl get nodes` lists and that is on the node's interfaces tells.
 */
export function readKubeNodeNames(
  contexts: readonly GraphContext[],
  pods: readonly Pod[],
  hostsWithAddress: (address: Ip) => readonly { readonly context: GraphContext }[],
): KubeNodeNames {
  const listed = contexts.flatMap(({ index }) => index.node.kubernetes.nodes);
  const evidence = evidenceByName(listed, pods);
  const owners = addressOwners(listed, pods);
  const hosts = new Set(contexts.map(({ index }) => index.node.name));
  const captured = new Map<string, string>();
  for (const name of evidence.keys()) if (hosts.has(name)) captured.set(name, name);
  for (const { name, internalIps, externalIps } of listed) {
    if (captured.has(name)) continue;
    const found = new Set(
      [...internalIps, ...externalIps].flatMap((address) =>
        hostsWithAddress(address).map(({ context }) => context.index.node.name),
      ),
    );
    const [only] = found;
    if (found.size === 1 && only !== undefined) captured.set(name, only);
  }
  const named = new Set(captured.values());
  const nameOf = (name: string): KubeNodeName => ({ name, evidence: evidence.get(name) ?? [] });
  return {
    all: [...evidence.keys()].sort().map(nameOf),
    capturedAs: (kubeName) => captured.get(kubeName),
    isNamed: (node) => named.has(node),
    withAddress: (address) => {
      const [only, ...others] = owners.get(address) ?? [];
      return only === undefined || others.length > 0 ? undefined : nameOf(only);
    },
  };
}

/** `kubectl get nodes` where it was captured: a name's own line says more than those of its pods. */
function evidenceByName(
  listed: readonly KubeNode[],
  pods: readonly Pod[],
): ReadonlyMap<string, readonly Evidence[]> {
  const found = new Map<string, Evidence[]>();
  const add = (name: string, evidence: Evidence) => {
    const known = found.get(name);
    if (known) known.push(evidence);
    else found.set(name, [evidence]);
  };
  for (const { name, evidence } of listed) add(name, evidence);
  const own = new Set(found.keys());
  for (const { node, evidence } of pods) {
    if (node !== undefined && !own.has(node)) add(node, evidence);
  }
  return found;
}

/** A pod with `hostNetwork: true` has its node's address. */
function addressOwners(
  listed: readonly KubeNode[],
  pods: readonly Pod[],
): ReadonlyMap<Ip, ReadonlySet<string>> {
  const owners = new Map<Ip, Set<string>>();
  const add = (address: Ip, name: string) =>
    owners.set(address, (owners.get(address) ?? new Set()).add(name));
  for (const node of listed) {
    const { internalIps, underlayAddresses = [], vtepAddresses = [], tunnelAddresses = [] } = node;
    const underlay = underlayAddresses.map(prefixAddress);
    for (const address of [...internalIps, ...underlay, ...vtepAddresses, ...tunnelAddresses]) {
      add(address, node.name);
    }
  }
  for (const { node, hostNetwork, addresses = [] } of pods) {
    if (node === undefined || hostNetwork !== true) continue;
    for (const address of addresses) add(address, node);
  }
  return owners;
}
