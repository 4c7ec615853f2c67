import type { Evidence } from '../evidence.ts';
import { compareText } from '../evidence.ts';
import { HOST_NETNS } from '../ids.ts';
import type { NodeIndex, PlacedLink } from './nodeIndex.ts';

/** The namespaces of a node once all their names are sorted out. */
export interface NetnsNames {
  /** The captured namespace that a name stands for; the name itself where nothing else is known. */
  canonical(name: string): string;
  readonly namespaces: readonly NamedNetns[];
  /** Where a link's other end is, as far as the capture tells. */
  peerNetns(placed: PlacedLink): PeerNetns | undefined;
}

export interface NamedNetns {
  readonly name: string;
  readonly aliases: readonly string[];
  readonly captured: boolean;
  readonly evidence: readonly Evidence[];
}

interface PeerNetns {
  readonly name: string;
  /** `name`: the output names it. `nsid`: through the id in the observer's own list. */
  readonly by: 'name' | 'nsid' | 'same-netns';
  readonly evidence: readonly Evidence[];
}

/**
 * One namespace can have several names: CRI-O pins the host's own under /run/netns once for every
 * pod that uses it. Inodes prove it. What proves it without them: a link in A says that its peer is link i of B,
 * and link i of B says that its peer, by index the first one, is in X. Then X is a name of A.
 */
export function resolveNetnsNames(index: NodeIndex): NetnsNames {
  const captured = new Set(index.node.namespaces.map((netns) => netns.name));
  const aliases = new Map<string, { of: string; evidence: Evidence[] }>();
  const canonical = (name: string): string => {
    let current = name;
    for (let next = aliases.get(name); next; next = aliases.get(current)) current = next.of;
    return current;
  };
  const learn = ({ alias, of, evidence }: AliasProof): void => {
    const [main, other] = [canonical(alias), canonical(of)].sort((a, b) =>
      preference(a, b, captured),
    );
    if (main === undefined || other === undefined) return;
    // Only between two main names, so that no name ever leads back to itself.
    if (main !== other) aliases.set(other, { of: main, evidence: [...evidence] });
    else aliases.get(alias)?.evidence.push(...evidence);
  };
  for (const proof of inodeProofs(index)) learn(proof);
  for (const proof of mutualVethProofs(index)) learn(proof);
  for (const proof of sharedNsidProofs(index, captured)) learn(proof);
  const peerNetns = (placed: PlacedLink): PeerNetns | undefined => {
    const peer = statedPeerNetns(index, placed);
    return peer && { ...peer, name: canonical(peer.name) };
  };
  return { canonical, peerNetns, namespaces: listNamespaces(index, aliases, canonical, peerNetns) };
}

/** `host` before all, a captured name before one that is not, then by name. */
function preference(a: string, b: string, captured: ReadonlySet<string>): number {
  const rank = (name: string): number => (name === HOST_NETNS ? 0 : captured.has(name) ? 1 : 2);
  return rank(a) - rank(b) || compareText(a, b);
}

interface AliasProof {
  readonly alias: string;
  readonly of: string;
  readonly evidence: readonly Evidence[];
}

/** A capture that looked at inodes knows every name of a namespace, the kernel's `net:[INODE]` too. */
function* inodeProofs({ node }: NodeIndex): Generator<AliasProof> {
  const namespaces = node.capture?.namespaces ?? [];
  const main = new Set(namespaces.map(({ name }) => name));
  for (const { name, names, inode, evidence } of namespaces) {
    for (const alias of [...names, ...(inode === undefined ? [] : [kernelName(inode)])]) {
      // Two folders can have a name alike, for two namespaces.
      if (!main.has(alias)) yield { alias, of: name, evidence: [evidence] };
    }
  }
}

function kernelName(inode: number): string {
  return `net:[${inode}]`;
}

function* mutualVethProofs(index: NodeIndex): Generator<AliasProof> {
  for (const near of index.links) {
    const there = near.link.peer?.netns;
    const peerIndex = near.link.peer?.ifindex;
    if (there === undefined || peerIndex === undefined) continue;
    const far = index.linkByIndex(there, peerIndex);
    if (far?.link.peer?.ifindex !== near.link.ifindex) continue;
    const back = far.link.peer.netns;
    if (back !== undefined && back !== near.netns) {
      yield {
        alias: back,
        of: near.netns,
        evidence: [near.link.evidence, far.link.evidence],
      };
    }
  }
}

/** Two names with one id in the same list are one namespace: ids are given per namespace. */
function* sharedNsidProofs(index: NodeIndex, captured: ReadonlySet<string>): Generator<AliasProof> {
  for (const observer of index.node.namespaces) {
    const byId = new Map<number, (typeof observer.netnsNames)[number][]>();
    for (const entry of observer.netnsNames) {
      if (entry.nsid !== undefined) byId.set(entry.nsid, [...(byId.get(entry.nsid) ?? []), entry]);
    }
    for (const entries of byId.values()) {
      const main = entries.find((entry) => captured.has(entry.name)) ?? entries[0];
      for (const entry of entries) {
        if (!main || entry === main) continue;
        yield {
          alias: entry.name,
          of: main.name,
          evidence: [main.evidence, entry.evidence],
        };
      }
    }
  }
}

function statedPeerNetns(index: NodeIndex, { netns, link }: PlacedLink): PeerNetns | undefined {
  const peer = link.peer;
  if (!peer) return undefined;
  if (peer.netns !== undefined) {
    return { name: peer.netns, by: 'name', evidence: [link.evidence] };
  }
  if (peer.nsid !== undefined) {
    const observer = index.node.namespaces.find((candidate) => candidate.name === netns);
    const entry = observer?.netnsNames.find((candidate) => candidate.nsid === peer.nsid);
    return entry
      ? { name: entry.name, by: 'nsid', evidence: [link.evidence, entry.evidence] }
      : // Ids mean something only to their observer, so an unnamed namespace is named after both.
        netns === HOST_NETNS
        ? { name: `nsid-${peer.nsid}`, by: 'nsid', evidence: [link.evidence] }
        : undefined;
  }
  // Without an id a peer given by name is in the same namespace.
  return peer.name === undefined
    ? undefined
    : { name: netns, by: 'same-netns', evidence: [link.evidence] };
}

function listNamespaces(
  index: NodeIndex,
  aliases: ReadonlyMap<string, { readonly of: string; readonly evidence: readonly Evidence[] }>,
  canonical: (name: string) => string,
  peerNetns: (placed: PlacedLink) => PeerNetns | undefined,
): NamedNetns[] {
  const found = new Map<
    string,
    { aliases: Set<string>; captured: boolean; evidence: Evidence[] }
  >();
  const entryOf = (name: string) => {
    const known = found.get(canonical(name));
    if (known) return known;
    const fresh = { aliases: new Set<string>(), captured: false, evidence: [] as Evidence[] };
    found.set(canonical(name), fresh);
    return fresh;
  };
  for (const netns of index.node.namespaces) entryOf(netns.name).captured = true;
  for (const netns of index.node.namespaces) {
    for (const listed of netns.netnsNames) entryOf(listed.name).evidence.push(listed.evidence);
  }
  for (const listed of index.node.capture?.namespaces ?? []) {
    entryOf(listed.name).evidence.push(listed.evidence);
  }
  for (const placed of index.links) {
    const peer = peerNetns(placed);
    if (peer && peer.by !== 'same-netns') entryOf(peer.name).evidence.push(placed.link.evidence);
  }
  for (const [alias, { evidence }] of aliases) {
    const entry = entryOf(alias);
    // Every namespace has that one; it is told where there is no other.
    if (!/^net:\[\d+\]$/.test(alias)) entry.aliases.add(alias);
    entry.evidence.push(...evidence);
  }
  return [...found]
    .map(([name, entry]) => ({ ...entry, name, aliases: [...entry.aliases].sort(compareText) }))
    .sort((a, b) => compareText(a.name, b.name));
}
