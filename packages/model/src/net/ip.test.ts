import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ip, prefix } from '../testing/builders.ts';
import {
  comparePrefix,
  defaultPrefix,
  type Family,
  formatIp,
  ipBits,
  ipFamily,
  isLinkLocal,
  networkOf,
  parseIp,
  parsePrefix,
  prefixAddress,
  prefixContains,
  prefixLength,
} from './ip.ts';

describe('an address', () => {
  test.each([
    ['0.0.0.0', '0.0.0.0'],
    ['255.255.255.255', '255.255.255.255'],
    ['10.85.0.4', '10.85.0.4'],
    // RFC 5952, 4.1: no leading zeros, 4.2: the longest run of zeros, 4.3: lower case.
    ['2001:0db8::0001', '2001:db8::1'],
    ['2001:db8:0:0:0:0:2:1', '2001:db8::2:1'],
    ['2001:db8:0:1:1:1:1:1', '2001:db8:0:1:1:1:1:1'],
    ['2001:0:0:1:0:0:0:1', '2001:0:0:1::1'],
    ['2001:db8:0:0:1:0:0:1', '2001:db8::1:0:0:1'],
    ['2001:DB8::AbCd', '2001:db8::abcd'],
    ['::', '::'],
    ['0:0:0:0:0:0:0:0', '::'],
    ['::1', '::1'],
    ['1::', '1::'],
    ['1:2:3:4:5:6:7::', '1:2:3:4:5:6:7:0'],
    ['::2:3:4:5:6:7:8', '0:2:3:4:5:6:7:8'],
    ['1:0:0:4:5:6:7:8', '1::4:5:6:7:8'],
    ['ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff', 'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff'],
    // 5: an IPv4-mapped address keeps its dots.
    ['::ffff:10.0.0.1', '::ffff:10.0.0.1'],
    ['::ffff:a00:1', '::ffff:10.0.0.1'],
    ['64:ff9b::192.0.2.1', '64:ff9b::c000:201'],
    ['::10.0.0.1', '::a00:1'],
  ])('%s is %s', (text, canonical) => {
    expect(parseIp(text)).toBe(canonical);
  });

  test.each([
    '',
    ' ',
    'default',
    'eth0',
    '10.0.0',
    '10.0.0.0.0',
    '10.0.0.256',
    '10.0.0.-1',
    '10.0.0.1 ',
    '10.0.0.',
    '10..0.1',
    '0x0a.0.0.1',
    // Octal to some tools, ten to others.
    '010.0.0.1',
    '10.0.0.1e0',
    '10.0.0.1/24',
    '10.0.0.1:80',
    ':',
    ':::',
    '::1::',
    '1::2::3',
    ':1:2:3:4:5:6:7',
    '1:2:3:4:5:6:7:',
    '1:2:3:4:5:6:7',
    '1:2:3:4:5:6:7:8:9',
    '1:2:3:4::5:6:7:8',
    '12345::',
    'g::',
    'fe80::1%eth0',
    '[fe80::1]',
    '10.0.0.1::',
    '::10.0.0',
    '::10.0.0.1:1',
    '02:00:00:00:00:01',
  ])('%j is none', (text) => {
    expect(parseIp(text)).toBeUndefined();
  });

  test('keeps its bits through printing and reading', () => {
    const address = fc.oneof(
      fc.tuple(fc.constant<Family>(4), fc.bigInt({ min: 0n, max: 2n ** 32n - 1n })),
      fc.tuple(fc.constant<Family>(6), fc.bigInt({ min: 0n, max: 2n ** 128n - 1n })),
    );
    fc.assert(
      fc.property(address, ([family, bits]) => {
        const printed = formatIp(bits, family);
        expect(parseIp(printed)).toBe(printed);
        expect(ipBits(printed)).toBe(bits);
        expect(ipFamily(printed)).toBe(family);
      }),
      { seed: 1, numRuns: 500 },
    );
  });

  test('of IPv6 is printed as the URL standard prints it, IPv4-mapped ones apart', () => {
    const group = fc.oneof(fc.constant('0'), fc.constant('0'), fc.nat(0xffff).map(hex));
    const text = fc.oneof(
      fc.ipV6(),
      fc.array(group, { minLength: 8, maxLength: 8 }).map((groups) => groups.join(':')),
    );
    fc.assert(
      fc.property(text, (written) => {
        const canonical = new URL(`http://[${written}]/`).hostname.slice(1, -1);
        const read = ip(written);
        if (read.startsWith('::ffff:') && read.includes('.')) {
          expect(ipBits(read)).toBe(ipBits(ip(canonical)));
        } else {
          expect(read).toBe(canonical);
        }
      }),
      { seed: 1, numRuns: 500 },
    );
  });

  test('is read or refused, whatever the text', () => {
    const text = fc.oneof(
      fc.string({ unit: fc.constantFrom(...'0123456789abcdef:./ ') }),
      fc.string({ unit: 'binary-ascii' }),
    );
    fc.assert(
      fc.property(text, (written) => {
        const read = parseIp(written);
        if (read !== undefined) expect(parseIp(read)).toBe(read);
        const network = parsePrefix(written);
        if (network !== undefined) expect(parsePrefix(network)).toBe(network);
      }),
      { seed: 1, numRuns: 1000 },
    );
  });
});

describe('a prefix', () => {
  test.each([
    ['10.0.0.0/8', '10.0.0.0/8'],
    ['0.0.0.0/0', '0.0.0.0/0'],
    ['10.0.0.1', '10.0.0.1/32'],
    ['fe80::1', 'fe80::1/128'],
    ['2001:DB8:0::/32', '2001:db8::/32'],
    // Host bits are kept: an interface's address is written so.
    ['10.0.0.11/24', '10.0.0.11/24'],
    ['10.0.0.0/255.0.0.0', '10.0.0.0/8'],
    ['10.0.0.0/0.0.0.0', '10.0.0.0/0'],
    ['10.0.0.1/255.255.255.255', '10.0.0.1/32'],
    ['10.0.0.0/255.255.255.192', '10.0.0.0/26'],
    ['fe80::/ffff:ffff:ffff:ffff::', 'fe80::/64'],
    ['fe80::/::', 'fe80::/0'],
  ])('%s is %s', (text, canonical) => {
    expect(parsePrefix(text)).toBe(canonical);
  });

  test.each([
    '',
    '/8',
    '10/8',
    '10.0.0.0/',
    '10.0.0.0/33',
    '10.0.0.0/-1',
    '10.0.0.0/8/8',
    '10.0.0.0/8 ',
    '10.0.0.0/+8',
    '10.0.0.0/0x8',
    '10.0.0.0/08',
    // A mask with holes.
    '10.0.0.0/255.0.255.0',
    '10.0.0.0/0.0.0.255',
    '10.0.0.0/ff00::',
    'fe80::/129',
    'fe80::/255.0.0.0',
    'fe80::/ffff:0:ffff::',
  ])('%j is none', (text) => {
    expect(parsePrefix(text)).toBeUndefined();
  });

  test('has an address and a length', () => {
    expect(prefixAddress(prefix('10.0.0.11/24'))).toBe('10.0.0.11');
    expect(prefixLength(prefix('fe80::1/64'))).toBe(64);
    expect([defaultPrefix(4), defaultPrefix(6)]).toEqual(['0.0.0.0/0', '::/0']);
  });

  test.each([
    ['10.0.0.11/24', '10.0.0.0/24'],
    ['10.0.0.11/32', '10.0.0.11/32'],
    ['255.255.255.255/0', '0.0.0.0/0'],
    ['192.168.2.77/26', '192.168.2.64/26'],
    ['2001:db8::ffff/64', '2001:db8::/64'],
    ['2001:db8:ffff::/33', '2001:db8:8000::/33'],
    ['::ffff:10.0.0.1/96', '::ffff:0.0.0.0/96'],
  ])('%s is in the network %s', (text, network) => {
    expect(networkOf(prefix(text))).toBe(network);
  });

  test.each([
    ['10.0.0.0/8', '10.255.255.255', true],
    ['10.0.0.0/8', '11.0.0.0', false],
    ['10.0.0.0/8', '9.255.255.255', false],
    ['192.168.2.0/26', '192.168.2.63', true],
    ['192.168.2.0/26', '192.168.2.64', false],
    ['192.168.2.1/32', '192.168.2.1', true],
    ['192.168.2.1/32', '192.168.2.0', false],
    ['0.0.0.0/0', '255.255.255.255', true],
    ['128.0.0.0/1', '255.0.0.1', true],
    ['128.0.0.0/1', '127.255.255.255', false],
    ['0.0.0.0/1', '128.0.0.0', false],
    // The host bits of the prefix do not count.
    ['10.0.0.11/24', '10.0.0.200', true],
    ['::/0', 'ffff::1', true],
    ['fe80::/10', 'febf::1', true],
    ['fe80::/10', 'fec0::1', false],
    ['2001:db8::1/128', '2001:db8::1', true],
    ['2001:db8::1/128', '2001:db8::2', false],
    // Each family has its own addresses.
    ['0.0.0.0/0', '::1', false],
    ['::/0', '10.0.0.1', false],
    ['::ffff:0:0/96', '10.0.0.1', false],
  ])('%s contains %s: %s', (network, address, expected) => {
    expect(prefixContains(prefix(network), ip(address))).toBe(expected);
  });

  test('contains its own address, and what contains a longer one contains its addresses', () => {
    const bits = fc.bigInt({ min: 0n, max: 2n ** 128n - 1n });
    fc.assert(
      fc.property(bits, fc.nat(128), fc.nat(128), (number, a, b) => {
        const address = formatIp(number, 6);
        const [short, long] = a < b ? [a, b] : [b, a];
        const network = networkOf(prefix(`${address}/${long}`));
        expect(prefixContains(network, address)).toBe(true);
        expect(prefixContains(prefix(`${address}/${short}`), prefixAddress(network))).toBe(true);
      }),
      { seed: 1, numRuns: 300 },
    );
  });

  test('sorts by family, number and length', () => {
    const sorted = [
      '9.0.0.0/8',
      '10.0.0.0/8',
      '10.0.0.0/9',
      '10.0.1.0/24',
      '::/0',
      '2::/16',
      '10::/16',
    ];
    const shuffled = [...sorted].reverse().map(prefix);
    expect(shuffled.sort(comparePrefix)).toEqual(sorted);
    expect(comparePrefix(prefix('10.0.0.0/8'), prefix('10.0.0.0/8'))).toBe(0);
  });
});

test.each([
  ['169.254.0.0', true],
  ['169.254.1.1', true],
  ['169.254.255.255', true],
  ['169.253.255.255', false],
  ['169.255.0.0', false],
  ['fe80::1', true],
  ['febf:ffff::1', true],
  ['fe7f::1', false],
  // 0fe8:…
  ['fe8::1', false],
  ['fe8a:1::', true],
  ['fec0::1', false],
  ['::ffff:169.254.1.1', false],
])('%s means something on its own link alone: %s', (address, expected) => {
  expect(isLinkLocal(ip(address))).toBe(expected);
});

function hex(number: number): string {
  return number.toString(16);
}
