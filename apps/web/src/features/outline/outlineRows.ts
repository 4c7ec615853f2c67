import type { InterfaceElement, Kind, PodElement, Topology, TopologyNode } from '@vethscope/model';
import { kindOf } from '@vethscope/model';
import type { CaptureIndex } from '../../view/captureIndex.ts';
import { netnsTitle } from '../../view/names.ts';

/** One row of the outline as it is on screen: a tree, flattened to what is open. */
export interface OutlineRow {
  /** An element's id, or `group/…` for headings that are no element. */
  readonly id: string;
  readonly kind: Kind | undefined;
  readonly title: string;
  /** Beside the title: an address, a count. */
  readonly about: string;
  readonly level: number;
  readonly isOpen: boolean | undefined;
  /** Place among its siblings, from 1. */
  readonly position: number;
  readonly siblings: number;
  readonly parent: string | undefined;
}

interface Branch {
  readonly id: string;
  readonly kind: Kind | undefined;
  readonly title: string;
  readonly about: string;
  readonly children: () => readonly Branch[];
}

/** Rows of the open branches, in order. `isOpen` decides by id. */
export function outlineRows(
  topology: Topology,
  index: CaptureIndex,
  isOpen: (id: string) => boolean,
): readonly OutlineRow[] {
  const rows: OutlineRow[] = [];
  const add = (branches: readonly Branch[], level: number, parent: string | undefined) => {
    for (const [i, branch] of branches.entries()) {
      const children = branch.children();
      const open = children.length === 0 ? undefined : isOpen(branch.id);
      rows.push({
        id: branch.id,
        kind: branch.kind,
        title: branch.title,
        about: branch.about,
        level,
        isOpen: open,
        position: i + 1,
        siblings: branches.length,
        parent,
      });
      if (open) add(children, level + 1, branch.id);
    }
  };
  add(rootBranches(topology, index), 1, undefined);
  return rows;
}

/** Open from the start: the node, if it is the only one. Everything else is opened by hand, or by selecting what is in it. */
export function isOpenAtFirst(index: CaptureIndex, id: string): boolean {
  const [only, ...others] = index.capturedNodes;
  return only?.id === id && others.length === 0;
}

/** The rows above an element that must be open for it to be seen. */
export function ancestorsOf(index: CaptureIndex, id: string): readonly string[] {
  const element = index.node(id);
  if (!element) return [];
  if (element.kind === 'external') return [OUTSIDE];
  if (element.kind === 'pod' && element.netns === undefined) {
    return element.node === undefined
      ? [UNPLACED]
      : [...ancestorsOf(index, element.node), element.node, unplacedOn(element.node)];
  }
  if (element.parent === undefined) return [];
  const own = element.kind === 'netns' && !element.captured ? [namedGroup(element.parent)] : [];
  return [...ancestorsOf(index, element.parent), element.parent, ...own];
}

const OUTSIDE = 'group/outside';
const UNPLACED = 'group/unplaced';
const unplacedOn = (node: string) => `${UNPLACED}/${node}`;
const namedGroup = (node: string) => `group/named/${node}`;

function rootBranches(topology: Topology, index: CaptureIndex): readonly Branch[] {
  const nodes = [
    ...index.capturedNodes,
    ...topology.nodes.filter((element) => element.kind === 'node').filter((one) => !one.captured),
  ];
  const outside = topology.nodes.filter((element) => element.kind === 'external');
  const unplaced = topology.nodes.filter(
    (element) =>
      element.kind === 'pod' && element.netns === undefined && element.node === undefined,
  );
  return [
    ...nodes.map(
      (node): Branch => ({
        id: node.id,
        kind: 'node',
        title: node.label,
        about: node.captured ? '' : 'not captured',
        children: () => nodeBranches(index, node.id),
      }),
    ),
    ...group(UNPLACED, 'Pods, place not known', unplaced.map(leaf)),
    ...group(OUTSIDE, 'Outside', outside.map(leaf)),
  ];
}

/** The host's namespace first, then those with pods by name, then what is only named. */
function nodeBranches(index: CaptureIndex, node: string): readonly Branch[] {
  const namespaces = index.children(node).filter((element) => element.kind === 'netns');
  const branches = namespaces
    .filter(({ captured }) => captured)
    .map((netns) => ({
      isHost: netns.isHost,
      branch: {
        id: netns.id,
        kind: 'netns',
        title: netnsTitle(index, netns),
        about: '',
        children: () => netnsBranches(index, netns.id),
      } satisfies Branch,
    }))
    .sort((a, b) => Number(b.isHost) - Number(a.isHost))
    .map(({ branch }) => branch);
  const named = namespaces
    .filter(({ captured }) => !captured)
    .map((netns) => ({ ...leaf(netns), title: netnsTitle(index, netns) }));
  const pods = index.children(node).filter((element) => element.kind === 'pod');
  return [
    ...branches,
    ...group(unplacedOn(node), 'Pods, namespace not known', pods.map(leaf)),
    ...group(namedGroup(node), 'Named, not captured', named),
  ];
}

function netnsBranches(index: CaptureIndex, netns: string): readonly Branch[] {
  const inside: readonly (InterfaceElement | PodElement)[] = [
    ...index.podsIn(netns),
    ...[...index.interfacesIn(netns)].sort((a, b) => a.ifindex - b.ifindex),
  ];
  return inside.map(leaf);
}

function leaf(element: TopologyNode): Branch {
  const about =
    element.kind === 'interface'
      ? (element.addresses[0] ?? '')
      : element.kind === 'external'
        ? element.role
        : '';
  return {
    id: element.id,
    kind: kindOf(element),
    title: element.label,
    about,
    children: () => [],
  };
}

function group(id: string, title: string, children: readonly Branch[]): readonly Branch[] {
  if (children.length === 0) return [];
  return [{ id, kind: undefined, title, about: String(children.length), children: () => children }];
}
