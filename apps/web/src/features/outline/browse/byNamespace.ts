import type { InterfaceElement, PodElement, Topology } from '@vethscope/model';
import type { CaptureIndex } from '../../../view/captureIndex.ts';
import { netnsTitle } from '../../../view/names.ts';
import type { Branch } from '../outlineRows.ts';
import { group, leaf } from './branches.ts';

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

export function namespaceBranches(topology: Topology, index: CaptureIndex): readonly Branch[] {
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
        element: node.id,
        kind: 'node',
        title: node.label,
        about: node.captured ? '' : 'not captured',
        children: () => nodeBranches(index, node.id),
      }),
    ),
    ...group(
      UNPLACED,
      'Pods, place not known',
      unplaced.map((element) => leaf(element)),
    ),
    ...group(
      OUTSIDE,
      'Outside',
      outside.map((element) => leaf(element)),
    ),
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
        element: netns.id,
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
    ...group(
      unplacedOn(node),
      'Pods, namespace not known',
      pods.map((element) => leaf(element)),
    ),
    ...group(namedGroup(node), 'Named, not captured', named),
  ];
}

function netnsBranches(index: CaptureIndex, netns: string): readonly Branch[] {
  const inside: readonly (InterfaceElement | PodElement)[] = [
    ...index.podsIn(netns),
    ...[...index.interfacesIn(netns)].sort((a, b) => a.ifindex - b.ifindex),
  ];
  return inside.map((element) => leaf(element));
}
