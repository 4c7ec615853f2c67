import type { FdbEntry, InterfaceElement } from '@vethscope/model';
import { formatSeconds } from '../../../ui/format.ts';
import type { CaptureIndex } from '../../../view/captureIndex.ts';

/** Whose MAC address an entry is about, as far as the capture tells. */
export type Station =
  | { readonly kind: 'interface'; readonly id: string }
  /** Several interfaces of the node have the address, as Calico's `ee:ee:ee:ee:ee:ee`. */
  | { readonly kind: 'several'; readonly count: number }
  | { readonly kind: 'group' }
  /** `00:00:00:00:00:00` of a VXLAN device: where frames go that no entry is for. */
  | { readonly kind: 'default' }
  | { readonly kind: 'unknown' };

/** Interfaces of a node by MAC address. */
export type MacIndex = ReadonlyMap<string, readonly InterfaceElement[]>;

export function indexMacs(index: CaptureIndex, machine: string): MacIndex {
  const macs = new Map<string, InterfaceElement[]>();
  for (const netns of index.children(machine)) {
    for (const iface of index.interfacesIn(netns.id)) {
      if (iface.mac === undefined) continue;
      const known = macs.get(iface.mac);
      if (known) known.push(iface);
      else macs.set(iface.mac, [iface]);
    }
  }
  return macs;
}

/** The station behind an entry. What stands behind the entry's own port is preferred. */
export function stationOf(
  entry: FdbEntry,
  macs: MacIndex,
  port: InterfaceElement | undefined,
  behindPort: ReadonlySet<string>,
): Station {
  if (/^(00:){5}00$/.test(entry.mac)) return { kind: 'default' };
  // The lowest bit of the first octet: IEEE 802.
  if (Number.parseInt(entry.mac.slice(0, 2), 16) % 2 === 1) return { kind: 'group' };
  const known = macs.get(entry.mac) ?? [];
  const near =
    known.find(({ id }) => behindPort.has(id)) ??
    known.find(({ id }) => id === port?.id) ??
    (known.length === 1 ? known[0] : undefined);
  if (near) return { kind: 'interface', id: near.id };
  return known.length > 1 ? { kind: 'several', count: known.length } : { kind: 'unknown' };
}

/** `permanent`, `static`, `learned`; what flags add behind it. */
export function entryState({ state, flags }: FdbEntry): string {
  // No word: learned, and seen lately. `extern_learn`: a program said so.
  const origin = flags.includes('extern_learn') ? 'by a program' : 'learned';
  return state ?? (flags.includes('self') ? 'learned by the device' : origin);
}

/** `used 5 s, updated 1 min before`; `undefined`: the capture does not tell. */
export function ageWords({ age }: FdbEntry): string | undefined {
  return age && `used ${formatSeconds(age.used)}, updated ${formatSeconds(age.updated)} before`;
}

export const AGE_HINT =
  'used, updated: how long before the capture a frame was last sent by it, and one last confirmed it (bridge -s).';
