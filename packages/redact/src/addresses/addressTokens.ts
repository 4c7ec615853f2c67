import {
  formatIp,
  type Ip,
  ipBits,
  ipFamily,
  type Mac,
  type Prefix,
  parseIp,
  parseMac,
  parsePrefix,
  prefixAddress,
  prefixLength,
} from '@vethscope/model';
import type { Secret } from '../secret.ts';
import { IpPermutation } from './ipPermutation.ts';
import { KnownSubnets } from './knownSubnets.ts';
import { MacTokens } from './macTokens.ts';
import { fixedBits } from './specialRanges.ts';

/** All the addresses of the captures, as they are written. */
export interface CapturedAddresses {
  readonly addresses: ReadonlySet<Ip>;
  readonly prefixes: ReadonlySet<Prefix>;
}

/** Replaces IP and MAC addresses; one that holds another follows it. */
export class AddressTokens {
  readonly #permutation: IpPermutation;
  readonly #macs: MacTokens;
  readonly #secret: Secret;
  readonly #replaced = new Set<Ip>();
  /** Last 24 bits of a captured IPv6 address → those of its token. */
  readonly #lowBits = new Map<number, number>();

  constructor(secret: Secret, captured: CapturedAddresses) {
    this.#secret = secret;
    this.#permutation = choosePermutation(secret, captured);
    this.#macs = new MacTokens(secret, (bits) => this.#lowBitsOf(bits));
    for (const ip of [...captured.addresses].sort()) {
      if (ipFamily(ip) !== 6 || isMulticast(ip)) continue;
      const low = Number(ipBits(ip) & 0xffffffn);
      if (!this.#lowBits.has(low)) {
        this.#lowBits.set(low, Number(ipBits(this.#map(ip)) & 0xffffffn));
      }
    }
  }

  address(ip: Ip): Ip {
    const mapped = this.#map(ip);
    if (mapped !== ip) this.#replaced.add(ip);
    return mapped;
  }

  prefix(prefix: Prefix): Prefix {
    const ip = prefixAddress(prefix);
    const length = prefixLength(prefix);
    const isWhole = this.#permutation.prefix(prefix);
    const mapped = isEmbedding(ip) ? parsePrefix(`${this.address(ip)}/${length}`) : isWhole;
    if (mapped !== prefix) this.#replaced.add(ip);
    return mapped ?? isWhole;
  }

  mac(mac: Mac): Mac {
    return this.#macs.mac(mac);
  }

  get counts(): { readonly ips: number; readonly macs: number } {
    return { ips: this.#replaced.size, macs: this.#macs.size };
  }

  #map(ip: Ip): Ip {
    if (ipFamily(ip) === 4) return this.#permutation.address(ip);
    const bits = ipBits(ip);
    // ::ffff:10.0.0.1 and 64:ff9b::10.0.0.1 (RFC 6052) end in an IPv4 address.
    if (bits >> 32n === 0xffffn || bits >> 32n === NAT64) {
      const inner = this.#permutation.address(formatIp(bits & 0xffffffffn, 4));
      return formatIp(((bits >> 32n) << 32n) | ipBits(inner), 6);
    }
    // ff02::1:ff00:10, a node's solicited-node group (RFC 4291, 2.7.1)
    if (bits >> 24n === SOLICITED_NODE) {
      return formatIp(
        ((bits >> 24n) << 24n) | BigInt(this.#lowBitsOf(Number(bits & 0xffffffn))),
        6,
      );
    }
    const mac = bits >> 64n === LINK_LOCAL ? macOfInterfaceId(bits & MAX_64) : undefined;
    if (mac === undefined) return this.#permutation.address(ip);
    return formatIp(((bits >> 64n) << 64n) | interfaceIdOf(this.#macs.mac(mac)), 6);
  }

  #lowBitsOf(bits: number): number {
    const known = this.#lowBits.get(bits);
    // 33:33:ff:00:00:01: too small to tell anything.
    if (known !== undefined || bits < 256) return known ?? bits;
    return Number.parseInt(this.#secret.hex('low bits', String(bits), 6), 16);
  }
}

const NAT64 = 0x0064ff9b0000000000000000n;
const SOLICITED_NODE = 0xff0200000000000000000001ffn;
const LINK_LOCAL = 0xfe80000000000000n;
const MAX_64 = (1n << 64n) - 1n;

function isMulticast(ip: Ip): boolean {
  return ipBits(ip) >> 120n === 0xffn;
}

function isEmbedding(ip: Ip): boolean {
  if (ipFamily(ip) === 4) return false;
  const bits = ipBits(ip);
  return (
    bits >> 32n === 0xffffn ||
    bits >> 32n === NAT64 ||
    bits >> 24n === SOLICITED_NODE ||
    (bits >> 64n === LINK_LOCAL && macOfInterfaceId(bits & MAX_64) !== undefined)
  );
}

/** `5054:ff:feaa:a` → `52:54:00:aa:00:0a`: a modified EUI-64 (RFC 4291, appendix A). */
function macOfInterfaceId(id: bigint): Mac | undefined {
  const hex = (id ^ (1n << 57n)).toString(16).padStart(16, '0');
  if (hex.slice(6, 10) !== 'fffe') return undefined;
  return parseMac((hex.slice(0, 6) + hex.slice(10)).replace(/(..)(?=.)/g, '$1:'));
}

function interfaceIdOf(mac: Mac): bigint {
  const hex = mac.replaceAll(':', '');
  return BigInt(`0x${hex.slice(0, 6)}fffe${hex.slice(6)}`) ^ (1n << 57n);
}

/**
 * How many addresses are tried in all. A permutation that avoids the captured addresses is soon
 * found where they are few; where they fill their subnets, there is none.
 */
const MAX_TRIES = 40_000;

/**
 * Of several permutations the one under which the fewest captured addresses come out as another
 * captured one, or as themselves. It would give nothing away, but it would look as if it did.
 */
function choosePermutation(secret: Secret, captured: CapturedAddresses): IpPermutation {
  const subnets = new KnownSubnets(captured.addresses, captured.prefixes);
  const texts = new Set<Ip>([...captured.addresses, ...[...captured.prefixes].map(prefixAddress)]);
  const movable = [...texts].filter((ip) => fixedBits(ip) < (ipFamily(ip) === 4 ? 32 : 128));
  let best = { permutation: new IpPermutation(secret.numbered(0), subnets), hits: Infinity };
  const choices = Math.min(64, Math.max(1, Math.floor(MAX_TRIES / Math.max(1, movable.length))));
  for (let choice = 0; choice < choices && best.hits > 0; choice++) {
    const permutation = new IpPermutation(secret.numbered(choice), subnets);
    let hits = 0;
    for (const ip of movable) {
      if (texts.has(permutation.address(ip))) hits++;
      if (hits >= best.hits) break;
    }
    if (hits < best.hits) best = { permutation, hits };
  }
  return best.permutation;
}

/** Addresses and prefixes that stand in a text, whatever is around them. */
export function addressesIn(texts: Iterable<string>): CapturedAddresses {
  const addresses = new Set<Ip>();
  const prefixes = new Set<Prefix>();
  const seen = new Set<string>();
  for (const text of texts) {
    for (const [written] of text.matchAll(WRITTEN)) {
      if (seen.has(written)) continue;
      seen.add(written);
      const ip = parseIp(written.replace(/:$/, ''));
      const prefix = ip ? undefined : parsePrefix(written);
      if (ip) addresses.add(ip);
      else if (prefix) prefixes.add(prefix);
      // 192.168.2.0/32 is an address.
      if (prefix && prefixLength(prefix) === (ipFamily(prefix) === 4 ? 32 : 128)) {
        addresses.add(prefixAddress(prefix));
      }
    }
  }
  return { addresses, prefixes };
}

const WRITTEN =
  /(?<![\w.])(?:\d{1,3}(?:\.\d{1,3}){3}(?:\/\d{1,3}(?:\.\d{1,3}){0,3})?|[0-9a-fA-F]{0,4}:[0-9a-fA-F:]+(?:\d{0,3}\.\d{1,3}\.\d{1,3}\.\d{1,3})?(?:\/\d{1,3})?)/g;
