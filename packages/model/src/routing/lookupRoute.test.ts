import { describe, expect, it } from 'vitest';
import type { PolicyRule } from '../snapshot/route.ts';
import { address, at, ip, link, netns, prefix, route } from '../testing/builders.ts';
import { lookupRoute } from './lookupRoute.ts';

// The routes of a Calico node, and then some.
const routes = [
  route('default via 172.16.0.254 dev eth0', { metric: 100 }),
  route('default via 10.0.0.254 dev eth1', { metric: 200 }),
  route('172.16.0.0/24 dev eth0'),
  route('10.85.0.0/16 dev cni0'),
  route('192.168.2.0/26', { type: 'blackhole', protocol: '80' }),
  route('192.168.2.1/32 dev cali9d04617f188'),
  route('203.0.113.0/24', { type: 'prohibit' }),
  route('198.51.100.0/24', { type: 'unreachable' }),
];
const host = netns('host', {
  routes,
  links: [
    link('1: lo', undefined, {
      flags: ['LOOPBACK', 'UP', 'LOWER_UP'],
      addresses: [address('127.0.0.1/8')],
    }),
    link('2: eth0', undefined, { addresses: [address('172.16.0.11/24')] }),
  ],
});

describe('lookupRoute', () => {
  it.each([
    ['192.168.2.1', 'forward', 'cali9d04617f188'],
    ['10.85.0.7', 'forward', 'cni0'],
    ['8.8.8.8', 'forward', 'eth0'],
  ])('sends %s on: %s by %s', (to, outcome, device) => {
    const found = lookupRoute(host, ip(to));
    expect(found.outcome).toBe(outcome);
    expect(found.route?.nexthops[0]?.device).toBe(device);
  });

  it.each([
    // An address of the node's own block that no pod has must not fall through to the default route.
    ['192.168.2.9', 'blackhole'],
    ['203.0.113.1', 'prohibit'],
    ['198.51.100.1', 'unreachable'],
    ['172.16.0.11', 'local'],
    ['127.4.5.6', 'local'],
  ])('ends %s here: %s', (to, outcome) => {
    expect(lookupRoute(host, ip(to)).outcome).toBe(outcome);
  });

  it('names every loser and why it lost', () => {
    const found = lookupRoute(host, ip('192.168.2.1'));
    const main = found.tables.find(({ table }) => table === 'main');
    expect(main?.candidates.map(({ route: r, why }) => [r.destination, why])).toEqual([
      ['192.168.2.1/32', 'longest prefix: /32'],
      ['192.168.2.0/26', 'shorter prefix: /26 against /32'],
      ['0.0.0.0/0', 'shorter prefix: /0 against /32'],
      ['0.0.0.0/0', 'shorter prefix: /0 against /32'],
    ]);
  });

  it('breaks a tie by the lower metric', () => {
    const main = lookupRoute(host, ip('8.8.8.8')).tables.find(({ table }) => table === 'main');
    expect(main?.candidates[1]?.why).toBe('same prefix, higher metric: 200 against 100');
  });

  it('passes over a route whose next hop is dead', () => {
    const dead = netns('host', {
      routes: [
        route('10.0.0.0/8 dev eth1', {
          nexthops: [{ device: 'eth1', flags: ['dead', 'linkdown'] }],
        }),
        route('default via 172.16.0.254 dev eth0'),
      ],
    });
    expect(lookupRoute(dead, ip('10.1.1.1')).route?.destination).toBe('0.0.0.0/0');
  });

  it('says that it does not know where no routes of the family were captured', () => {
    const bare = netns('host', { captured: ['routes4'] });
    expect(lookupRoute(bare, ip('2001:db8::1')).outcome).toBe('unknown');
    expect(lookupRoute(bare, ip('10.0.0.1')).outcome).toBe('noRoute');
  });

  it('never compares IPv4 with IPv6', () => {
    const six = netns('host', { routes: [route('::/0 via fe80::1 dev eth0')] });
    expect(lookupRoute(six, ip('10.0.0.1')).outcome).toBe('noRoute');
    expect(lookupRoute(six, ip('2001:db8::1')).outcome).toBe('forward');
  });
});

describe('policy rules', () => {
  const rule = (priority: number, table: string, more: Partial<PolicyRule> = {}): PolicyRule => ({
    family: 4,
    priority,
    inverted: false,
    action: { kind: 'lookup', table },
    evidence: at(priority),
    ...more,
  });
  const base = {
    captured: ['routes4', 'allTables4', 'policyRules4'],
    routes: [
      route('default via 10.9.9.9 dev wg0', { table: '100' }),
      route('10.1.0.0/16', { table: '100', type: 'throw' }),
      route('default via 172.16.0.254 dev eth0'),
      route('10.0.0.0/8 dev eth1'),
    ],
  } as const;

  it('asks tables in order of priority, whatever the order of the listing', () => {
    const ns = netns('host', { ...base, policyRules: [rule(32766, 'main'), rule(100, '100')] });
    const found = lookupRoute(ns, ip('8.8.8.8'));
    expect(found.route?.nexthops[0]?.device).toBe('wg0');
    expect(found.assumptions).toEqual([]);
  });

  it('goes on to the next table at a throw route', () => {
    const ns = netns('host', { ...base, policyRules: [rule(100, '100'), rule(32766, 'main')] });
    const found = lookupRoute(ns, ip('10.1.2.3'));
    expect(found.route?.nexthops[0]?.device).toBe('eth1');
    expect(found.tables.map(({ table }) => table)).toEqual(['100', 'main']);
  });

  it('goes on where the route is too short for suppress_prefixlength', () => {
    const policyRules = [rule(100, '100', { suppressPrefixLength: 0 }), rule(32766, 'main')];
    const found = lookupRoute(netns('host', { ...base, policyRules }), ip('8.8.8.8'));
    expect(found.route?.nexthops[0]?.device).toBe('eth0');
  });

  it('follows a rule for the destination, and its negation', () => {
    const to = prefix('10.0.0.0/8');
    const only = netns('host', {
      ...base,
      policyRules: [rule(100, '100', { to }), rule(32766, 'main')],
    });
    expect(lookupRoute(only, ip('8.8.8.8')).route?.nexthops[0]?.device).toBe('eth0');
    const not = netns('host', {
      ...base,
      policyRules: [rule(100, '100', { to, inverted: true }), rule(32766, 'main')],
    });
    expect(lookupRoute(not, ip('8.8.8.8')).route?.nexthops[0]?.device).toBe('wg0');
  });

  it('says which rules it left out because they ask for more than the destination', () => {
    const marked = rule(100, '100', { fwmark: { value: 0x40, mask: 0xff } });
    const ns = netns('host', { ...base, policyRules: [marked, rule(32766, 'main')] });
    const found = lookupRoute(ns, ip('8.8.8.8'));
    expect(found.route?.nexthops[0]?.device).toBe('eth0');
    expect(found.assumptions).toEqual([
      'rule 100 (table 100) is left out: it also asks for the packet mark',
    ]);
  });

  it('tells of every rule in order what it had to say', () => {
    const to = prefix('192.0.2.0/24');
    const ns = netns('host', {
      ...base,
      policyRules: [
        rule(10, '7', { to }),
        rule(20, '7', { iif: 'cni0' }),
        rule(30, 'main', { action: { kind: 'goto', priority: 50 } }),
        rule(40, '100'),
        rule(50, '99'),
        rule(60, 'main'),
        rule(70, '100'),
      ],
    });
    expect(
      lookupRoute(ns, ip('8.8.8.8')).rules.map(({ rule: r, answer }) => [r.priority, answer]),
    ).toEqual([
      [10, 'no'],
      [20, 'unknown'],
      [30, 'passes'],
      [40, 'skipped'],
      [50, 'passes'],
      [60, 'decides'],
      [70, 'notReached'],
    ]);
  });

  it('takes a rule for the mark, the source and the interface that it is told of', () => {
    const marked = rule(100, '100', { fwmark: { value: 0x40, mask: 0xff }, iif: 'lo' });
    const ns = netns('host', { ...base, policyRules: [marked, rule(32766, 'main')] });
    const found = lookupRoute(ns, ip('8.8.8.8'), { mark: 0x40, incoming: 'lo' });
    expect(found.route?.nexthops[0]?.device).toBe('wg0');
    expect(found.assumptions).toEqual([]);
  });

  it('ends at a rule that drops', () => {
    const drop = rule(100, '', { action: { kind: 'blackhole' }, to: prefix('8.0.0.0/8') });
    const ns = netns('host', { ...base, policyRules: [drop, rule(32766, 'main')] });
    expect(lookupRoute(ns, ip('8.8.8.8'))).toMatchObject({ outcome: 'blackhole', tables: [] });
    expect(lookupRoute(ns, ip('9.9.9.9')).outcome).toBe('forward');
  });
});
