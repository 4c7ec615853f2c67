import type { Box, Layout, Topology } from '@vethscope/model';
import type { CaptureIndex } from '../../view/captureIndex.ts';

/** From elements of the topology to what stands for them in the picture, and back. */
export interface PictureIndex {
  readonly box: (id: string) => Box | undefined;
  /** The element that choosing a box or wire chooses. */
  readonly elementOf: (id: string) => string | undefined;
  /** What stands for an element: its own box or wire, else what it is inside of. */
  readonly idsOf: (element: string) => readonly string[];
  /** Its own box or wire alone; nothing where it is not drawn by itself. */
  readonly own: (element: string) => readonly string[];
  /** A box or wire with its wires and what is at their other ends. */
  readonly near: (id: string) => readonly string[];
  /** The boxes and the wires that join them: a way through the picture. */
  readonly path: (elements: Iterable<string>) => readonly string[];
}

/** `part`: all that is in the picture, where it leaves out what stands for nothing in it either. */
export function indexPicture(layout: Layout, index: CaptureIndex, part?: Topology): PictureIndex {
  const boxes = new Map(layout.boxes.map((box) => [box.id, box]));
  const wires = new Map(layout.wires.map((wire) => [wire.id, wire]));
  const byElement = new Map<string, string>();
  for (const { id, element } of layout.boxes) {
    // The routing is the host's too, but the host has a box of its own.
    if (element !== undefined && !byElement.has(element)) byElement.set(element, id);
  }
  const groupOf = closedGroups(layout);
  const inPart = part && new Set<string>([...part.nodes, ...part.edges].map(({ id }) => id));
  const isLeftOut = (id: string) =>
    inPart !== undefined && !inPart.has(id) && (index.node(id) ?? index.edge(id)) !== undefined;
  const children = new Map<string, string[]>();
  for (const { id, parent } of layout.boxes) {
    if (parent !== undefined) children.set(parent, [...(children.get(parent) ?? []), id]);
  }
  const wiresOf = new Map<string, string[]>();
  for (const { id, source, target } of layout.wires) {
    for (const end of [source, target]) wiresOf.set(end, [...(wiresOf.get(end) ?? []), id]);
  }

  const own = (element: string): readonly string[] => {
    if (boxes.has(element) || wires.has(element)) return [element];
    const box = byElement.get(element);
    return box === undefined ? [] : [box];
  };
  const idsOf = (element: string): readonly string[] => {
    const found = own(element);
    if (found.length > 0) return found;
    if (isLeftOut(element)) return [];
    const group = groupOf.get(element);
    if (group !== undefined) return own(group);
    const service = index.service(element);
    if (service) {
      const pods = service.ports.flatMap(({ endpoints }) =>
        endpoints.flatMap(({ pod }) => pod ?? []),
      );
      return [...new Set(pods.flatMap(idsOf))];
    }
    const edge = index.edge(element);
    if (edge) return [...idsOf(edge.source), ...idsOf(edge.target)];
    const netns = index.netnsOf(element);
    const inNetns = netns && netns.id !== element ? own(netns.id) : [];
    if (inNetns.length > 0) return inNetns;
    const machine = index.machineOf(element);
    return machine && machine.id !== element ? own(machine.id) : [];
  };
  const near = (id: string): readonly string[] => {
    const wire = wires.get(id);
    if (wire) return [wire.source, id, wire.target];
    const box = boxes.get(id);
    if (!box || !HAS_NEIGHBOURS.has(box.role)) return [];
    const inside = [id, ...(children.get(id) ?? [])];
    const touching = inside.flatMap((one) => wiresOf.get(one) ?? []);
    // A hub's wires do not tell whom a machine's own tunnels lead to.
    const peers = index.tunnelsOf(id).flatMap(({ a, b }) => own(a === id ? b : a));
    const ends = touching.flatMap((one) => {
      const touched = wires.get(one);
      return touched ? [touched.source, touched.target] : [];
    });
    return [...new Set([id, ...touching, ...ends, ...peers])];
  };
  const path = (elements: Iterable<string>): readonly string[] => {
    const ids = new Set([...elements].flatMap(idsOf));
    const joining = layout.wires.filter(({ source, target }) => ids.has(source) && ids.has(target));
    return [...ids, ...joining.map(({ id }) => id)];
  };
  return {
    box: (id) => boxes.get(id),
    elementOf: (id) => boxes.get(id)?.element ?? wires.get(id)?.element,
    idsOf,
    own,
    near,
    path,
  };
}

/** For what is in a closed group its box; where it is the only one, the namespace's. */
function closedGroups({ groups }: Layout): ReadonlyMap<string, string> {
  return new Map(
    groups.flatMap(({ id, count, isOpen, members }) => {
      const box = count > 1 ? id : members[0];
      return isOpen || box === undefined ? [] : members.map((member) => [member, box] as const);
    }),
  );
}

/** Not the boxes around everything: all would light up. */
const HAS_NEIGHBOURS: ReadonlySet<Box['role']> = new Set([
  'netns',
  'interface',
  'external',
  'shelf',
  'tile',
  'node',
]);
