import {
  type Family,
  familyWidth,
  type Ip,
  ipBits,
  ipFamily,
  type Prefix,
  prefixAddress,
  prefixLength,
} from '@vethscope/model';

/**
 * The subnets of a capture in which a network's own address or its broadcast address matters:
 * where an interface has an address in it, or the capture names such an address itself.
 */
export class KnownSubnets {
  /** By family and length: their network bits. */
  readonly #pinned = new Map<number, Set<bigint>>();

  constructor(addresses: Iterable<Ip>, prefixes: Iterable<Prefix>) {
    const known = new Map<number, Set<bigint>>();
    for (const prefix of prefixes) {
      const subnet = subnetOf(prefix);
      if (!subnet) continue;
      add(known, subnet.key, subnet.network);
      if (subnet.host !== 0n) add(this.#pinned, subnet.key, subnet.network);
    }
    for (const ip of addresses) this.#pinEdges(ip, known);
  }

  /** Whether the first `length` bits of an address are such a subnet. */
  has(family: Family, bits: bigint, length: number): boolean {
    const networks = this.#pinned.get(keyOf(family, length));
    return networks?.has(bits >> BigInt(familyWidth(family) - length)) ?? false;
  }

  #pinEdges(ip: Ip, known: ReadonlyMap<number, ReadonlySet<bigint>>): void {
    const family = ipFamily(ip);
    const width = familyWidth(family);
    const bits = ipBits(ip);
    for (let length = 1; length < width - 1; length++) {
      const networks = known.get(keyOf(family, length));
      if (!networks) continue;
      const hostBits = BigInt(width - length);
      const host = bits & ((1n << hostBits) - 1n);
      const isEdge = host === 0n || host === (1n << hostBits) - 1n;
      if (isEdge && networks.has(bits >> hostBits)) {
        add(this.#pinned, keyOf(family, length), bits >> hostBits);
      }
    }
  }
}

function keyOf(family: Family, length: number): number {
  return family * 1000 + length;
}

interface Subnet {
  readonly key: number;
  readonly network: bigint;
  readonly host: bigint;
}

/** `undefined` where there is no host part with a first and a last address of its own. */
function subnetOf(prefix: Prefix): Subnet | undefined {
  const family = ipFamily(prefix);
  const width = familyWidth(family);
  const length = prefixLength(prefix);
  if (length === 0 || length >= width - 1) return undefined;
  const bits = ipBits(prefixAddress(prefix));
  const hostBits = BigInt(width - length);
  const host = bits & ((1n << hostBits) - 1n);
  return { key: keyOf(family, length), network: bits >> hostBits, host };
}

function add(sets: Map<number, Set<bigint>>, key: number, value: bigint): void {
  const set = sets.get(key);
  if (set) set.add(value);
  else sets.set(key, new Set([value]));
}
