import { readFileSync } from 'node:fs';
import { ipFamily, type Nexthop, parseIp, parsePrefix, type Route } from '@vethscope/model';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { testFixturePairs } from '../../testing/fixturePairs.ts';
import { parseRoutes } from './parse.ts';

const FIXTURES = new URL('./fixtures/', import.meta.url);

testFixturePairs(FIXTURES, (text, argv) => parseRoutes(text, undefined, argv));

function read(command: string, ...lines: string[]) {
  return parseRoutes(lines.join('\n'), undefined, command.split(' '));
}

function fixture(name: string): string {
  return readFileSync(new URL(name, FIXTURES), 'utf8');
}

describe('text and JSON of the same kernel state', () => {
  test.each([
    ['main', 'ip route show'],
    ['main-detailed', 'ip -d route show'],
    ['all-tables', 'ip route show table all'],
  ])('%s', (name, command) => {
    const [text, json] = ['txt', 'json'].map((form) =>
      read(command, fixture(`both-forms/${name}.${form}`)).records.flatMap(comparable),
    );
    expect(text?.length).toBeGreaterThan(15);
    expect(json).toEqual(text);
  });

  /**
   * JSON does not say which metrics are locked, and writes encapsulations otherwise (of `encap ip`
   * it loses the destination); the countdown differs by when it was printed.
   */
  function comparable({ evidence: _, ...route }: Route): readonly unknown[] {
    const { lock, encap, expires, ...attributes } = route.attributes;
    return encap === undefined ? [{ ...route, attributes }] : [];
  }
});

describe('the lines of a route', () => {
  test('a nexthop line is a next hop, not a route to "nexthop"', () => {
    const { records } = read(
      'ip route',
      '10.50.0.0/16 ',
      '\tnexthop via 203.0.113.1 dev eth0 weight 1 onlink ',
      '\tnexthop via inet6 fe80::1 dev eth1 weight 3 dead linkdown ',
      '192.0.2.0/24 dev eth0 scope link',
    );
    expect(records.map(({ destination }) => destination)).toEqual(['10.50.0.0/16', '192.0.2.0/24']);
    expect(records[0]?.nexthops).toEqual([
      { via: '203.0.113.1', device: 'eth0', weight: 1, flags: ['onlink'] },
      { via: 'fe80::1', device: 'eth1', weight: 3, flags: ['dead', 'linkdown'] },
    ]);
    expect(records[0]?.evidence).toEqual({ file: '-', line: 1, endLine: 3 });
  });

  test('nexthop lines that lost their indent, or stand on the route line, are the same', () => {
    const hops = 'nexthop via 10.0.0.1 dev eth0 weight 1 nexthop via 10.0.0.2 dev eth1 weight 2';
    const [joined] = read('ip route', `10.50.0.0/16 proto bird ${hops}`).records;
    const [split] = read(
      'ip route',
      '10.50.0.0/16 proto bird',
      ...hops.split(/ (?=nexthop)/),
    ).records;
    expect(joined?.nexthops.map(({ via }) => via)).toEqual(['10.0.0.1', '10.0.0.2']);
    expect(split?.nexthops).toEqual(joined?.nexthops);
  });

  test('a nexthop line without its route is reported, not given to another', () => {
    const { records, diagnostics } = read(
      'ip route',
      '\tnexthop via 10.0.0.1 dev eth0 weight 1',
      '192.0.2.0/24 dev eth0',
    );
    expect(records).toHaveLength(1);
    expect(records[0]?.nexthops).toEqual([{ device: 'eth0', flags: [] }]);
    expect(diagnostics.map(({ line }) => line)).toEqual([1]);
  });

  test('pref behind the last next hop, as older iproute2 prints it, is the route’s', () => {
    const [route] = read(
      'ip -6 route',
      '2001:db8::/48 metric 1024 ',
      '\tnexthop via fe80::9 dev eth0 weight 1',
      '\tnexthop via fe80::a dev eth1 weight 1 pref medium',
    ).records;
    expect(route?.attributes).toEqual({ pref: 'medium' });
    expect(route?.nexthops).toHaveLength(2);
  });

  test('what several next hops say apart is kept apart', () => {
    const [route] = read(
      'ip route',
      '10.9.0.0/16 ',
      '\tnexthop encap mpls 100 via 10.0.0.1 dev eth0 weight 1',
      '\tnexthop encap mpls 200/300 via 10.0.0.2 dev eth0 weight 1',
    ).records;
    expect(route?.attributes).toEqual({
      'nexthop 1 encap': 'mpls 100',
      'nexthop 2 encap': 'mpls 200/300',
    });
  });

  test('an unknown word is named and changes nothing else', () => {
    const { records, diagnostics } = read(
      'ip route',
      '10.0.0.0/8 via 10.0.0.1 dev eth0 shiny 7 proto static metric 100',
    );
    expect(records).toMatchObject([
      {
        destination: '10.0.0.0/8',
        nexthops: [{ via: '10.0.0.1', device: 'eth0' }],
        protocol: 'static',
        metric: 100,
        attributes: { unknown: 'shiny 7' },
      },
    ]);
    expect(diagnostics.map(({ message }) => message)).toEqual([
      'words of a route that are not understood: shiny 7',
    ]);
  });

  test('a value that is none of its kind is not taken for one', () => {
    const [route] = read('ip route', '10.0.0.0/8 dev eth0 metric 1e3 src host-a mtu').records;
    expect(route).not.toHaveProperty('metric');
    expect(route).not.toHaveProperty('preferredSource');
    expect(route?.attributes).toEqual({ unknown: 'metric 1e3 src host-a mtu' });
  });
});

describe('what is not a route', () => {
  test.each([
    ['10.0.0.2', 'not read as a route: a route without a next hop'],
    ['default', 'not read as a route: a route without a next hop'],
    ['10.0.0.300/24 dev eth0', 'not read as a route: the destination is no address'],
    [
      'default via gateway.example dev eth0',
      'not read as a route: the gateway gateway.example is no address; capture without -r',
    ],
    [
      'RTNETLINK answers: No such device',
      'the command printed an error: "RTNETLINK answers: No such device"',
    ],
    ['nothing', 'line not recognized as `ip route` output: "nothing"'],
  ])('%s', (line, message) => {
    const { records, diagnostics } = read('ip route', line, '192.0.2.0/24 dev eth0');
    expect(diagnostics.map((diagnostic) => diagnostic.message)).toEqual([message]);
    expect(records).toHaveLength(1);
  });
});

describe('the family of a route', () => {
  test.each([
    ['the command line', 'ip -6 route', ['default dev tun0 metric 1024'], '::/0'],
    ['the command line', 'ip -f inet6 route', ['unreachable default'], '::/0'],
    ['IPv4 where nothing tells', 'ip route', ['default dev tun0 scope link'], '0.0.0.0/0'],
    ['the gateway', 'ip route show table all', ['default via fe80::1 dev eth0'], '::/0'],
    // Only routes of the other family print the gateway's.
    ['via inet6: not IPv6', 'ip route', ['default via inet6 fe80::1 dev eth0'], '0.0.0.0/0'],
    ['the source', 'ip route show table all', ['default dev eth0 src 2001:db8::1'], '::/0'],
    ['pref', 'ip route show table all', ['default dev tun0 metric 1024 pref medium'], '::/0'],
    ['the others', 'ip route show table 7', ['fe80::/64 dev e0', 'default dev e0'], '::/0'],
    ['0/1, 0.0.0.0/1 of old', 'ip route', ['0/1 dev tun0'], '0.0.0.0/1'],
  ])('%s', (_, command, lines, destination) => {
    expect(read(command, ...lines).records.at(-1)?.destination).toBe(destination);
  });
});

describe('the table of a route', () => {
  test.each([
    ['ip route', '192.0.2.0/24 dev eth0', 'main'],
    ['ip route show table all', '192.0.2.0/24 dev eth0', 'main'],
    ['ip route show table 100', '192.0.2.0/24 dev eth0', '100'],
    ['ip route show table 254', '192.0.2.0/24 dev eth0', 'main'],
    ['ip -6 r s t 255', 'fe80::1 dev eth0', 'local'],
    ['ip route show table all', '192.0.2.0/24 dev eth0 table 255', 'local'],
    ['ip route show table all', '192.0.2.0/24 dev eth0 table calico', 'calico'],
    // Its number is known to the link alone.
    ['ip route show vrf blue', '192.0.2.0/24 dev eth0', 'vrf blue'],
  ])('%s: %s', (command, line, table) => {
    expect(read(command, line).records.map((route) => route.table)).toEqual([table]);
  });
});

test('words that a filter hides are known all the same', () => {
  const [route] = read(
    'ip route show via 10.0.0.254 dev eth1 proto 4 scope global',
    '10.1.0.0/16 metric 5',
  ).records;
  expect(route).toMatchObject({
    nexthops: [{ via: '10.0.0.254', device: 'eth1' }],
    protocol: 'static',
    scope: 'global',
    metric: 5,
  });
});

describe('printing what was read', () => {
  test.each(['main', 'all-tables'])('gives the kernel’s own lines back: %s', (name) => {
    const text = fixture(`both-forms/${name}.txt`);
    const { records } = read('ip route show table all', text);
    expect(records.flatMap(printed)).toEqual(text.trimEnd().split('\n').map(normal));
  });

  test('and reading what was printed gives the same routes', () => {
    fc.assert(
      fc.property(fc.array(arbitraryRoute(), { maxLength: 8 }), (routes) => {
        const { records, diagnostics } = read(
          'ip route show table all',
          ...routes.flatMap(printed),
        );
        expect(diagnostics).toEqual([]);
        expect(records.map(({ evidence: _, ...route }) => route)).toEqual(
          routes.map(({ evidence: _, ...route }) => route),
        );
      }),
      { seed: 1, numRuns: 200 },
    );
  });
});

function normal(line: string): string {
  return line.trim().replaceAll(/\s+/g, ' ');
}

/** A route as print_route of iproute2 6.1 writes it, without its tabs and double blanks. */
function printed(route: Route): readonly string[] {
  const { destination, nexthops, attributes, family } = route;
  const { dev, encap, expires, pref, lock = '', ...metrics } = attributes;
  const locked = (name: string) => (lock.split(' ').includes(name) ? `${name} lock` : name);
  const [only, ...more] = nexthops;
  const host = family === 4 ? /\/32$/ : /\/128$/;
  const head = [
    route.type === 'unicast' ? '' : route.type,
    /\/0$/.test(destination) ? 'default' : destination.replace(host, ''),
    pair('from', route.from),
    pair('nhid', route.nexthopId),
    pair('encap', encap),
    pair('tos', route.tos),
    only && more.length === 0 ? printedHop(only, family) : pair('dev', dev),
    pair('table', route.table === 'main' ? undefined : route.table),
    pair('proto', route.protocol),
    pair('scope', route.scope),
    pair('src', route.preferredSource),
    pair('metric', route.metric),
    ...route.flags,
    pair('expires', expires),
    pair(locked('mtu'), route.mtu),
    ...Object.entries(metrics).map(([name, value]) => pair(locked(name), value)),
    pair('pref', pref),
  ];
  const hops = more.length === 0 ? [] : nexthops;
  return [
    head.filter((word) => word !== '').join(' '),
    ...hops.map((hop) => normal(`nexthop ${printedHop(hop, family)} ${hop.flags.join(' ')}`)),
  ];
}

function printedHop({ via, device, weight }: Nexthop, family: 4 | 6): string {
  const foreign = via !== undefined && ipFamily(via) !== family ? `inet${ipFamily(via)} ` : '';
  return normal(
    `${pair('via', via === undefined ? via : foreign + via)} ${pair('dev', device)} ${pair('weight', weight)}`,
  );
}

function pair(word: string, value: string | number | undefined): string {
  return value === undefined ? '' : `${word} ${value}`;
}

function arbitraryRoute(): fc.Arbitrary<Route> {
  return fc.constantFrom(4 as const, 6 as const).chain((family) => {
    const address = (family === 4 ? fc.ipV4() : fc.ipV6()).map((text) => {
      const ip = parseIp(text);
      if (ip === undefined) throw new Error(`not an address: ${text}`);
      return ip;
    });
    const destination = fc.tuple(address, fc.nat(family === 4 ? 32 : 128)).map(([ip, length]) => {
      const prefix = parsePrefix(
        length === 0 ? `${family === 4 ? '0.0.0.0' : '::'}/0` : `${ip}/${length}`,
      );
      if (prefix === undefined) throw new Error(`not a prefix: ${ip}/${length}`);
      return prefix;
    });
    const device = fc.constantFrom('eth0', 'cali9d04617f188', 'eth0.100', 'via', 'nexthop', 'lock');
    const via = fc.option(address, { nil: undefined });
    const hop = fc.record({ via, device, flags: fc.subarray(['dead', 'onlink', 'linkdown']) });
    const weighted = fc.record({
      via,
      device,
      weight: fc.integer({ min: 1, max: 256 }),
      flags: fc.subarray(['dead', 'onlink']),
    });
    const nexthops = fc.oneof(
      hop.map((one) => [{ ...one, flags: [] }]),
      fc.array(weighted, { minLength: 2, maxLength: 4 }),
    );
    return fc
      .record(
        {
          family: fc.constant(family),
          type: fc.constantFrom('unicast', 'local', 'broadcast', 'multicast', 'blackhole', 'throw'),
          destination,
          table: fc.constantFrom('main', 'local', '100', 'blue'),
          nexthops,
          flags: fc.subarray(['dead', 'onlink', 'linkdown']),
          protocol: fc.constantFrom('kernel', 'static', 'bird', '80'),
          scope: fc.constantFrom('link', 'host'),
          preferredSource: address,
          metric: fc.nat(0xffffffff),
          mtu: fc.nat(65535),
          attributes: fc.record(
            { advmss: fc.constantFrom('1360'), hoplimit: fc.constantFrom('5') },
            { requiredKeys: [] },
          ),
        },
        {
          requiredKeys: [
            'family',
            'type',
            'destination',
            'table',
            'nexthops',
            'flags',
            'attributes',
          ],
        },
      )
      .map((route): Route => {
        const endsHere = route.type === 'blackhole' || route.type === 'throw';
        // Every IPv6 route has a preference, which is how a default route shows that it is one.
        const pref = family === 6 ? { pref: 'medium' } : {};
        const evidence = { file: '-', line: 1, endLine: 1 };
        return JSON.parse(
          JSON.stringify({
            ...route,
            nexthops: endsHere ? [] : route.nexthops,
            attributes: { ...route.attributes, ...pref },
            evidence,
          }),
        );
      });
  });
}

test('any text leaves no line without a fate', () => {
  const line = fc.oneof(
    fc.constantFrom(
      '',
      'default via 10.0.0.1 dev eth0',
      '\tnexthop via 10.0.0.1',
      'blackhole',
      '6 0/1',
    ),
    fc.constantFrom(
      '10.0.0.0/8 encap',
      'fe80::/64 dev',
      '10.0.0.0/8 mtu lock',
      '[{"dst":"default"}]',
      '[{',
    ),
    fc.string({ unit: 'binary-ascii', maxLength: 40 }),
  );
  fc.assert(
    fc.property(fc.array(line, { maxLength: 8 }), (lines) => {
      const text = lines.join('\n');
      const { coverage } = parseRoutes(text, undefined, ['ip', 'route']);
      const counted = Object.values(coverage).reduce((sum, n) => sum + n, 0);
      expect(counted).toBe(text.split(/\r\n|\n|\r/).filter((one) => one.trim() !== '').length);
    }),
    { seed: 1, numRuns: 150 },
  );
});
