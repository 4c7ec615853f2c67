import type { Ip, Mac } from '@vethscope/model';
import { ipBits, parseMac } from '@vethscope/model';
import type { Interface } from '../network/network.ts';
import { isMulticast } from '../network/specialAddress.ts';

/** Whether frames need a MAC address there: not over loopback, tunnels and what has NOARP. */
export function neighborTakesPart({ link, type }: Interface): boolean {
  if (link.flags.includes('NOARP') || link.flags.includes('LOOPBACK')) return false;
  if (type === 'ipip' || type === 'wireguard' || type === 'loopback') return false;
  return link.linkType === undefined || link.linkType === 'ether';
}

export const BROADCAST_MAC = 'ff:ff:ff:ff:ff:ff' as Mac;

/** The address that a group's frames go to, without asking anybody: RFC 1112, RFC 2464. */
export function multicastMac(group: Ip): Mac | undefined {
  if (!isMulticast(group)) return undefined;
  return group.includes(':')
    ? macOfBits(0x333300000000n | (ipBits(group) & 0xffffffffn))
    : macOfBits(0x01005e000000n | (ipBits(group) & 0x7fffffn));
}

function macOfBits(bits: bigint): Mac | undefined {
  const digits = bits.toString(16).padStart(12, '0');
  return parseMac(digits.replace(/..(?=.)/g, '$&:'));
}
