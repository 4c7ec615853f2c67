import {
  HOST_NETNS,
  interfaceId,
  type NodeSnapshot,
  type Snapshot,
  type Topology,
} from '@vethscope/model';

/**
 * From the ids that the host gave other namespaces to the names by which a capture files them: from
 * `ip netns list` and `lsns`, and for those that they do not name from the veth pair that leads there.
 */
export function nsidNames(snapshot: Snapshot, topology: Topology): ReadonlyMap<number, string> {
  const [node] = snapshot.nodes;
  const host = node?.namespaces.find(({ name }) => name === HOST_NETNS);
  if (!node || !host) return new Map();
  const netnsOf = netnsNames(topology);
  const peers = new Map(
    topology.edges
      .filter(({ kind }) => kind === 'veth')
      .flatMap(({ source, target }) => [
        [source, target],
        [target, source],
      ]),
  );
  const byPair = host.links.flatMap(({ name, peer }) => {
    const netns = netnsOf.get(peers.get(interfaceId(node.name, HOST_NETNS, name)) ?? '');
    return peer?.nsid === undefined || netns === undefined ? [] : [[peer.nsid, netns] as const];
  });
  const filed = filedNames(node);
  const listed = host.netnsNames.flatMap(({ name, nsid }) =>
    nsid === undefined ? [] : [[nsid, filed.get(name) ?? name] as const],
  );
  return new Map([...byPair, ...listed]);
}

/** One namespace can have several names, and one is always `net:[INODE]`: lsns has no other. */
function filedNames({ capture }: NodeSnapshot): ReadonlyMap<string, string> {
  return new Map(
    capture?.namespaces.flatMap(({ name, names, inode }) =>
      [...names, `net:[${inode}]`].map((one) => [one, name] as const),
    ),
  );
}

/** From an interface's id, or a namespace's own, to the namespace's name. */
function netnsNames({ nodes }: Topology): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const node of nodes) if (node.kind === 'netns') names.set(node.id, node.name);
  for (const node of nodes) {
    const name = node.kind === 'interface' ? names.get(node.netns) : undefined;
    if (name !== undefined) names.set(node.id, name);
  }
  return names;
}
