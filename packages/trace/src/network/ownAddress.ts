import type { InterfaceAddress, Ip } from '@vethscope/model';
import { prefixAddress } from '@vethscope/model';
import { type Interface, type Namespace, perNamespace } from './network.ts';

/** Which of the namespace's interfaces carries an address: inet_lookup_ifaddr_rcu(). */
export function ownerOf(netns: Namespace, address: Ip): Interface | undefined {
  return owners(netns).get(address)?.carrier;
}

/** The same, and the line of the capture that says so. */
export function ownAddress(netns: Namespace, address: Ip): OwnAddress | undefined {
  return owners(netns).get(address);
}

interface OwnAddress {
  readonly carrier: Interface;
  readonly entry: InterfaceAddress;
}

const owners = perNamespace(({ interfaces }): ReadonlyMap<Ip, OwnAddress> => {
  const found = new Map<Ip, OwnAddress>();
  for (const carrier of interfaces.values()) {
    for (const entry of carrier.link.addresses) {
      const address = prefixAddress(entry.prefix);
      if (!found.has(address)) found.set(address, { carrier, entry });
    }
  }
  return found;
});
