import type { Ip, Neighbor } from '@vethscope/model';
import type { Interface, Namespace } from '../network/network.ts';
import { perNamespace } from '../network/network.ts';

/** The entry of `ip neigh` for an address on a device. */
export function neighborEntry(netns: Namespace, device: string, address: Ip): Neighbor | undefined {
  return tableOf(netns).entries.get(device)?.get(address);
}

/** `ip neigh show proxy`: this device answers for the address though nobody here has it. */
export function proxyEntry(netns: Namespace, device: string, address: Ip): Neighbor | undefined {
  return tableOf(netns).proxies.get(device)?.get(address);
}

export function hasProxyEntries({ netns, name }: Interface): boolean {
  return tableOf(netns).proxies.has(name);
}

/** NUD_VALID of include/net/neighbour.h: a frame is sent to its address at once. */
export function isUsable({ states, mac }: Neighbor): boolean {
  return mac !== undefined && states.every((state) => !UNUSABLE.has(state));
}

const UNUSABLE: ReadonlySet<string> = new Set(['INCOMPLETE', 'FAILED', 'NONE']);

type ByDevice = Map<string, Map<Ip, Neighbor>>;

const tableOf = perNamespace(({ facts }: Namespace) => {
  const entries: ByDevice = new Map();
  const proxies: ByDevice = new Map();
  for (const neighbor of facts.neighbors) {
    const table = neighbor.flags.includes('proxy') ? proxies : entries;
    const byAddress = table.get(neighbor.device) ?? new Map<Ip, Neighbor>();
    table.set(neighbor.device, byAddress.set(neighbor.address, neighbor));
  }
  return { entries, proxies };
});
