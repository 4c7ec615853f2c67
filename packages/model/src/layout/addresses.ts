import type { Ip, Prefix } from '../net/ip.ts';
import { isLinkLocal, prefixAddress } from '../net/ip.ts';

export function isLoopbackAddress(prefix: Prefix): boolean {
  return prefix.startsWith('127.') || prefix === '::1/128';
}

/** The addresses that tell interfaces apart: not those that every link gives itself. */
export function tellingAddresses(prefixes: readonly Prefix[]): readonly Prefix[] {
  return prefixes.filter((prefix) => !isLinkLocal(addressOf(prefix)) && !isLoopbackAddress(prefix));
}

function addressOf(prefix: Prefix): Ip {
  return prefixAddress(prefix);
}
