import { compareText } from '../evidence.ts';
import type { Topology, TopologyEdge, TopologyNode, TopologyService } from '../graph/topology.ts';
import type { Id } from '../ids.ts';
import { type FieldFacts, fieldsOf } from './fieldsOf.ts';

/** What differs between two topologies; each list is sorted by id. */
export interface TopologyDiff {
  readonly added: readonly TopologyElement[];
  /** As they were before. */
  readonly removed: readonly TopologyElement[];
  readonly changed: readonly ChangedElement[];
}

export type TopologyElement = TopologyNode | TopologyEdge | TopologyService;

export interface ChangedElement {
  readonly id: Id;
  readonly before: TopologyElement;
  readonly after: TopologyElement;
  /** At least one, in the order in which docs/json.md lists them. */
  readonly fields: readonly FieldChange[];
}

export type FieldChange =
  /** An absent side was not captured, or is not there. */
  | {
      readonly kind: 'value';
      readonly field: string;
      readonly before?: string;
      readonly after?: string;
    }
  /** A list without order: what is in one and not in the other. */
  | {
      readonly kind: 'list';
      readonly field: string;
      readonly added: readonly string[];
      readonly removed: readonly string[];
    };

/**
 * Compares by id. Where a fact was read from (evidence, reasons) is no difference, nor is anything
 * that counts packets: topologies hold no counters. Pure; the same pair gives the same bytes.
 */
export function diffTopology(before: Topology, after: Topology): TopologyDiff {
  const old = elementsById(before);
  const now = elementsById(after);
  return {
    added: sorted([...now.values()].filter(({ id }) => !old.has(id))),
    removed: sorted([...old.values()].filter(({ id }) => !now.has(id))),
    changed: sorted(
      [...old.values()].flatMap((element) => {
        const later = now.get(element.id);
        if (!later) return [];
        const fields = changedFields(element, later);
        return fields.length === 0
          ? []
          : [{ id: element.id, before: element, after: later, fields }];
      }),
    ),
  };
}

function elementsById(topology: Topology): ReadonlyMap<Id, TopologyElement> {
  const elements = [...topology.nodes, ...topology.edges, ...topology.services];
  return new Map(elements.map((element) => [element.id, element]));
}

/** Field by field, both of one kind. */
export function changedFields(
  before: TopologyElement,
  after: TopologyElement,
): readonly FieldChange[] {
  const old = fieldsOf(before);
  const now = fieldsOf(after);
  return Object.keys({ ...old, ...now }).flatMap((field) =>
    changeOf(field, old[field], now[field]),
  );
}

function changeOf(
  field: string,
  before: FieldFacts[string],
  after: FieldFacts[string],
): readonly FieldChange[] {
  if (typeof before === 'object' || typeof after === 'object') {
    const [old, now] = [items(before), items(after)];
    const added = [...now].filter((item) => !old.has(item)).sort(compareText);
    const removed = [...old].filter((item) => !now.has(item)).sort(compareText);
    return added.length + removed.length === 0 ? [] : [{ kind: 'list', field, added, removed }];
  }
  if (before === after) return [];
  return [
    {
      kind: 'value',
      field,
      ...(before !== undefined && { before }),
      ...(after !== undefined && { after }),
    },
  ];
}

/** A node's chains may be 55,000. */
function items(value: FieldFacts[string]): ReadonlySet<string> {
  if (value === undefined) return new Set();
  return new Set(typeof value === 'string' ? [value] : value);
}

function sorted<T extends { readonly id: Id }>(elements: readonly T[]): readonly T[] {
  return [...elements].sort((a, b) => compareText(a.id, b.id));
}
