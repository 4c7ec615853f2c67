import { compareText } from '../evidence.ts';
import { HOST_NETNS, type Id, netnsId, nodeId } from '../ids.ts';
import type {
  CapturedInput,
  FactKind,
  KubernetesSnapshot,
  NodeSnapshot,
  Snapshot,
} from '../snapshot/snapshot.ts';
import { type Differences, diffEntries } from './diffEntries.ts';
import { diffNetns, type NetnsSide } from './diffNetns.ts';
import { type Incomparable, RECORD_KINDS, type RecordChange } from './recordChange.ts';
import type { RecordEntry } from './recordEntry.ts';
import { kubernetesEntries } from './records/kubernetesRecords.ts';
import { nodeEntries } from './records/nodeRecords.ts';

export interface RecordsDiff {
  /** By id, then in the order of `RECORD_KINDS`; rules as they stand in their chains. */
  readonly changes: readonly RecordChange[];
  /** Where nothing can be said, since one of the captures does not hold it. Sorted by id. */
  readonly incomparable: readonly Incomparable[];
}

/**
 * Record by record, what came, went, changed or moved. No difference are counters, timers, places in
 * the capture, what the kernel learned by itself, and order where it has no meaning. Nodes are
 * compared by name (`alignNodes`), namespaces too: those that are in only one capture are left to
 * `diffTopology`. Pure; time grows with the records, not with their number squared.
 */
export function diffRecords(before: Snapshot, after: Snapshot): RecordsDiff {
  const old = new Map(before.nodes.map((node) => [node.name, node]));
  const [inputsBefore, inputsAfter] = [inputsByPlace(before), inputsByPlace(after)];
  const parts = after.nodes.flatMap((now) => {
    const earlier = old.get(now.name);
    if (!earlier) return [];
    return [
      diffNode(earlier, now),
      ...diffNamespaces(
        { node: earlier, inputsOf: inputsBefore },
        { node: now, inputsOf: inputsAfter },
      ),
    ];
  });
  const all = [diffCluster(before, after), ...parts];
  return {
    changes: sorted(all.flatMap(({ changes }) => changes)),
    incomparable: [...all.flatMap(({ incomparable }) => incomparable)].sort(
      (a, b) => compareText(a.id, b.id) || compareText(incomparableKey(a), incomparableKey(b)),
    ),
  };
}

function incomparableKey({ fact, place, side, reason }: Incomparable): string {
  return [fact ?? '', place ?? '', side, reason].join('\n');
}

/** Within one kind the order is what the parts gave. */
function sorted(changes: readonly RecordChange[]): readonly RecordChange[] {
  const rank = new Map(RECORD_KINDS.map((kind, index) => [kind, index]));
  return [...changes].sort(
    (a, b) => compareText(a.id, b.id) || (rank.get(a.kind) ?? 0) - (rank.get(b.kind) ?? 0),
  );
}

function diffNode(old: NodeSnapshot, now: NodeSnapshot): Differences {
  const side = (node: NodeSnapshot) => ({
    entries: nodeEntries(node),
    knows: (kind: FactKind) => knows(node, kind),
  });
  return diffEntries(nodeId(now.name), side(old), side(now));
}

function knows({ namespaces }: NodeSnapshot, kind: FactKind): boolean {
  return namespaces.some(({ captured }) => captured.includes(kind));
}

interface NodeSide {
  readonly node: NodeSnapshot;
  readonly inputsOf: InputsOf;
}

type InputsOf = (node: string, netns: string) => readonly CapturedInput[];

/** A cluster's captures have some ten thousand inputs, and as many namespaces ask for theirs. */
function inputsByPlace({ inputs }: Snapshot): InputsOf {
  const byPlace = new Map<string, CapturedInput[]>();
  for (const input of inputs) {
    const place = netnsId(input.node, input.netns);
    const others = byPlace.get(place);
    if (others) others.push(input);
    else byPlace.set(place, [input]);
  }
  return (node, netns) => byPlace.get(netnsId(node, netns)) ?? [];
}

function diffNamespaces(before: NodeSide, after: NodeSide): readonly Differences[] {
  const names = new Set(
    [before, after].flatMap(({ node }) => node.namespaces.map(({ name }) => name)),
  );
  const [earlier, later] = [namespacesByName(before), namespacesByName(after)];
  return [...names].sort(compareText).map((name) => {
    const id = netnsId(after.node.name, name);
    const [old, now] = [earlier.get(name), later.get(name)];
    if (old && now) return diffNetns(id, old, now);
    const lacking = old ? after : before;
    return {
      changes: [],
      incomparable: isGone(lacking.node, name)
        ? []
        : [{ id, side: old ? 'after' : 'before', reason: 'notCaptured', records: 0 }],
    };
  });
}

function namespacesByName({ node, inputsOf }: NodeSide): ReadonlyMap<string, NetnsSide> {
  return new Map(
    node.namespaces.map((netns) => [
      netns.name,
      { netns, inputs: inputsOf(node.name, netns.name) },
    ]),
  );
}

/** The node's own list of namespaces does not name it, so that nothing in it is left to compare. */
function isGone({ namespaces }: NodeSnapshot, name: string): boolean {
  const host = namespaces.find((netns) => netns.name === HOST_NETNS);
  return (
    host?.captured.includes('netnsNames') === true &&
    !host.netnsNames.some((listed) => listed.name === name)
  );
}

/** Whichever node asked the cluster's API, the answer is for all of them. */
function diffCluster(before: Snapshot, after: Snapshot): Differences {
  const [old, now] = [clusterSide(before), clusterSide(after)];
  const node = [...old.askedOn, ...now.askedOn].sort(compareText)[0];
  if (node === undefined) return { changes: [], incomparable: [] };
  const id = nodeId(node);
  const { changes, incomparable } = diffEntries(id, old, now);
  const cut = [...cutShort(id, before, after, 'before'), ...cutShort(id, after, before, 'after')];
  const places = new Set(cut.map(({ place }) => place));
  return {
    changes: changes.filter(({ kind, place }) => kind !== 'endpoint' || !places.has(place)),
    incomparable: [...incomparable, ...cut],
  };
}

function clusterSide({ nodes }: Snapshot) {
  const entries = new Map<string, RecordEntry>();
  const askedOn: string[] = [];
  for (const node of [...nodes].sort((a, b) => compareText(a.name, b.name))) {
    const said = kubernetesEntries(node.kubernetes);
    if (said.length > 0) askedOn.push(node.name);
    for (const entry of said) {
      const key = `${entry.kind}\n${entry.place ?? ''}\n${entry.key}`;
      if (!entries.has(key)) entries.set(key, entry);
    }
  }
  return {
    askedOn,
    entries: [...entries.values()],
    knows: (kind: FactKind) => nodes.some((node) => knows(node, kind)),
  };
}

/** `10.0.0.1,10.0.0.2 + 3 more...`: which others there are is not printed. */
function cutShort(
  id: Id,
  capture: Snapshot,
  other: Snapshot,
  side: 'before' | 'after',
): readonly Incomparable[] {
  const counts = new Map(
    slices(other).map(({ namespace, name, endpoints }) => [
      `${namespace}/${name}`,
      endpoints.length,
    ]),
  );
  const found = slices(capture)
    .filter(({ truncated }) => truncated)
    .map(({ namespace, name, endpoints }): Incomparable => {
      const place = `${namespace}/${name}`;
      const records = counts.get(place) ?? endpoints.length;
      return { id, fact: 'endpointSlices', place, side, reason: 'partial', records };
    });
  return [...new Map(found.map((one) => [one.place, one])).values()];
}

function slices({ nodes }: Snapshot): KubernetesSnapshot['endpointSlices'] {
  return nodes.flatMap(({ kubernetes }) => kubernetes.endpointSlices);
}
