import { type Ip, isMulticast } from '@vethscope/model';

export { isMulticast };

/*
 * Addresses that mean something by themselves: linux/in.h (ipv4_is_…), net/ipv6/addrconf_core.c
 * (__ipv6_addr_type), RFC 4291. They are told by how they are written, of which there is one way.
 */

/** 0.0.0.0/8 */
export function isZeronet(address: Ip): boolean {
  return address.startsWith('0.');
}

/** 127.0.0.0/8, ::1 */
export function isLoopback(address: Ip): boolean {
  return address.startsWith('127.') || address === '::1';
}

export function isLimitedBroadcast(address: Ip): boolean {
  return address === '255.255.255.255';
}

export function isUnspecified(address: Ip): boolean {
  return address === '0.0.0.0' || address === '::';
}

/** 224.0.0.0/24 */
export function isLocalMulticast(address: Ip): boolean {
  return address.startsWith('224.0.0.');
}

/** fe80::/10 */
export function isLinkLocal6(address: Ip): boolean {
  return /^fe[89ab][\da-f]:/.test(address);
}

/** Where an IPv6 address means something, for the choice of a source: RFC 4007, RFC 6724 3.1. */
export function scopeOf6(address: Ip): number {
  // ff05::2 is of scope 5.
  if (isMulticast(address)) return Number.parseInt(address.charAt(3), 16);
  if (isLinkLocal6(address) || address === '::1') return LINK_LOCAL;
  return /^fe[c-f][\da-f]:/.test(address) ? SITE_LOCAL : GLOBAL;
}

export const LINK_LOCAL = 0x2;
const SITE_LOCAL = 0x5;
const GLOBAL = 0xe;
