/**
 * IP addresses and prefixes, kept as canonical text (RFC 5952 for IPv6) so that equal addresses
 * are equal strings and a snapshot is plain JSON. Arithmetic goes through `ipBits`.
 */
declare const ipBrand: unique symbol;
declare const prefixBrand: unique symbol;

export type Family = 4 | 6;
/** `10.85.0.4`, `fe80::1`: canonical, without a zone. */
export type Ip = string & { readonly [ipBrand]: true };
/** `10.85.0.0/16`: canonical address and length. Host bits are kept as they were written. */
export type Prefix = string & { readonly [prefixBrand]: true };

/** Reads an address, or `undefined` where the text is none. A zone (`%eth0`) is refused. */
export function parseIp(text: string): Ip | undefined {
  // There is one way to write an IPv4 address.
  if (!text.includes(':')) return ipv4Number(text) === undefined ? undefined : (text as Ip);
  const bits = ipv6Bits(text);
  return bits === undefined ? undefined : formatIp(bits, 6);
}

/**
 * Reads `ADDRESS`, `ADDRESS/LENGTH` or iptables' `ADDRESS/255.255.0.0`. A bare address is a host
 * prefix. `undefined` where the text is none of these, or its netmask has holes.
 */
export function parsePrefix(text: string): Prefix | undefined {
  const slash = text.indexOf('/');
  const ip = parseIp(slash < 0 ? text : text.slice(0, slash));
  if (ip === undefined) return undefined;
  const width = familyWidth(ipFamily(ip));
  if (slash < 0) return `${ip}/${width}` as Prefix;
  const length = prefixLengthOf(text.slice(slash + 1), width);
  return length === undefined ? undefined : (`${ip}/${length}` as Prefix);
}

export function ipFamily(ip: Ip | Prefix): Family {
  return ip.includes(':') ? 6 : 4;
}

export function familyWidth(family: Family): 32 | 128 {
  return family === 4 ? 32 : 128;
}

/** The address as an unsigned number of 32 or 128 bits. */
export function ipBits(ip: Ip): bigint {
  const bits = ip.includes(':') ? ipv6Bits(ip) : ipv4Bits(ip);
  if (bits === undefined) throw new RangeError(`not an address: ${ip}`);
  return bits;
}

export function formatIp(bits: bigint, family: Family): Ip {
  return (family === 4 ? formatIpv4(bits) : formatIpv6(bits)) as Ip;
}

export function prefixAddress(prefix: Prefix): Ip {
  return prefix.slice(0, prefix.indexOf('/')) as Ip;
}

export function prefixLength(prefix: Prefix): number {
  return Number(prefix.slice(prefix.indexOf('/') + 1));
}

/** The network of a prefix, its host bits cleared: `10.0.0.11/24` → `10.0.0.0/24`. */
export function networkOf(prefix: Prefix): Prefix {
  const family = ipFamily(prefix);
  const length = prefixLength(prefix);
  const shift = BigInt(familyWidth(family) - length);
  const bits = (ipBits(prefixAddress(prefix)) >> shift) << shift;
  return `${formatIp(bits, family)}/${length}` as Prefix;
}

export function prefixContains(prefix: Prefix, ip: Ip): boolean {
  const family = ipFamily(prefix);
  if (family !== ipFamily(ip)) return false;
  const hostBits = familyWidth(family) - prefixLength(prefix);
  if (family === 4) {
    // Many times as fast as the bigint that IPv6 needs. A shift by 32 would shift by none.
    return (
      hostBits === 32 ||
      ipv4Value(prefixAddress(prefix)) >>> hostBits === ipv4Value(ip) >>> hostBits
    );
  }
  const shift = BigInt(hostBits);
  return ipBits(prefixAddress(prefix)) >> shift === ipBits(ip) >> shift;
}

/** Means something only on its own link: 169.254.0.0/16 (RFC 3927), fe80::/10 (RFC 4291). */
export function isLinkLocal(ip: Ip): boolean {
  // Canonical text tells it. `fe8::` is 0fe8:…
  return ipFamily(ip) === 4 ? ip.startsWith('169.254.') : /^fe[89ab][0-9a-f]:/.test(ip);
}

/** 224.0.0.0/4, ff00::/8 */
export function isMulticast(ip: Ip): boolean {
  return /^(?:22[4-9]|23\d)\.|^ff[\da-f]{2}:/.test(ip);
}

/** `0.0.0.0/0` or `::/0`. */
export function defaultPrefix(family: Family): Prefix {
  return (family === 4 ? '0.0.0.0/0' : '::/0') as Prefix;
}

/** Orders by family, then number, then length: 9.0.0.0/8 before 10.0.0.0/8. */
export function comparePrefix(a: Prefix, b: Prefix): number {
  const family = ipFamily(a) - ipFamily(b);
  if (family !== 0) return family;
  const left = ipBits(prefixAddress(a));
  const right = ipBits(prefixAddress(b));
  if (left !== right) return left < right ? -1 : 1;
  return prefixLength(a) - prefixLength(b);
}

function prefixLengthOf(text: string, width: 32 | 128): number | undefined {
  if (/^(0|[1-9]\d{0,2})$/.test(text)) {
    const length = Number(text);
    return length <= width ? length : undefined;
  }
  const mask = width === 32 ? ipv4Bits(text) : ipv6Bits(text);
  if (mask === undefined) return undefined;
  const binary = mask.toString(2).padStart(width, '0');
  const ones = binary.indexOf('0') < 0 ? width : binary.indexOf('0');
  return binary.slice(ones).includes('1') ? undefined : ones;
}

function ipv4Bits(text: string): bigint | undefined {
  const value = ipv4Number(text);
  return value === undefined ? undefined : BigInt(value);
}

function ipv4Value(ip: Ip): number {
  const value = ipv4Number(ip);
  if (value === undefined) throw new RangeError(`not an address: ${ip}`);
  return value;
}

/** In one pass over the characters: a cluster's captures hold a million addresses. */
function ipv4Number(text: string): number | undefined {
  let value = 0;
  let dots = 0;
  let octet: number | undefined;
  for (let i = 0; i < text.length; i++) {
    const char = text.charCodeAt(i);
    if (char === DOT) {
      if (octet === undefined) return undefined;
      value = value * 256 + octet;
      octet = undefined;
      dots++;
    } else {
      const digit = char - ZERO;
      // "010" is octal to some tools and ten to others: refuse it.
      if (digit < 0 || digit > 9 || octet === 0) return undefined;
      octet = (octet ?? 0) * 10 + digit;
      if (octet > 255) return undefined;
    }
  }
  return dots === 3 && octet !== undefined ? value * 256 + octet : undefined;
}

const DOT = 0x2e;
const ZERO = 0x30;

function ipv6Bits(text: string): bigint | undefined {
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const head = groupsOf(halves[0] ?? '', halves.length === 1);
  const tail = halves.length === 2 ? groupsOf(halves[1] ?? '', true) : [];
  if (head === undefined || tail === undefined) return undefined;
  const missing = 8 - head.length - tail.length;
  if (halves.length === 2 ? missing < 1 : missing !== 0) return undefined;
  const groups = [...head, ...new Array<number>(missing).fill(0), ...tail];
  return groups.reduce((bits, group) => (bits << 16n) | BigInt(group), 0n);
}

/** 16-bit groups of one side of `::`; the last may be a dotted IPv4 address. */
function groupsOf(text: string, isEnd: boolean): number[] | undefined {
  if (text === '') return [];
  const groups: number[] = [];
  const parts = text.split(':');
  for (const [i, part] of parts.entries()) {
    if (part.includes('.')) {
      const v4 = isEnd && i === parts.length - 1 ? ipv4Bits(part) : undefined;
      if (v4 === undefined) return undefined;
      groups.push(Number(v4 >> 16n), Number(v4 & 0xffffn));
    } else if (/^[0-9a-fA-F]{1,4}$/.test(part)) {
      groups.push(Number.parseInt(part, 16));
    } else {
      return undefined;
    }
  }
  return groups;
}

function formatIpv4(bits: bigint): string {
  const n = Number(bits);
  return [n >>> 24, (n >>> 16) & 255, (n >>> 8) & 255, n & 255].join('.');
}

/** RFC 5952: lower case, the longest run of two or more zero groups as `::`, the first of equals. */
function formatIpv6(bits: bigint): string {
  if (bits >> 32n === 0xffffn) return `::ffff:${formatIpv4(bits & 0xffffffffn)}`;
  const groups = Array.from({ length: 8 }, (_, i) =>
    Number((bits >> BigInt(112 - 16 * i)) & 0xffffn),
  );
  let best = { start: -1, length: 1 };
  for (let i = 0; i < 8; i++) {
    let length = 0;
    while (i + length < 8 && groups[i + length] === 0) length++;
    if (length > best.length) best = { start: i, length };
  }
  const hex = (part: readonly number[]) => part.map((g) => g.toString(16)).join(':');
  if (best.start < 0) return hex(groups);
  return `${hex(groups.slice(0, best.start))}::${hex(groups.slice(best.start + best.length))}`;
}
