import type { Evidence, Snapshot } from '@vethscope/model';
import type { FindingContext, NodeContext } from '../../../context.ts';

/** Where the cluster's pods are listed, whole: what proves that one is not among them. */
export function podListings({ snapshot }: FindingContext): readonly Evidence[] {
  const first = snapshot.nodes.flatMap(({ kubernetes }) => kubernetes.pods.slice(0, 1))[0];
  return first ? listingsAround(snapshot, first.evidence) : [];
}

/** Where the node's runtime lists what it runs. */
export function sandboxListings(
  { facts, host }: NodeContext,
  context: FindingContext,
): readonly Evidence[] {
  const first = facts.runtime.sandboxes[0] ?? facts.runtime.containers[0];
  return first
    ? listingsAround(context.snapshot, first.evidence)
    : context.listings(host, 'crictl');
}

/** The whole output that a line stands in. */
function listingsAround({ inputs }: Snapshot, { file, line }: Evidence): readonly Evidence[] {
  return inputs.flatMap(({ evidence }) =>
    evidence.file === file && evidence.line <= line && line <= evidence.endLine ? [evidence] : [],
  );
}
