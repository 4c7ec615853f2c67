import { type Family, familyWidth, type Ip, ipBits, ipFamily, parseIp } from '@vethscope/model';

/** A range that stays where it is. */
interface SpecialRange {
  readonly family: Family;
  readonly bits: bigint;
  readonly length: number;
  /** `kept`: every address in it stays; `permuted`: its addresses change places inside it. */
  readonly inside: 'kept' | 'permuted';
}

function range(text: string, inside: SpecialRange['inside']): SpecialRange {
  const [address = '', length = ''] = text.split('/');
  const ip = parseIp(address);
  if (ip === undefined) throw new RangeError(`not a range: ${text}`);
  return { family: ipFamily(ip), bits: ipBits(ip), length: Number(length), inside };
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
  const width = familyWidth(family);
  const bits = ipBits(ip);
  let fixed = 0;
  for (const range of RANGES) {
    if (range.family !== family) continue;
    const common = commonBits(bits, range.bits, width);
    if (common >= range.length && range.inside === 'kept') return width;
    // The first bit that tells an address from the range has to stay as well.
    fixed = Math.max(fixed, Math.min(common + 1, range.length));
  }
  return fixed;
}

function commonBits(a: bigint, b: bigint, width: number): number {
  const difference = a ^ b;
  return difference === 0n ? width : width - difference.toString(2).length;
}
