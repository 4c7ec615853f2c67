import {
  familyWidth,
  formatIp,
  type Ip,
  ipBits,
  ipFamily,
  type Prefix,
  parsePrefix,
  prefixAddress,
  prefixLength,
} from '@vethscope/model';
import type { Secret } from '../secret.ts';
import type { KnownSubnets } from './knownSubnets.ts';
import { fixedBits } from './specialRanges.ts';

/**
 * A permutation of all addresses that keeps prefixes: two addresses share as many leading bits
 * after it as before (Xu, Fan, Ammar, Moon: "Prefix-Preserving IP Address Anonymization", 2002, with
 * HMAC-SHA256 for the cipher). Each bit is flipped or not by what stands in front of it. Not
 * flipped are those that make a special range, and in known subnets those on the way to the
 * network's own address and to its broadcast address.
 */
export class IpPermutation {
  readonly #secret: Secret;
  readonly #subnets: KnownSubnets;
  readonly #mapped = new Map<Ip, Ip>();
  /** By the whole bytes in front: for each start of the next byte, whether to flip what follows. */
  readonly #flips = new Map<string, Uint8Array>();

  constructor(secret: Secret, subnets: KnownSubnets) {
    this.#secret = secret;
    this.#subnets = subnets;
  }

  address(ip: Ip): Ip {
    const known = this.#mapped.get(ip);
    if (known !== undefined) return known;
    const mapped = this.#walk(ip, familyWidth(ipFamily(ip)));
    this.#mapped.set(ip, mapped);
    return mapped;
  }

  /** Host bits that are all zero stay so. */
  prefix(prefix: Prefix): Prefix {
    const ip = prefixAddress(prefix);
    const length = prefixLength(prefix);
    const hostBits = BigInt(familyWidth(ipFamily(ip)) - length);
    if (hostBits === 0n) return parsePrefix(`${this.address(ip)}/${length}`) ?? prefix;
    const isNetwork = (ipBits(ip) & ((1n << hostBits) - 1n)) === 0n;
    const mapped = isNetwork ? this.#walk(ip, length) : this.address(ip);
    return parsePrefix(`${mapped}/${length}`) ?? prefix;
  }

  /** Maps the first `length` bits and leaves the rest. */
  #walk(ip: Ip, length: number): Ip {
    const family = ipFamily(ip);
    const width = familyWidth(family);
    const bits = ipBits(ip);
    let mapped = 0n;
    let flips = new Uint8Array();
    let node = 1;
    let isZeroEdge = false;
    let isOneEdge = false;
    const fixed = fixedBits(ip);
    if (fixed === width) return ip;
    for (let depth = 0; depth < length; depth++) {
      if (depth % 8 === 0) {
        flips = this.#flipsBehind(family, bits >> BigInt(width - depth), depth);
        node = 1;
      }
      if (this.#subnets.has(family, bits, depth)) {
        isZeroEdge = true;
        isOneEdge = true;
      }
      const bit = Number((bits >> BigInt(width - 1 - depth)) & 1n);
      const isPinned = depth < fixed || isZeroEdge || isOneEdge;
      const flip = isPinned ? 0 : ((flips[node >> 3] ?? 0) >> (node & 7)) & 1;
      mapped = (mapped << 1n) | BigInt(bit ^ flip);
      node = node * 2 + bit;
      if (bit === 1) isZeroEdge = false;
      else isOneEdge = false;
    }
    const rest = BigInt(width - length);
    return formatIp((mapped << rest) | (bits & ((1n << rest) - 1n)), family);
  }

  /** 256 bits: one for each of the up to seven bits that may stand behind whole bytes. */
  #flipsBehind(family: number, bytes: bigint, depth: number): Uint8Array<ArrayBuffer> {
    const key = `${family}/${depth}/${bytes.toString(16)}`;
    const known = this.#flips.get(key) as Uint8Array<ArrayBuffer> | undefined;
    if (known) return known;
    const flips = new Uint8Array(this.#secret.bytes('ip', key));
    this.#flips.set(key, flips);
    return flips;
  }
}
