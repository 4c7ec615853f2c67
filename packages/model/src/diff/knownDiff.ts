import { compareText } from '../evidence.ts';
import type { Topology } from '../graph/topology.ts';
import type { Snapshot } from '../snapshot/snapshot.ts';
import { absenceIn } from './absence.ts';
import {
  type ChangedElement,
  diffTopology,
  type FieldChange,
  type TopologyDiff,
  type TopologyElement,
} from './diffTopology.ts';
import { type Knowledge, knowledgeOf } from './knowledge.ts';

/** A capture, read. */
export interface DiffSide {
  readonly snapshot: Snapshot;
  readonly topology: Topology;
}

export interface KnownDiff extends TopologyDiff {
  /** In one capture, while the other cannot tell whether it was there, too. Sorted by id. */
  readonly unknown: readonly UnknownElement[];
}

export interface UnknownElement {
  readonly element: TopologyElement;
  /** The capture that has it. */
  readonly in: 'before' | 'after';
}

/**
 * What differs between two captures as far as both can tell: an interface in a namespace that nobody
 * looked into the second time has not gone, nor has an address where none were listed.
 */
export function knownDiff(before: DiffSide, after: DiffSide): KnownDiff {
  const diff = diffTopology(before.topology, after.topology);
  const old = knowledgeOf(before.snapshot, before.topology);
  const now = knowledgeOf(after.snapshot, after.topology);
  const went = absenceIn(now, before.topology);
  const came = absenceIn(old, after.topology);
  return {
    added: diff.added.filter(came),
    removed: diff.removed.filter(went),
    changed: diff.changed.flatMap((change) => asFarAsKnown(change, old, now)),
    unknown: [
      ...diff.removed.filter((one) => !went(one)).map((one) => onlyIn('before', one)),
      ...diff.added.filter((one) => !came(one)).map((one) => onlyIn('after', one)),
    ].sort((a, b) => compareText(a.element.id, b.element.id)),
  };
}

function onlyIn(side: UnknownElement['in'], element: TopologyElement): UnknownElement {
  return { element, in: side };
}

/** Without fields that one of the captures does not tell; nothing where no other is left. */
function asFarAsKnown(
  change: ChangedElement,
  old: Knowledge,
  now: Knowledge,
): readonly ChangedElement[] {
  const fields = change.fields.filter(
    ({ field }) => tells(old, change.before, field) && tells(now, change.after, field),
  );
  return fields.length === 0 ? [] : [{ ...change, fields }];
}

function tells(
  knowledge: Knowledge,
  element: TopologyElement,
  field: FieldChange['field'],
): boolean {
  if (!('kind' in element)) return true;
  switch (element.kind) {
    case 'netns':
      // `captured` is about the captures, not about the node.
      return field !== 'captured' && element.captured;
    case 'interface':
      return field !== 'addresses' || knowledge.inNetns(element.netns, 'addresses');
    case 'pod':
      return field !== 'addresses' || knowledge.anywhere('pods');
    default:
      return true;
  }
}
