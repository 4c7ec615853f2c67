import type { Ip, Prefix } from '@vethscope/model';
import { familyWidth, ipBits, ipFamily, prefixAddress, prefixLength } from '@vethscope/model';

const KEPT = 4096;
const known = new Map<Ip, bigint>();

/** As `ipBits`: the addresses of one walk are asked for again and again. */
export function addressBits(address: Ip): bigint {
  const bits = known.get(address);
  if (bits !== undefined) return bits;
  if (known.size >= KEPT) known.clear();
  const fresh = ipBits(address);
  known.set(address, fresh);
  return fresh;
}

/** Whether an address is inside of a prefix, for prefixes that are asked about often. */
export function addressTest(prefix: Prefix): (address: Ip) => boolean {
  const family = ipFamily(prefix);
  const shift = BigInt(familyWidth(family) - prefixLength(prefix));
  const network = ipBits(prefixAddress(prefix)) >> shift;
  return (address) => ipFamily(address) === family && addressBits(address) >> shift === network;
}
