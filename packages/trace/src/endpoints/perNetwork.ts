import type { Network } from '../network/network.ts';

/** Something worked out once for each network, when it is first asked for. */
export function perNetwork<T extends object>(
  make: (network: Network) => T,
): (network: Network) => T {
  const made = new WeakMap<Network, T>();
  return (network) => {
    const known = made.get(network);
    if (known) return known;
    const fresh = make(network);
    made.set(network, fresh);
    return fresh;
  };
}
