import type {
  AddressMatch,
  InterfaceMatch,
  IpRange,
  ListMatch,
  MarkMask,
  NatRange,
  PortRange,
  PortsMatch,
  Prefix,
  ProtocolMatch,
  TcpFlags,
} from '@vethscope/model';
import { parseIp, parsePrefix } from '@vethscope/model';
import { portNamed, protocolNamed } from './names.ts';

export const ANY = { kind: 'any' } as const;
export const HIDDEN = { kind: 'unknown' } as const;
export const ALL_BITS = 0xffffffff;

/**
 * What rules say over and over (addresses, interfaces, protocols), read once and shared: a node's
 * 700,000 rules name a few thousand. One for each output that is read.
 */
export class SharedFields {
  readonly #protocols = new Map<string, ProtocolMatch>();
  readonly #addresses = new Map<string, AddressMatch>();
  readonly #interfaces = new Map<string, InterfaceMatch>();
  readonly #words = new Map<string, string>();

  /** `all`, `0`, `tcp`, `!17`. */
  protocol(text: string): ProtocolMatch {
    return shared(this.#protocols, text, readProtocol);
  }

  /** `anywhere`, `10.0.0.0/8`, `!127.0.0.0/8`. */
  address(text: string): AddressMatch {
    return shared(this.#addresses, text, readAddress);
  }

  /** `*`, `any`, `eth0`, `!cali+`. */
  interface(text: string): InterfaceMatch {
    return shared(this.#interfaces, text, readInterface);
  }

  /** One string for all places that say the same. */
  word(text: string): string {
    return shared(this.#words, text, (word) => word);
  }
}

function shared<T>(known: Map<string, T>, text: string, read: (text: string) => T): T {
  const found = known.get(text);
  if (found !== undefined) return found;
  const value = read(text);
  known.set(text, value);
  return value;
}

function readProtocol(text: string): ProtocolMatch {
  const { negated, value } = withoutNot(text);
  if (value === 'all' || value === '0') return ANY;
  return { kind: 'is', ...protocolNamed(value), negated };
}

function readAddress(text: string): AddressMatch {
  const { negated, value } = withoutNot(text);
  if (text === 'anywhere' || text === '0.0.0.0/0' || text === '::/0') return ANY;
  const prefix = parsePrefix(value);
  return prefix === undefined ? { kind: 'unknown', text } : { kind: 'in', prefix, negated };
}

function readInterface(text: string): InterfaceMatch {
  if (text === '*' || text === 'any') return ANY;
  const { negated, value } = withoutNot(text);
  return { kind: 'is', ...deviceName(value), negated };
}

/** `veth+` → `veth` and whatever follows. */
export function deviceName(text: string): { readonly name: string; readonly wildcard: boolean } {
  return text.endsWith('+')
    ? { name: text.slice(0, -1), wildcard: true }
    : { name: text, wildcard: false };
}

/** `!53` → 53, negated. */
export function withoutNot(text: string): { readonly negated: boolean; readonly value: string } {
  return text.startsWith('!')
    ? { negated: true, value: text.slice(1) }
    : { negated: false, value: text };
}

/** `53`, `domain`, `1000:2000`, `65000:`, with another separator for NAT: `1000-2000`. */
export function readPortRange(text: string, separator: ':' | '-' = ':'): PortRange | undefined {
  const whole = portNamed(text);
  if (whole !== undefined) return { from: whole, to: whole };
  const at = text.indexOf(separator);
  if (at < 0) return undefined;
  const from = at === 0 ? 0 : portNamed(text.slice(0, at));
  const to = at === text.length - 1 ? 65535 : portNamed(text.slice(at + 1));
  return from === undefined || to === undefined || text === separator ? undefined : { from, to };
}

/** `80,443,8000:8100`; one part that cannot be read spoils all of it. */
export function readPortRanges(text: string): readonly PortRange[] | undefined {
  const ranges: PortRange[] = [];
  for (const part of text.split(',')) {
    const range = readPortRange(part);
    if (!range) return undefined;
    ranges.push(range);
  }
  return ranges;
}

export function readPorts(text: string, negated: boolean): PortsMatch | undefined {
  const ranges = readPortRanges(text);
  return ranges && { ranges, negated };
}

export function readList(text: string, negated: boolean): ListMatch {
  return { values: text.split(','), negated };
}

/** `0x4000`, `16384`: unsigned, 32 bits. */
export function readUint32(text: string): number | undefined {
  if (!/^(0x[0-9a-f]{1,8}|\d{1,10})$/i.test(text)) return undefined;
  const value = Number(text);
  return value <= ALL_BITS ? value : undefined;
}

export function readInteger(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}

/** `0x10000/0x10000`; without a mask all bits count. */
export function readMarkMask(text: string): MarkMask | undefined {
  const slash = text.indexOf('/');
  const value = readUint32(slash < 0 ? text : text.slice(0, slash));
  const mask = slash < 0 ? ALL_BITS : readUint32(text.slice(slash + 1));
  return value === undefined || mask === undefined ? undefined : { value, mask };
}

/** The ways to say a new mark, all of them `(mark & ~mask) ^ value`: xt_MARK, libxt_MARK.c. */
export function markOperation(operation: string, text: string): MarkMask | undefined {
  const operand = readMarkMask(text);
  if (!operand) return undefined;
  const { value, mask } = operand;
  switch (operation) {
    case 'xset':
      return operand;
    // (mark & ~m) | v: the bits of v are cleared first, then ^ does what | does.
    case 'set':
      return { value, mask: (value | mask) >>> 0 };
    case 'or':
      return { value, mask: value };
    case 'and':
      return { value: 0, mask: ~value >>> 0 };
    case 'xor':
      return { value, mask: 0 };
    default:
      return undefined;
  }
}

/** `10.0.0.1`, `10.0.0.1-10.0.0.9:80-90`, `:53`, `[fd00::1]:80`, `fd00::1`. */
export function readNatRange(text: string): NatRange | undefined {
  const { addresses, ports } = splitNatRange(text);
  const range = ports === undefined ? undefined : readPortRange(ports, '-');
  if (ports !== undefined && !range) return undefined;
  if (addresses === '') return range && { ports: range };
  const [first = '', last, ...more] = addresses.split('-');
  const from = parseIp(first);
  const to = last === undefined ? undefined : parseIp(last);
  if (from === undefined || more.length > 0 || (last !== undefined && to === undefined)) {
    return undefined;
  }
  return { from, ...(to !== undefined && { to }), ...(range && { ports: range }) };
}

function splitNatRange(text: string): {
  readonly addresses: string;
  readonly ports: string | undefined;
} {
  const bracketed = /^\[([^\]]*)\](?::(.*))?$/.exec(text);
  if (bracketed) return { addresses: bracketed[1] ?? '', ports: bracketed[2] };
  const colon = text.indexOf(':');
  // Without brackets, more than one colon is an IPv6 address: `fd00::1`.
  if (colon < 0 || text.includes(':', colon + 1)) return { addresses: text, ports: undefined };
  return { addresses: text.slice(0, colon), ports: text.slice(colon + 1) };
}

/** `10.0.0.5-10.0.0.9`; one address is a range of one. */
export function readIpRange(text: string, negated: boolean): IpRange | undefined {
  const [first = '', last = first] = text.split('-');
  const from = parseIp(first);
  const to = parseIp(last);
  return from === undefined || to === undefined ? undefined : { from, to, negated };
}

export function readConntrackAddress(
  text: string,
  negated: boolean,
): { readonly prefix: Prefix; readonly negated: boolean } | undefined {
  const prefix = parsePrefix(text);
  return prefix === undefined ? undefined : { prefix, negated };
}

/** tcp(7) header bits, lowest first, in the order in which iptables prints them. */
const TCP_FLAGS = ['FIN', 'SYN', 'RST', 'PSH', 'ACK', 'URG'];

/** `FIN,SYN` of `SYN`, `ALL` and `NONE`, or as numbers: `0x17`, `0x02`. */
export function readTcpFlags(mask: string, set: string, negated: boolean): TcpFlags | undefined {
  const maskNames = flagNames(mask);
  const setNames = flagNames(set);
  return maskNames && setNames && { mask: maskNames, set: setNames, negated };
}

function flagNames(text: string): readonly string[] | undefined {
  if (text === 'NONE') return [];
  if (text === 'ALL') return TCP_FLAGS;
  if (/^0x[0-9a-f]{1,2}$/i.test(text)) {
    const bits = Number(text);
    return bits < 1 << TCP_FLAGS.length ? TCP_FLAGS.filter((_, n) => bits & (1 << n)) : undefined;
  }
  const names = text.split(',');
  return names.every((name) => TCP_FLAGS.includes(name)) ? names : undefined;
}

/** The kernel's default, which `iptables-save` leaves out: XT_LIMIT_BURST. */
export const DEFAULT_LIMIT_BURST = 5;
/** `warning`, which `iptables-save` leaves out: LOG_DEFAULT_LEVEL in libxt_LOG.c. */
export const DEFAULT_LOG_LEVEL = '4';
