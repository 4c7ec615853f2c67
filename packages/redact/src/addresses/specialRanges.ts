import { type Family, type Ip, ipFamily, parseIp } from '@vethscope/model';
import { binaryOf } from './binary.ts';

/** A range that stays where it is. */
interface SpecialRange {
  readonly family: Family;
  readonly binary: string;
  readonly length: number;
  /** `kept`: every address in it stays; `permuted`: its addresses change places inside it. */
  readonly inside: 'kept' | 'permuted';
}

function range(text: string, inside: SpecialRange['inside']): SpecialRange {
  const [address = '', length = ''] = text.split('/');
  const ip = parseIp(address);
  if (ip === undefined) throw new RangeError(`not a range: ${text}`);
  return { family: ipFamily(ip), binary: binaryOf(ip), length: Number(length), inside };
}

/**
 * The ranges that mean something by themselves (IANA's special-purpose registries). Documentation
 * ranges are not among them: people use them like any other.
 */
const RANGES: readonly SpecialRange[] = [
  range('0.0.0.0/8', 'kept'),
  range('10.0.0.0/8', 'permuted'),
  range('100.64.0.0/10', 'permuted'),
  range('127.0.0.0/8', 'kept'),
  // 169.254.1.1 is the gateway of every Calico pod, 169.254.169.254 the cloud's metadata service.
  range('169.254.0.0/16', 'kept'),
  range('172.16.0.0/12', 'permuted'),
  range('192.168.0.0/16', 'permuted'),
  range('224.0.0.0/4', 'kept'),
  range('240.0.0.0/4', 'kept'),
  range('::/127', 'kept'),
  range('2000::/3', 'permuted'),
  range('fc00::/8', 'permuted'),
  range('fd00::/8', 'permuted'),
  range('fe80::/64', 'permuted'),
  range('fe80::/10', 'permuted'),
  range('ff00::/8', 'kept'),
];

/**
 * How many leading bits of an address must not change so that every special range maps onto itself,
 * and what is outside of them stays outside.
 */
export function fixedBits(ip: Ip): number {
  const family = ipFamily(ip);
  const binary = binaryOf(ip);
  let fixed = 0;
  for (const range of RANGES) {
    if (range.family !== family) continue;
    const common = commonBits(binary, range);
    if (common === range.length && range.inside === 'kept') return binary.length;
    // The first bit that tells an address from the range has to stay as well.
    fixed = Math.max(fixed, Math.min(common + 1, range.length));
  }
  return fixed;
}

/** How far an address goes along with a range, at most to the range's end. */
function commonBits(binary: string, range: SpecialRange): number {
  let common = 0;
  while (common < range.length && binary.charAt(common) === range.binary.charAt(common)) common++;
  return common;
}
