import type { Ip } from '@vethscope/model';
import { addressBits } from './addressBits.ts';

/*
 * Addresses that mean something by themselves: linux/in.h (ipv4_is_…), net/ipv6/addrconf_core.c
 * (__ipv6_addr_type), RFC 4291.
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

/** 224.0.0.0/4, ff00::/8 */
export function isMulticast(address: Ip): boolean {
  return address.includes(':')
    ? addressBits(address) >> 120n === 0xffn
    : addressBits(address) >> 28n === 0xen;
}

/** 224.0.0.0/24 */
export function isLocalMulticast(address: Ip): boolean {
  return address.startsWith('224.0.0.');
}

/** fe80::/10 */
export function isLinkLocal6(address: Ip): boolean {
  return address.includes(':') && addressBits(address) >> 118n === 0x3fan;
}

/** Where an IPv6 address means something, for the choice of a source: RFC 4007, RFC 6724 3.1. */
export function scopeOf6(address: Ip): number {
  if (isMulticast(address)) return Number((addressBits(address) >> 112n) & 0xfn);
  if (isLinkLocal6(address) || address === '::1') return LINK_LOCAL;
  return addressBits(address) >> 118n === 0x3fbn ? SITE_LOCAL : GLOBAL;
}

export const LINK_LOCAL = 0x2;
const SITE_LOCAL = 0x5;
const GLOBAL = 0xe;
