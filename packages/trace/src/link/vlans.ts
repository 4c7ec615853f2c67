import type { BridgeVlan } from '@vethscope/model';
import type { Interface, Namespace } from '../network/network.ts';
import { perNamespace } from '../network/network.ts';

/** VLAN of a frame inside a bridge; 0 where the bridge does not filter by VLAN, as its FDB has it. */
export type Admission =
  | { readonly kind: 'admitted'; readonly vlan: number }
  | { readonly kind: 'refused'; readonly reason: string }
  | { readonly kind: 'unknown' };

/** br_allowed_ingress(): `port` is a port of `bridge`, or the bridge itself for what it sends. */
export function admit(bridge: Interface, port: Interface, tag: number | undefined): Admission {
  if (!filtersVlans(bridge)) return { kind: 'admitted', vlan: 0 };
  const vlans = vlansOf(port);
  if (!vlans) return { kind: 'unknown' };
  if (tag !== undefined && tag !== 0) {
    if (find(vlans, tag)) return { kind: 'admitted', vlan: tag };
    return { kind: 'refused', reason: `${port.name} is not in VLAN ${tag}` };
  }
  const native = vlans.find(({ pvid }) => pvid);
  if (native) return { kind: 'admitted', vlan: native.vlan };
  return { kind: 'refused', reason: `${port.name} takes no untagged frames: it has no PVID` };
}

/** Whether `port` lets a frame of this VLAN out, and with which tag. */
export type Release =
  | { readonly kind: 'released'; readonly tag: number | undefined }
  | { readonly kind: 'refused'; readonly reason: string };

/**
 * br_allowed_egress() and br_handle_vlan(). `tag`: as the frame came in, which a bridge that does
 * not filter leaves alone.
 */
export function release(
  bridge: Interface,
  port: Interface,
  vlan: number,
  tag: number | undefined,
): Release {
  if (!filtersVlans(bridge)) return { kind: 'released', tag };
  const vlans = vlansOf(port);
  if (!vlans) return { kind: 'released', tag: undefined };
  const entry = find(vlans, vlan);
  if (!entry) return { kind: 'refused', reason: `${port.name} is not in VLAN ${vlan}` };
  return { kind: 'released', tag: entry.untagged ? undefined : vlan };
}

export function filtersVlans({ link: { details } }: Interface): boolean {
  return details?.kind === 'bridge' && details.vlanFiltering === true;
}

/** Absent: not captured. */
function vlansOf(port: Interface): readonly BridgeVlan[] | undefined {
  return port.netns.knows('bridgeVlans') ? (byDevice(port.netns).get(port.name) ?? []) : undefined;
}

function find(vlans: readonly BridgeVlan[], id: number): BridgeVlan | undefined {
  return vlans.find(({ vlan, endVlan }) => vlan <= id && id <= (endVlan ?? vlan));
}

const byDevice = perNamespace(({ facts }: Namespace): ReadonlyMap<string, BridgeVlan[]> => {
  const found = new Map<string, BridgeVlan[]>();
  for (const vlan of facts.bridgeVlans) {
    const known = found.get(vlan.device);
    if (known) known.push(vlan);
    else found.set(vlan.device, [vlan]);
  }
  return found;
});
