import { changedFacts, diffTopology } from '@vethscope/model';
import type { OpenedCapture } from '../library/openedCapture.ts';
import type { ChangedElements, StateChanges } from './liveEvents.ts';

/** Ids that an event names of each kind of change. */
const MAX_IDS = 100;

const NONE: ChangedElements = { count: 0, ids: [] };
export const NO_CHANGES: StateChanges = { added: NONE, removed: NONE, changed: NONE, facts: [] };

/** What a state's event says of it against the one before. */
export function stateChanges(before: OpenedCapture, after: OpenedCapture): StateChanges {
  const { added, removed, changed } = diffTopology(before.topology(), after.topology());
  return {
    added: told(added),
    removed: told(removed),
    changed: told(changed),
    facts: changedFacts(before.snapshot(), after.snapshot()),
  };
}

function told(elements: readonly { readonly id: string }[]): ChangedElements {
  return { count: elements.length, ids: elements.slice(0, MAX_IDS).map(({ id }) => id) };
}

/** Counters alone are none. */
export function isChange({ added, removed, changed, facts }: StateChanges): boolean {
  return added.count + removed.count + changed.count + facts.length > 0;
}
