import { compareText } from '../evidence.ts';
import type { NodeSnapshot, Snapshot } from '../snapshot/snapshot.ts';

/** Two captures whose nodes go by the same names. */
export interface AlignedSnapshots {
  readonly before: Snapshot;
  readonly after: Snapshot;
  /** Which node was held against which, sorted by the name that both go by now. */
  readonly pairs: readonly NodePair[];
}

export interface NodePair {
  /** The name that both go by. */
  readonly name: string;
  /** As the captures call it. */
  readonly before: string;
  readonly after: string;
  /** `name`: both say so. `onlyOneLeft`: an assumption, to be told. */
  readonly by: 'name' | 'onlyOneLeft';
}

/**
 * A node that says its name keeps it; one that does not is named after its file, and
 * `monday.md` and `tuesday.md` are two names. So of the nodes that are in one capture only, exactly
 * one on each side, of which one or both have nothing but the file's name, are taken for one node.
 */
export function alignNodes(before: Snapshot, after: Snapshot): AlignedSnapshots {
  const [old, now] = [namesOf(before), namesOf(after)];
  const same = [...old].filter((name) => now.has(name));
  const pairs = same.map((name): NodePair => ({ name, before: name, after: name, by: 'name' }));
  const leftBefore = before.nodes.filter(({ name }) => !now.has(name));
  const leftAfter = after.nodes.filter(({ name }) => !old.has(name));
  const [a, b] = [leftBefore[0], leftAfter[0]];
  const isOneEach = leftBefore.length === 1 && leftAfter.length === 1;
  if (!isOneEach || !a || !b || (a.nameEvidence && b.nameEvidence))
    return { before, after, pairs: sorted(pairs) };
  const name = a.nameEvidence ? a.name : b.name;
  return {
    before: renamed(before, a, name),
    after: renamed(after, b, name),
    pairs: sorted([...pairs, { name, before: a.name, after: b.name, by: 'onlyOneLeft' }]),
  };
}

function namesOf({ nodes }: Snapshot): ReadonlySet<string> {
  return new Set(nodes.map(({ name }) => name));
}

function renamed(snapshot: Snapshot, { name: old }: NodeSnapshot, name: string): Snapshot {
  return {
    ...snapshot,
    nodes: snapshot.nodes.map((node) => (node.name === old ? { ...node, name } : node)),
    inputs: snapshot.inputs.map((input) => (input.node === old ? { ...input, node: name } : input)),
  };
}

function sorted(pairs: readonly NodePair[]): readonly NodePair[] {
  return [...pairs].sort((a, b) => compareText(a.name, b.name));
}
