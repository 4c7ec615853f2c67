import type { Kind, Topology, TopologyEdge, TopologyNode } from '@vethscope/model';
import { assertNever, kindOf, nodeFacts } from '@vethscope/model';
import type { CaptureIndex } from '../../view/captureIndex.ts';
import { elementTitle } from '../../view/names.ts';
import { INTERFACE_TYPES, relationWords } from '../details/wording.ts';
import { hiddenElsewhere } from '../topology/namespaceFilter.ts';

/** One thing of the picture. */
export interface TableRow {
  readonly id: string;
  readonly kind: Kind;
  readonly kindWords: string;
  readonly name: string;
  /** What it is in. */
  readonly place: string;
  readonly state: string;
  readonly addresses: readonly string[];
  readonly mtu?: number;
  readonly joined: readonly Joined[];
}

/** What something is joined to, and by what. */
export interface Joined {
  readonly edge: string;
  readonly to: string;
  /** `other end eth0 in coredns`, `tunnel to worker2`. */
  readonly words: string;
  readonly isInferred: boolean;
}

export interface TableRows {
  readonly rows: readonly TableRow[];
  /** How many the legend's filters leave out. */
  readonly hidden: number;
}

/** The picture as rows: the same things, less what `hide` names, as in the legend. */
export function tableRows(picture: {
  /** What the picture shows. */
  readonly content: Topology;
  /** The capture's: a node in the overview is told of by what is inside. */
  readonly topology: Topology;
  readonly index: CaptureIndex;
  readonly hide: readonly string[];
}): TableRows {
  const { content, index } = picture;
  const hide = new Set(picture.hide);
  const elsewhere = hiddenElsewhere(content, picture.hide);
  const shown = new Set(content.edges.map(({ id }) => id));
  const factsOf = nodeFacts(picture.topology);
  const kept = content.nodes.filter(
    (element) => !elsewhere.has(element.id) && !isHidden(index, element, hide),
  );
  const rows = kept.map((element): TableRow => {
    const edges = edgesOf(index, element).filter(({ edge }) => shown.has(edge.id));
    return {
      id: element.id,
      kind: kindOf(element),
      kindWords: kindWords(element),
      name: element.kind === 'interface' ? element.name : elementTitle(index, element),
      place: placeOf(index, element),
      state: stateOf(element),
      addresses:
        element.kind === 'node' ? [factsOf(element.id).address ?? []].flat() : addressesOf(element),
      ...(element.kind === 'interface' && element.mtu !== undefined && { mtu: element.mtu }),
      joined: edges
        .filter(({ edge }) => !isHiddenEdge(edge, hide))
        .map(({ edge, to }) => joined(index, edge, element.id, to)),
    };
  });
  return { rows: rows.sort(byKindAndName), hidden: content.nodes.length - kept.length };
}

/** A machine is joined by the tunnels of what is inside of it. */
function edgesOf(
  index: CaptureIndex,
  { id, kind }: TopologyNode,
): readonly { readonly edge: TopologyEdge; readonly to: string }[] {
  if (kind === 'node') {
    return index.tunnelsOf(id).map(({ edge, a, b }) => ({ edge, to: a === id ? b : a }));
  }
  return index
    .edgesOf(id)
    .map((edge) => ({ edge, to: edge.source === id ? edge.target : edge.source }));
}

function joined(index: CaptureIndex, edge: TopologyEdge, from: string, to: string): Joined {
  const element = index.node(to);
  const title = element ? elementTitle(index, element) : to;
  return {
    edge: edge.id,
    to,
    words: `${relationWords(edge, from)} ${title}`,
    isInferred: edge.confidence === 'inferred',
  };
}

function isHidden(index: CaptureIndex, element: TopologyNode, hide: ReadonlySet<string>): boolean {
  if (hide.size === 0) return false;
  if (hide.has(kindOf(element)) && element.kind !== 'node') return true;
  if (element.kind === 'interface' && element.state === 'down' && hide.has('down')) return true;
  if (element.kind === 'netns') {
    return !element.isHost && hide.has('pod') && index.podsIn(element.id).length > 0;
  }
  if (element.kind === 'pod') {
    const isInferred = index
      .edgesOf(element.id)
      .some(({ kind, confidence }) => kind === 'pod-netns' && confidence === 'inferred');
    return hide.has('inferred') && isInferred;
  }
  const parent = element.parent === undefined ? undefined : index.node(element.parent);
  return parent?.kind === 'netns' && !parent.isHost && isHidden(index, parent, hide);
}

function isHiddenEdge({ kind, confidence }: TopologyEdge, hide: ReadonlySet<string>): boolean {
  return hide.has(`edge:${kind}`) || (hide.has('inferred') && confidence === 'inferred');
}

function kindWords(element: TopologyNode): string {
  switch (element.kind) {
    case 'interface':
      return INTERFACE_TYPES[element.type].name;
    case 'netns':
      return 'namespace';
    case 'external':
      return element.role === 'vtep' ? 'tunnel peer' : element.role;
    case 'node':
    case 'pod':
      return element.kind;
    default:
      return assertNever(element);
  }
}

function placeOf(index: CaptureIndex, element: TopologyNode): string {
  switch (element.kind) {
    case 'interface': {
      const netns = index.node(element.netns);
      return netns ? elementTitle(index, netns) : '';
    }
    case 'pod':
      return element.namespace;
    case 'netns':
      return index.machineOf(element.id)?.label ?? '';
    case 'external':
    case 'node':
      return '';
    default:
      return assertNever(element);
  }
}

function stateOf(element: TopologyNode): string {
  switch (element.kind) {
    case 'interface':
      return element.state;
    case 'netns':
    case 'node':
      return element.captured ? '' : 'not captured';
    case 'pod':
    case 'external':
      return '';
    default:
      return assertNever(element);
  }
}

function addressesOf(element: TopologyNode): readonly string[] {
  switch (element.kind) {
    case 'interface':
    case 'pod':
      return element.addresses;
    case 'external':
      return [element.address ?? element.network ?? []].flat();
    case 'netns':
    case 'node':
      return [];
    default:
      return assertNever(element);
  }
}

/** From the large to the small. */
const KIND_ORDER: readonly Kind[] = ['node', 'external', 'netns', 'pod'];

const natural = new Intl.Collator('en', { numeric: true });

function byKindAndName(a: TableRow, b: TableRow): number {
  return (
    rankOf(a.kind) - rankOf(b.kind) ||
    natural.compare(a.place, b.place) ||
    natural.compare(a.name, b.name)
  );
}

function rankOf(kind: Kind): number {
  const at = KIND_ORDER.indexOf(kind);
  return at < 0 ? KIND_ORDER.length : at;
}
