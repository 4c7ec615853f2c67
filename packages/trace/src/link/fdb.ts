import type { FdbEntry, Mac } from '@vethscope/model';
import type { Interface, Namespace } from '../network/network.ts';
import { perNamespace } from '../network/network.ts';

/** Where a bridge's FDB says that a MAC address is. `vlan` is 0 where the bridge does not filter. */
export function bridgeEntry(bridge: Interface, mac: Mac, vlan: number): FdbEntry | undefined {
  const entries = indexOf(bridge.netns).bridges.get(bridge.name)?.get(mac) ?? [];
  return entries.find((entry) => (entry.vlan ?? 0) === vlan);
}

/** A vxlan device's own entries for a MAC address: to which VTEPs. */
export function tunnelEntries(tunnel: Interface, mac: Mac): readonly FdbEntry[] {
  return indexOf(tunnel.netns).tunnels.get(tunnel.name)?.get(mac) ?? [];
}

/** All of them, in the order of the listing. */
export function allTunnelEntries(tunnel: Interface): readonly FdbEntry[] {
  return [...(indexOf(tunnel.netns).tunnels.get(tunnel.name)?.values() ?? [])].flat();
}

/** The bridge's own address, or that of one of its ports: for the IP layer, not for a port. */
export function isLocalEntry({ state }: FdbEntry): boolean {
  return state === 'permanent';
}

/** Learned, so that a frame from elsewhere changes it; `static` and `extern_learn` stay. */
export function isLearned({ state, flags }: FdbEntry): boolean {
  return state !== 'permanent' && state !== 'static' && !flags.includes('sticky');
}

type ByMac = Map<Mac, FdbEntry[]>;

const indexOf = perNamespace(({ facts }: Namespace) => {
  const bridges = new Map<string, ByMac>();
  const tunnels = new Map<string, ByMac>();
  for (const entry of facts.fdb) {
    // `self` is the device's own list: of a NIC what it listens to, of a vxlan where VTEPs are.
    if (entry.master !== undefined) add(bridges, entry.master, entry);
    else if (entry.destination !== undefined || entry.nexthopId !== undefined) {
      add(tunnels, entry.device, entry);
    }
  }
  return { bridges, tunnels };
});

function add(index: Map<string, ByMac>, name: string, entry: FdbEntry): void {
  const byMac = index.get(name) ?? new Map<Mac, FdbEntry[]>();
  index.set(name, byMac);
  const known = byMac.get(entry.mac);
  if (known) known.push(entry);
  else byMac.set(entry.mac, [entry]);
}
