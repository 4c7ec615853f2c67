import {
  type Family,
  type Ip,
  ipFamily,
  type Prefix,
  prefixAddress,
  prefixLength,
} from '@vethscope/model';
import { binaryOf } from './binary.ts';

/**
 * The subnets of a capture in which a network's own address or its broadcast address matters:
 * where an interface has an address in it, or the capture names such an address itself.
 */
export class KnownSubnets {
  readonly #pinned = new SubnetSet();

  constructor(addresses: Iterable<Ip>, prefixes: Iterable<Prefix>) {
    const known = new SubnetSet();
    for (const prefix of prefixes) {
      const family = ipFamily(prefix);
      const length = prefixLength(prefix);
      const binary = binaryOf(prefixAddress(prefix));
      // Of less than two bits there is no host part with a first and a last address of its own.
      if (length === 0 || length >= binary.length - 1) continue;
      known.add(family, binary.slice(0, length));
      if (binary.includes('1', length)) this.#pinned.add(family, binary.slice(0, length));
    }
    for (const ip of addresses) this.#pinEdges(ip, known);
  }

  /** Lengths of such subnets, in no order. */
  lengths(family: Family): ReadonlySet<number> {
    return this.#pinned.lengths(family);
  }

  /** Whether these leading bits are such a subnet. */
  has(family: Family, binary: string): boolean {
    return this.#pinned.has(family, binary);
  }

  #pinEdges(ip: Ip, known: SubnetSet): void {
    const family = ipFamily(ip);
    const binary = binaryOf(ip);
    for (const length of known.lengths(family)) {
      const isEdge = !binary.includes('1', length) || !binary.includes('0', length);
      const network = binary.slice(0, length);
      if (isEdge && known.has(family, network)) this.#pinned.add(family, network);
    }
  }
}

/** Leading bits, as text, of both families. */
class SubnetSet {
  readonly #networks = { 4: new Set<string>(), 6: new Set<string>() };
  readonly #lengths = { 4: new Set<number>(), 6: new Set<number>() };

  add(family: Family, binary: string): void {
    this.#networks[family].add(binary);
    this.#lengths[family].add(binary.length);
  }

  has(family: Family, binary: string): boolean {
    return this.#networks[family].has(binary);
  }

  lengths(family: Family): ReadonlySet<number> {
    return this.#lengths[family];
  }
}
