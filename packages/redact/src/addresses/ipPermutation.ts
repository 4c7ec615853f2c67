import {
  type Family,
  type Ip,
  ipFamily,
  type Prefix,
  parsePrefix,
  prefixAddress,
  prefixLength,
} from '@vethscope/model';
import type { Secret } from '../secret.ts';
import { binaryOf, ipOfBinary } from './binary.ts';
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
    const mapped = this.#walk(ip, binaryOf(ip).length);
    this.#mapped.set(ip, mapped);
    return mapped;
  }

  /** Host bits that are all zero stay so. */
  prefix(prefix: Prefix): Prefix {
    const ip = prefixAddress(prefix);
    const length = prefixLength(prefix);
    const binary = binaryOf(ip);
    const isNetwork = length < binary.length && !binary.includes('1', length);
    const mapped = isNetwork ? this.#walk(ip, length) : this.address(ip);
    return parsePrefix(`${mapped}/${length}`) ?? prefix;
  }

  /** Maps the first `length` bits and leaves the rest. */
  #walk(ip: Ip, length: number): Ip {
    const family = ipFamily(ip);
    const binary = binaryOf(ip);
    const fixed = fixedBits(ip);
    if (fixed >= length) return ip;
    const subnetLengths = this.#subnets.lengths(family);
    let mapped = '';
    let flips: Uint8Array = new Uint8Array();
    let node = 1;
    let isZeroEdge = false;
    let isOneEdge = false;
    for (let depth = 0; depth < length; depth++) {
      if (depth % 8 === 0) {
        flips = this.#flipsBehind(family, binary.slice(0, depth));
        node = 1;
      }
      if (subnetLengths.has(depth) && this.#subnets.has(family, binary.slice(0, depth))) {
        isZeroEdge = true;
        isOneEdge = true;
      }
      const bit = binary.charAt(depth) === '1' ? 1 : 0;
      const isPinned = depth < fixed || isZeroEdge || isOneEdge;
      const flip = isPinned ? 0 : ((flips[node >> 3] ?? 0) >> (node & 7)) & 1;
      mapped += bit ^ flip;
      node = node * 2 + bit;
      if (bit === 1) isZeroEdge = false;
      else isOneEdge = false;
    }
    return ipOfBinary(mapped + binary.slice(length));
  }

  /** 256 bits: one for each of the up to seven bits that may stand behind whole bytes. */
  #flipsBehind(family: Family, bytes: string): Uint8Array {
    const key = `${family}/${bytes}`;
    const known = this.#flips.get(key);
    if (known) return known;
    const flips = this.#secret.bytes('ip', key);
    this.#flips.set(key, flips);
    return flips;
  }
}
