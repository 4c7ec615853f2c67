import { compareText } from '../evidence.ts';
import type { EdgeKind, InterfaceElement } from '../graph/topology.ts';
import type { Id } from '../ids.ts';
import type { Attachment, Slot, SlotGroup, SlotPart } from './slots.ts';
import type { TopologyIndex } from './topologyIndex.ts';

const ON_PARENT: ReadonlySet<EdgeKind> = new Set([
  'macvlan-parent',
  'ipvlan-parent',
  'vlan-parent',
]);

/**
 * Namespaces that are attached to the same thing stand together, so that no two wires cross:
 * ports of bridges (in the order of the bridges), routed ones, those on a device, the others.
 */
export function groupSlots(
  machine: Id,
  slots: readonly Slot[],
  uppers: readonly InterfaceElement[],
  routed: ReadonlySet<Id>,
  index: TopologyIndex,
): readonly SlotGroup[] {
  const upperIds = uppers.map(({ id }) => id);
  const groups = new Map<string, { attachment: Attachment; slots: Slot[] }>();
  for (const slot of slots) {
    const attachment = attachmentOf(slot, upperIds, routed, index);
    const key = attachmentKey(attachment);
    const group = groups.get(key);
    if (group) group.slots.push(slot);
    else groups.set(key, { attachment, slots: [slot] });
  }
  return [...groups]
    .map(([key, { attachment, slots: members }]): SlotGroup => {
      const id = groupId(machine, key);
      const sorted = members.sort(compareSlots);
      return { id, attachment, slots: sorted, parts: partsOf(id, sorted) };
    })
    .sort(
      (a, b) =>
        rank(a.attachment, upperIds) - rank(b.attachment, upperIds) || compareText(a.id, b.id),
    );
}

/** Without a comma: links to a view list groups with commas between them. */
function groupId(machine: Id, key: string): string {
  return `group/${machine}/${key}`.replaceAll(',', '%2C');
}

function partsOf(group: string, slots: readonly Slot[]): readonly SlotPart[] {
  const parts = new Map<string, Slot[]>();
  for (const slot of slots) {
    const namespace = slot.pods[0]?.namespace ?? '';
    const part = parts.get(namespace);
    if (part) part.push(slot);
    else parts.set(namespace, [slot]);
  }
  return [...parts]
    .sort(([a], [b]) => Number(a === '') - Number(b === '') || compareText(a, b))
    .map(([namespace, members]) => ({
      id: `${group}/${namespace.replaceAll(',', '%2C') || '-'}`,
      ...(namespace !== '' && { namespace }),
      slots: members,
    }));
}

function attachmentOf(
  slot: Slot,
  uppers: readonly Id[],
  routed: ReadonlySet<Id>,
  index: TopologyIndex,
): Attachment {
  for (const port of slot.ports) {
    const master = index.masterOf(port.id);
    if (master !== undefined && uppers.includes(master)) return { kind: 'master', to: master };
  }
  if (slot.ports.some((port) => routed.has(port.id))) return { kind: 'routed' };
  for (const element of slot.interfaces) {
    const edge = index
      .edgesOf(element.id)
      .find(({ kind, source }) => ON_PARENT.has(kind) && source === element.id);
    if (edge && index.netnsOf(edge.target) !== element.netns) {
      return { kind: 'parent', to: edge.target };
    }
  }
  return { kind: 'none' };
}

function attachmentKey(attachment: Attachment): string {
  return 'to' in attachment ? `${attachment.kind}/${attachment.to}` : attachment.kind;
}

function rank(attachment: Attachment, uppers: readonly Id[]): number {
  switch (attachment.kind) {
    case 'master':
      return uppers.indexOf(attachment.to);
    case 'routed':
      return uppers.length;
    case 'parent':
      return uppers.length + 1;
    case 'none':
      return uppers.length + 2;
  }
}

/** New pods get higher ifindexes: they join at the end, and the others stay. */
function compareSlots(a: Slot, b: Slot): number {
  return slotIndex(a) - slotIndex(b) || compareText(a.id, b.id);
}

function slotIndex({ ports, interfaces }: Slot): number {
  return ports[0]?.ifindex ?? interfaces[0]?.ifindex ?? Number.MAX_SAFE_INTEGER;
}
