import { alignNodes, buildTopology, type NodePair, type Snapshot } from '@vethscope/model';
import type { OpenCapture } from '../../view/CaptureContext.tsx';
import { indexCapture } from '../../view/captureIndex.ts';

/**
 * The earlier capture with its nodes under the names that they have in the open one: addresses in the
 * URL are the open one's, and stay what they are.
 */
export function alignBefore(
  before: OpenCapture,
  after: OpenCapture,
): { readonly before: OpenCapture; readonly renamed: readonly NodePair[] } {
  const { pairs } = alignNodes(before.snapshot, after.snapshot);
  const renamed = pairs.filter((pair) => pair.before !== pair.after);
  if (renamed.length === 0) return { before, renamed };
  const snapshot = withNames(
    before.snapshot,
    new Map(renamed.map((pair) => [pair.before, pair.after])),
  );
  const topology = buildTopology(snapshot);
  return {
    before: { ...before, snapshot, topology, index: indexCapture(snapshot, topology) },
    renamed,
  };
}

function withNames(snapshot: Snapshot, names: ReadonlyMap<string, string>): Snapshot {
  return {
    ...snapshot,
    nodes: snapshot.nodes.map((node) => ({ ...node, name: names.get(node.name) ?? node.name })),
    inputs: snapshot.inputs.map((input) => ({
      ...input,
      node: names.get(input.node) ?? input.node,
    })),
  };
}
