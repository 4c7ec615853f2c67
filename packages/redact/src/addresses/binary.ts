import { type Family, familyWidth, formatIp, type Ip, ipBits, ipFamily } from '@vethscope/model';

/** An address as 32 or 128 digits `0` and `1`: its prefixes are the beginnings of this text. */
export function binaryOf(ip: Ip): string {
  return ipBits(ip)
    .toString(2)
    .padStart(familyWidth(ipFamily(ip)), '0');
}

export function ipOfBinary(binary: string): Ip {
  return formatIp(BigInt(`0b${binary}`), familyOf(binary));
}

function familyOf(binary: string): Family {
  return binary.length === 32 ? 4 : 6;
}
