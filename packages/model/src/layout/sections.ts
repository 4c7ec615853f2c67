import type { MachinePlan } from './plan.ts';
import type { Slot, SlotGroup, SlotPart } from './slots.ts';

/** Which groups are drawn in full, by id. */
export type OpenGroups = 'all' | ReadonlySet<string>;

/** With more namespaces than these on a machine, groups are closed until somebody opens them. */
const COLLAPSE_ABOVE = 40;
/** A handful of namespaces takes no room worth saving. */
const HANDFUL = 8;

/** Namespaces of one group that stand together in the picture. */
export type Section = { readonly group: SlotGroup } & (
  | {
      readonly kind: 'full';
      readonly slots: readonly Slot[];
      /** The open part that they are: it has a frame. */
      readonly frame?: SlotPart;
    }
  | { readonly kind: 'shelf'; readonly cards: readonly SlotPart[] }
);

/** Closed parts of a group share a shelf; open ones follow it, each in a frame of its own. */
export function sectionsOf(plan: MachinePlan, open: OpenGroups): readonly Section[] {
  return plan.groups.flatMap((group): readonly Section[] => {
    const parts = collapsible(plan, group);
    if (parts.length === 0) return [{ kind: 'full', group, slots: group.slots }];
    const cards = parts.filter((part) => !isOpen(open, part));
    const shelf: readonly Section[] = cards.length > 0 ? [{ kind: 'shelf', group, cards }] : [];
    const full = parts
      .filter((part) => isOpen(open, part))
      .map((part): Section => {
        const section = { kind: 'full', group, slots: part.slots } as const;
        // No frame around a single namespace.
        return part.slots.length > 1 ? { ...section, frame: part } : section;
      });
    return [...shelf, ...full];
  });
}

/** The parts of a group that can be closed: none on a machine that reads well as it is. */
export function collapsible(plan: MachinePlan, group: SlotGroup): readonly SlotPart[] {
  const total = plan.groups.reduce((sum, { slots }) => sum + slots.length, 0);
  return total > COLLAPSE_ABOVE && group.slots.length > HANDFUL ? group.parts : [];
}

export function isOpen(open: OpenGroups, { id }: SlotPart): boolean {
  return open === 'all' || open.has(id);
}
