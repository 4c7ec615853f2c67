import { type Mac, parseMac } from '@vethscope/model';
import type { Secret } from '../secret.ts';

/**
 * Locally administered addresses (`02:…`) in place of the captured ones. Those that everybody has
 * stay: zero, broadcast, Calico's `ee:ee:ee:ee:ee:ee`, and the groups of protocols.
 */
export class MacTokens {
  readonly #secret: Secret;
  /** What becomes of the last 24 bits of an IPv6 address, which its multicast group repeats. */
  readonly #lowBits: (bits: number) => number;
  readonly #mapped = new Map<Mac, Mac>();
  readonly #taken = new Set<Mac>();

  constructor(secret: Secret, lowBits: (bits: number) => number) {
    this.#secret = secret;
    this.#lowBits = lowBits;
  }

  mac(mac: Mac): Mac {
    const known = this.#mapped.get(mac);
    if (known !== undefined) return known;
    const mapped = this.#map(mac);
    this.#mapped.set(mac, mapped);
    return mapped;
  }

  /** How many were replaced. */
  get size(): number {
    return [...this.#mapped].filter(([from, to]) => from !== to).length;
  }

  #map(mac: Mac): Mac {
    if (isCommon(mac)) return mac;
    // 33:33:ff:aa:00:0a, of the solicited-node group ff02::1:ffaa:a
    const [, low] = /^33:33:ff:(.{8})$/.exec(mac) ?? [];
    if (low !== undefined) {
      const mapped = this.#lowBits(Number.parseInt(low.replaceAll(':', ''), 16));
      return asMac(`3333ff${mapped.toString(16).padStart(6, '0')}`);
    }
    const isGroup = (Number.parseInt(mac.slice(0, 2), 16) & 1) === 1;
    for (let attempt = 0; ; attempt++) {
      const rest = this.#secret.hex('mac', `${mac}#${attempt}`, 10);
      const token = asMac((isGroup ? '03' : '02') + rest);
      if (this.#taken.has(token)) continue;
      this.#taken.add(token);
      return token;
    }
  }
}

/** 33:33:00:00:00:01 is all nodes, 01:80:c2:00:00:00 spanning tree, 01:00:5e:… an IPv4 group. */
function isCommon(mac: Mac): boolean {
  return /^(00:00:00:00:00:00|ff:ff:ff:ff:ff:ff|ee:ee:ee:ee:ee:ee|33:33:00:00:..:..|01:00:5e:.*|01:80:c2:.*)$/.test(
    mac,
  );
}

function asMac(digits: string): Mac {
  const mac = parseMac(digits.replace(/(..)(?=.)/g, '$1:'));
  if (mac === undefined) throw new RangeError(`not twelve digits: ${digits}`);
  return mac;
}
