import type { Topology } from '../graph/topology.ts';
import type { Snapshot } from '../snapshot/snapshot.ts';
import { absenceIn } from './absence.ts';
import { diffTopology, type TopologyDiff, type TopologyElement } from './diffTopology.ts';
import { knowledgeOf } from './knowledge.ts';
import { knownFields } from './knownFields.ts';

/** A capture, read. */
export interface DiffSide {
  readonly snapshot: Snapshot;
  readonly topology: Topology;
}

export interface KnownDiff extends TopologyDiff {
  /** Those of one capture, by the other one: it cannot tell whether they were there, too. Sorted by id. */
  readonly unknown: Readonly<Record<'before' | 'after', readonly TopologyElement[]>>;
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
    changed: diff.changed.flatMap((change) => {
      const fields = knownFields(change, old, now);
      return fields.length === 0 ? [] : [{ ...change, fields }];
    }),
    unknown: {
      before: diff.added.filter((element) => !came(element)),
      after: diff.removed.filter((element) => !went(element)),
    },
  };
}
