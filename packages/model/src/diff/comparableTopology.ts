import { assertNever } from '../assertNever.ts';
import { type Id, netnsId } from '../ids.ts';
import type { FactKind } from '../snapshot/snapshot.ts';
import type { ChangedElement, FieldChange, TopologyDiff, TopologyElement } from './diffTopology.ts';
import type { Incomparable } from './recordChange.ts';

/**
 * What of a difference is one: nothing came, went or changed where it rests on what one of the captures
 * does not hold, as `diffRecords` found out. That is told there, and once.
 */
export function comparableTopology(
  { added, removed, changed }: TopologyDiff,
  incomparable: readonly Incomparable[],
): TopologyDiff {
  const lacking = {
    before: lackingOn('before', incomparable),
    after: lackingOn('after', incomparable),
  };
  return {
    added: added.filter((element) => !lacks(lacking.before, element, factsBehind(element))),
    removed: removed.filter((element) => !lacks(lacking.after, element, factsBehind(element))),
    changed: changed.flatMap((change) => {
      const fields = change.fields.flatMap((field) => comparableField(change, field, lacking));
      return fields.length === 0 ? [] : [{ ...change, fields }];
    }),
  };
}

type Side = 'before' | 'after';

interface Lacking {
  /** Of all namespaces, and of the cluster. */
  readonly anywhere: ReadonlySet<FactKind>;
  /** `all`: nobody entered the namespace. */
  readonly inNetns: ReadonlyMap<Id, ReadonlySet<FactKind | 'all'>>;
}

function lackingOn(side: Side, incomparable: readonly Incomparable[]): Lacking {
  const anywhere = new Set<FactKind>();
  const inNetns = new Map<Id, Set<FactKind | 'all'>>();
  for (const { id, fact, side: of, reason } of incomparable) {
    if ((of !== side && of !== 'both') || reason === 'interfacesHidden') continue;
    if (fact !== undefined) anywhere.add(fact);
    const known = inNetns.get(id);
    if (known) known.add(fact ?? 'all');
    else inNetns.set(id, new Set([fact ?? 'all']));
  }
  return { anywhere, inNetns };
}

function lacks(
  { anywhere, inNetns }: Lacking,
  element: TopologyElement,
  facts: readonly FactKind[],
): boolean {
  const places = placesOf(element);
  if (!places) return facts.some((fact) => anywhere.has(fact));
  return places.some((place) => {
    const of = inNetns.get(place);
    return of !== undefined && (of.has('all') || facts.some((fact) => of.has(fact)));
  });
}

/** The namespaces that tell of it. `undefined`: any of them, or the cluster. */
function placesOf(element: TopologyElement): readonly Id[] | undefined {
  if ('source' in element) {
    const [source, target] = [netnsOf(element.source), netnsOf(element.target)];
    // A pod, a network or a node at one end is not told of by one namespace alone.
    return source && target ? [source, target] : undefined;
  }
  if ('clusterIps' in element) return undefined;
  if (element.kind === 'netns') return [element.id];
  return element.kind === 'interface' ? [element.netns] : undefined;
}

/** `if/worker1/host/eth0` → `netns/worker1/host`. */
function netnsOf(id: Id): Id | undefined {
  const [, node, netns] = /^if\/([^/]+)\/([^/]+)\//.exec(id) ?? [];
  return node === undefined || netns === undefined ? undefined : netnsId(node, netns);
}

const ROUTES: readonly FactKind[] = ['routes4', 'routes6', 'allTables4', 'allTables6'];

function factsBehind(element: TopologyElement): readonly FactKind[] {
  if ('source' in element) {
    return element.kind === 'pod-netns'
      ? ['pods', 'sandboxes']
      : ['links', 'addresses', 'netnsNames', 'fdb', 'neighbors', ...ROUTES];
  }
  if ('clusterIps' in element) return ['services', 'endpointSlices', 'iptables4', 'iptables6'];
  switch (element.kind) {
    case 'node':
      return ['nodes'];
    case 'netns':
      return ['links', 'netnsNames'];
    case 'interface':
      return ['links'];
    case 'pod':
      return ['pods', 'sandboxes'];
    case 'external':
      return ['links', 'addresses', 'fdb', 'neighbors', 'nodes', ...ROUTES];
    default:
      return assertNever(element);
  }
}

function comparableField(
  { before, after }: ChangedElement,
  change: FieldChange,
  lacking: Readonly<Record<Side, Lacking>>,
): readonly FieldChange[] {
  const isUnknown = (side: Side, item = '') =>
    lacks(lacking[side], side === 'before' ? before : after, factsOfField(before, change, item));
  if (change.kind === 'value') {
    return isUnknown('before') || isUnknown('after') ? [] : [change];
  }
  const added = change.added.filter((item) => !isUnknown('before', item));
  const removed = change.removed.filter((item) => !isUnknown('after', item));
  return added.length + removed.length === 0 ? [] : [{ ...change, added, removed }];
}

/** `item` of a list says its family: `IPv4 nat PREROUTING, …`, `fd00::/64 dev eth0 table 7`. */
function factsOfField(
  element: TopologyElement,
  { field }: FieldChange,
  item: string,
): readonly FactKind[] {
  const isIpv6 = item.startsWith('IPv6 ') || /^(\w+ )?[\da-f]*:/.test(item);
  switch (field) {
    case 'addresses':
      return 'kind' in element && element.kind === 'interface'
        ? ['addresses']
        : factsBehind(element);
    case 'aliases':
      return ['netnsNames'];
    case 'chains':
      return [isIpv6 ? 'iptables6' : 'iptables4'];
    case 'routes':
      return [
        isIpv6 ? 'routes6' : 'routes4',
        ...(item.includes(' table ')
          ? [isIpv6 ? ('allTables6' as const) : ('allTables4' as const)]
          : []),
      ];
    default:
      return factsBehind(element);
  }
}
