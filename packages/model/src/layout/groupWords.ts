import type { Attachment, Slot, SlotGroup, SlotPart } from './slots.ts';
import type { TopologyIndex } from './topologyIndex.ts';

/** `25 pods`; `3 namespaces` where some of them have no pod that is known. */
export function countWords(slots: readonly Slot[]): string {
  const noun = slots.every(({ pods }) => pods.length > 0) ? 'pod' : 'namespace';
  return `${slots.length} ${noun}${slots.length === 1 ? '' : 's'}`;
}

/** What the shelf says: `187 pods routed by the host`, `12 of 63 pods on cni0`. */
export function shelfTitle(
  group: SlotGroup,
  cards: readonly SlotPart[],
  index: TopologyIndex,
): string {
  const closed = cards.reduce((sum, { slots }) => sum + slots.length, 0);
  const some = closed < group.slots.length ? `${closed} of ` : '';
  return `${some}${countWords(group.slots)} ${attachmentWords(group.attachment, index)}`;
}

/** What a group is called where it stands alone: `shop, on cni0`. */
export function partTitle(group: SlotGroup, part: SlotPart, index: TopologyIndex): string {
  return `${partName(part)}, ${attachmentWords(group.attachment, index)}`;
}

/** A group by its Kubernetes namespace, a single pod by its own name. */
export function partName({ namespace, slots }: SlotPart): string {
  const [only, ...others] = slots;
  if (only && others.length === 0) return slotName(only);
  return namespace ?? 'no pod known';
}

export function slotName({ pods, netns, ports }: Slot): string {
  return pods[0]?.name ?? netns?.name ?? ports[0]?.name ?? '';
}

export function attachmentWords(attachment: Attachment, index: TopologyIndex): string {
  switch (attachment.kind) {
    case 'master':
      return `on ${index.element(attachment.to)?.label ?? ''}`;
    case 'parent':
      return `directly on ${index.element(attachment.to)?.label ?? ''}`;
    case 'routed':
      return 'routed by the host';
    case 'none':
      return 'neither bridged nor routed';
  }
}

/** Interfaces in there, and the host's ends of their links, that are down. */
export function downCount(slots: readonly Slot[]): number {
  return slots
    .flatMap(({ interfaces, ports }) => [...interfaces, ...ports])
    .filter(({ state }) => state === 'down').length;
}
