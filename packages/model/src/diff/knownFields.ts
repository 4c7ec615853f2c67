import type { NetnsElement } from '../graph/topology.ts';
import type { Family } from '../net/ip.ts';
import type { FactKind } from '../snapshot/snapshot.ts';
import {
  type ChangedElement,
  changedFields,
  type FieldChange,
  type TopologyElement,
} from './diffTopology.ts';
import type { Knowledge } from './knowledge.ts';

/** The fields of a changed element that both captures tell of, as far as both do. */
export function knownFields(
  { before, after, fields }: ChangedElement,
  old: Knowledge,
  now: Knowledge,
): readonly FieldChange[] {
  const comparable =
    isNetns(before) && isNetns(after)
      ? changedFields(asFarAsTold(before, after, now), asFarAsTold(after, before, old))
      : fields;
  return comparable.filter(({ field }) => {
    // A port's endpoints are read from any of these.
    if (field === 'ports') return ENDPOINT_FACTS.every((fact) => isSame(fact, old, now));
    return tells(old, before, field) && tells(now, after, field);
  });
}

const ENDPOINT_FACTS: readonly FactKind[] = ['endpointSlices', 'iptables4', 'iptables6'];

function isSame(fact: FactKind, old: Knowledge, now: Knowledge): boolean {
  return old.anywhere(fact) === now.anywhere(fact);
}

function isNetns(element: TopologyElement): element is NetnsElement {
  return 'kind' in element && element.kind === 'netns';
}

/** Without routes and chains that the other capture would not list if they were there. */
function asFarAsTold(own: NetnsElement, other: NetnsElement, knowledge: Knowledge): NetnsElement {
  const isTold = (fact: FactKind) => knowledge.inNetns(own.id, fact);
  return {
    ...own,
    routes: own.routes.filter(({ family, table }) => isTold(routeFact(family, table))),
    chains: own.chains.filter(({ family, table }) => {
      // `iptables -t nat -S` lists one table: of the others it says nothing.
      const listed = other.chains.filter((chain) => chain.family === family);
      const isListed = listed.length === 0 || listed.some((chain) => chain.table === table);
      return isTold(family === 4 ? 'iptables4' : 'iptables6') && isListed;
    }),
  };
}

function routeFact(family: Family, table: string): FactKind {
  if (table === 'main') return family === 4 ? 'routes4' : 'routes6';
  return family === 4 ? 'allTables4' : 'allTables6';
}

function tells(
  knowledge: Knowledge,
  element: TopologyElement,
  field: FieldChange['field'],
): boolean {
  if (!('kind' in element)) return true;
  switch (element.kind) {
    case 'netns':
      if (field === 'aliases')
        return element.parent !== undefined && knowledge.onNode(element.parent, 'netnsNames');
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
