import {
  formatIp,
  type Ip,
  ipBits,
  networkOf,
  type Prefix,
  parseIp,
  parseMac,
  parsePrefix,
  prefixContains,
} from '@vethscope/model';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Secret } from '../secret.ts';
import { AddressTokens, addressesIn } from './addressTokens.ts';

function tokensOf(key: number, ...texts: readonly string[]): AddressTokens {
  return new AddressTokens(new Secret(new Uint8Array([key])), addressesIn(texts));
}

function mapped(text: string, tokens = tokensOf(1, text)): string {
  const ip = parseIp(text);
  const prefix = parsePrefix(text);
  if (ip) return tokens.address(ip);
  return prefix ? tokens.prefix(prefix) : 'no address';
}

function ip(text: string): Ip {
  const parsed = parseIp(text);
  if (!parsed) throw new Error(text);
  return parsed;
}

function prefix(text: string): Prefix {
  const parsed = parsePrefix(text);
  if (!parsed) throw new Error(text);
  return parsed;
}

const key = fc.integer({ min: 0, max: 255 });
const ipv4 = fc.integer({ min: 0, max: 0xffffffff }).map((n) => formatIp(BigInt(n), 4));
const ipv6 = fc.bigInt(0n, (1n << 128n) - 1n).map((bits) => formatIp(bits, 6));
const anyIp = fc.oneof(ipv4, ipv6);

describe('what stays', () => {
  test.each([
    ['0.0.0.0', 'no address at all'],
    ['0.0.0.0/0', 'the default'],
    ['127.0.0.1', 'loopback'],
    ['169.254.1.1', 'the gateway of Calico pods'],
    ['169.254.169.254', 'a cloud’s metadata service'],
    ['224.0.0.251', 'multicast'],
    ['255.255.255.255', 'broadcast'],
    ['10.0.0.0/8', 'a private range as a whole'],
    ['192.168.0.0/16', 'a private range as a whole'],
    ['::', 'no address at all'],
    ['::1', 'loopback'],
    ['::/0', 'the default'],
    ['fe80::/64', 'link-local'],
    ['ff02::1', 'all nodes'],
  ])('%s, %s', (text) => {
    expect(mapped(text)).toBe(text);
  });

  test.each(['00:00:00:00:00:00', 'ff:ff:ff:ff:ff:ff', 'ee:ee:ee:ee:ee:ee', '33:33:00:00:00:01'])(
    '%s',
    (text) => {
      const mac = parseMac(text);
      expect(mac && tokensOf(1).mac(mac)).toBe(text);
    },
  );
});

/** Private stays private, public stays public: RFC 1918, RFC 6598, RFC 4193. */
test('every range keeps its addresses', () => {
  const ranges = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10'];
  const all = [...ranges, '127.0.0.0/8', '169.254.0.0/16', '224.0.0.0/4', 'fd00::/8'].map(prefix);
  fc.assert(
    fc.property(key, anyIp, (secret, address) => {
      const token = tokensOf(secret, address).address(address);
      for (const range of [...all, prefix('fe80::/10'), prefix('ff00::/8'), prefix('2000::/3')]) {
        expect([range, prefixContains(range, token)]).toEqual([
          range,
          prefixContains(range, address),
        ]);
      }
    }),
    { seed: 1, numRuns: 500 },
  );
});

test('two addresses share as many leading bits afterwards as before', () => {
  const pair = fc
    .tuple(anyIp, fc.integer({ min: 0, max: 127 }))
    .map(([one, at]) => {
      const family = one.includes(':') ? 6 : 4;
      const bit = 1n << BigInt(at % (family === 4 ? 32 : 128));
      return [one, formatIp(ipBits(one) ^ bit, family)] as const;
    })
    // An address that holds a MAC address, or an IPv4 one, follows that instead.
    .filter((both) => both.every((one) => !/^(fe80|::ffff|64:ff9b)/.test(one)));
  const shared = (a: Ip, b: Ip): number => (ipBits(a) ^ ipBits(b)).toString(2).length;
  fc.assert(
    fc.property(key, pair, (secret, [one, other]) => {
      const tokens = tokensOf(secret, one, other);
      expect(shared(tokens.address(one), tokens.address(other))).toBe(shared(one, other));
    }),
    { seed: 1, numRuns: 500 },
  );
});

test('no two addresses become one, and the same becomes the same in every form', () => {
  fc.assert(
    fc.property(key, fc.uniqueArray(anyIp, { maxLength: 40 }), (secret, addresses) => {
      const tokens = tokensOf(secret, addresses.join(' '));
      expect(new Set(addresses.map((one) => tokens.address(one))).size).toBe(addresses.length);
      for (const one of addresses) {
        const length = one.includes(':') ? 128 : 32;
        expect(tokens.prefix(prefix(`${one}/${length}`))).toBe(`${tokens.address(one)}/${length}`);
      }
    }),
  );
});

describe('subnets', () => {
  const subnet = fc.tuple(ipv4, fc.integer({ min: 8, max: 30 }), fc.nat());

  test('stay subnets: what is in one before is in it afterwards', () => {
    fc.assert(
      fc.property(key, subnet, (secret, [address, length, host]) => {
        const written = prefix(`${address}/${length}`);
        const network = networkOf(written);
        const bits = ipBits(ip(network.split('/')[0] ?? ''));
        const inside = formatIp(bits + (BigInt(host) & ((1n << BigInt(32 - length)) - 1n)), 4);
        const tokens = tokensOf(secret, `${written} ${network} ${inside}`);
        const token = tokens.prefix(network);
        expect(networkOf(tokens.prefix(written))).toBe(token);
        expect(networkOf(token)).toBe(token);
        expect(prefixContains(token, tokens.address(inside))).toBe(true);
      }),
      { seed: 1, numRuns: 300 },
    );
  });

  test('their first and last addresses stay first and last where hosts are in them', () => {
    fc.assert(
      fc.property(key, subnet, (secret, [address, length]) => {
        const written = prefix(`${address}/${length}`);
        const hostBits = BigInt(32 - length);
        const first = ipBits(ip(networkOf(written).split('/')[0] ?? ''));
        const last = formatIp(first + (1n << hostBits) - 1n, 4);
        const tokens = tokensOf(secret, `inet ${written} brd ${last}`);
        const network = tokens.prefix(networkOf(written));
        const start = ipBits(ip(network.split('/')[0] ?? ''));
        expect(tokens.address(last)).toBe(formatIp(start + (1n << hostBits) - 1n, 4));
        expect(tokens.address(formatIp(first, 4))).toBe(formatIp(start, 4));
      }),
      { seed: 1, numRuns: 300 },
    );
  });
});

describe('addresses that hold others', () => {
  test('a link-local address follows its MAC address', () => {
    const tokens = tokensOf(3, 'fe80::5054:ff:feaa:a');
    const mac = parseMac('52:54:00:aa:00:0a');
    const token = mac && tokens.mac(mac);
    const [a, b, c, d, e, f] = (token ?? '').split(':').map((octet) => Number.parseInt(octet, 16));
    const hex = (high = 0, low = 0) => (high * 256 + low).toString(16);
    expect(tokens.address(ip('fe80::5054:ff:feaa:a'))).toBe(
      parseIp(`fe80::${hex((a ?? 0) ^ 2, b)}:${hex(c, 0xff)}:${hex(0xfe, d)}:${hex(e, f)}`),
    );
  });

  test('an IPv4-mapped address follows the IPv4 address', () => {
    const tokens = tokensOf(3, '10.20.30.40 ::ffff:10.20.30.40');
    const inner = tokens.address(ip('10.20.30.40'));
    expect(tokens.address(ip('::ffff:10.20.30.40'))).toBe(`::ffff:${inner}`);
  });

  test('a solicited-node group follows the address that it is for, and its MAC address too', () => {
    const tokens = tokensOf(3, '2001:db8:1::aabb:ccdd');
    const low = ipBits(tokens.address(ip('2001:db8:1::aabb:ccdd'))) & 0xffffffn;
    const group = tokens.address(ip('ff02::1:ffbb:ccdd'));
    expect(ipBits(group)).toBe((0xff0200000000000000000001ffn << 24n) | low);
    const mac = parseMac('33:33:ff:bb:cc:dd');
    expect((mac && tokens.mac(mac))?.replaceAll(':', '')).toBe(
      `3333ff${low.toString(16).padStart(6, '0')}`,
    );
  });

  test('MAC addresses become locally administered ones, each its own', () => {
    const octet = fc.integer({ min: 0, max: 255 }).map((n) => n.toString(16).padStart(2, '0'));
    const unicast = fc.tuple(
      fc.constantFrom('00', '52', '0a', 'f8'),
      octet,
      octet,
      octet,
      octet,
      octet,
    );
    fc.assert(
      fc.property(key, fc.uniqueArray(unicast, { selector: String }), (secret, list) => {
        const tokens = tokensOf(secret);
        const macs = list.flatMap((octets) => parseMac(octets.join(':')) ?? []);
        const others = macs.filter((mac) => mac !== '00:00:00:00:00:00');
        const renamed = others.map((mac) => tokens.mac(mac));
        expect(new Set(renamed).size).toBe(others.length);
        expect(renamed.every((mac) => mac.startsWith('02:'))).toBe(true);
      }),
      { seed: 1, numRuns: 100 },
    );
  });
});
