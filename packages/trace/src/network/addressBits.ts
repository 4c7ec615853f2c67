import type { Ip, Prefix } from '@vethscope/model';
import { ipBits, parseIp, parsePrefix, prefixAddress, prefixLength } from '@vethscope/model';
import type { Packet } from '../packet.ts';

/** An address to calculate with: IPv4 an unsigned number, IPv6 a bigint of 128 bits. */
export type AddressBits = number | bigint;

/** A packet's addresses, read once for all rules that it meets. */
export interface PacketAddresses {
  readonly source: AddressBits;
  readonly destination: AddressBits;
}

export function packetAddresses(packet: Packet): PacketAddresses {
  const known = read.get(packet);
  if (known) return known;
  const fresh = {
    source: addressBits(packet.source),
    destination: addressBits(packet.destination),
  };
  read.set(packet, fresh);
  return fresh;
}

const read = new WeakMap<Packet, PacketAddresses>();

export function addressBits(ip: Ip): AddressBits {
  return ip.includes(':') ? ipv6Bits(ip) : ipv4Number(ip);
}

const KEPT = 4096;
const known = new Map<Ip, bigint>();

/** As `ipBits`: the addresses of one walk are asked for again and again. */
export function ipv6Bits(ip: Ip): bigint {
  const bits = known.get(ip);
  if (bits !== undefined) return bits;
  if (known.size >= KEPT) known.clear();
  const fresh = ipBits(ip);
  known.set(ip, fresh);
  return fresh;
}

/** Whether a prefix holds an address; host bits of the prefix do not count, as in the kernel. */
export function prefixTest(prefix: Prefix): (address: AddressBits) => boolean {
  const network = maskedBits(addressBits(prefixAddress(prefix)), prefixLength(prefix));
  const length = prefixLength(prefix);
  return (address) => typeof address === typeof network && maskedBits(address, length) === network;
}

/** The same, of an address as it is written. */
export function addressTest(prefix: Prefix): (address: Ip) => boolean {
  const holds = prefixTest(prefix);
  return (address) => holds(addressBits(address));
}

/** The first `length` bits, the others 0. */
export function maskedBits(address: AddressBits, length: number): AddressBits {
  if (typeof address === 'bigint') {
    const shift = BigInt(128 - length);
    return (address >> shift) << shift;
  }
  return length === 0 ? 0 : (address & (0xffffffff << (32 - length))) >>> 0;
}

/** An address range, both ends included. */
export interface AddressSpan {
  readonly first: AddressBits;
  readonly last: AddressBits;
}

/** `10.0.0.0/24`, `10.0.0.1`, `10.0.0.1-10.0.0.9`. */
export function readAddressSpan(text: string): AddressSpan | undefined {
  const [from = '', to] = text.split('-');
  if (to !== undefined) {
    const first = parseIp(from);
    const last = parseIp(to);
    if (first === undefined || last === undefined) return undefined;
    return { first: addressBits(first), last: addressBits(last) };
  }
  const prefix = parsePrefix(from);
  if (prefix === undefined) return undefined;
  const length = prefixLength(prefix);
  const first = maskedBits(addressBits(prefixAddress(prefix)), length);
  return { first, last: lastOf(first, length) };
}

function lastOf(first: AddressBits, length: number): AddressBits {
  return typeof first === 'bigint'
    ? first + (1n << BigInt(128 - length)) - 1n
    : first + 2 ** (32 - length) - 1;
}

/** Whether it is between both, all of one family. */
export function isWithin(address: AddressBits, { first, last }: AddressSpan): boolean {
  return typeof address === typeof first && address >= first && address <= last;
}

function ipv4Number(ip: string): number {
  let value = 0;
  let octet = 0;
  for (let i = 0; i < ip.length; i++) {
    const code = ip.charCodeAt(i);
    if (code === DOT) {
      value = value * 256 + octet;
      octet = 0;
    } else {
      octet = octet * 10 + code - ZERO;
    }
  }
  return value * 256 + octet;
}

const DOT = 46;
const ZERO = 48;
