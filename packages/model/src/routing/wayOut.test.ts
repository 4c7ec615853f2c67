import { describe, expect, it } from 'vitest';
import type { Neighbor } from '../snapshot/route.ts';
import { address, at, ip, link, netns, route } from '../testing/builders.ts';
import { lookupRoute } from './lookupRoute.ts';
import { wayOut } from './wayOut.ts';

const entry = (text: string, device: string, flags: readonly string[] = []): Neighbor => ({
  family: 4,
  address: ip(text),
  device,
  states: ['REACHABLE'],
  flags,
  evidence: at(9),
});
const host = netns('host', {
  captured: ['links', 'addresses', 'routes4', 'neighbors'],
  links: [
    link('2: eth0', undefined, {
      addresses: [address('10.0.0.2/24'), address('172.16.0.11/24')],
    }),
  ],
  routes: [
    route('default via 172.16.0.254 dev eth0'),
    route('192.0.2.0/24 dev eth0', { preferredSource: ip('172.16.0.11') }),
    route('198.51.100.0/24', { type: 'blackhole' }),
  ],
  neighbors: [
    entry('172.16.0.254', 'eth1'),
    entry('172.16.0.254', 'eth0'),
    entry('192.0.2.1', 'eth0', ['proxy']),
  ],
});
const ask = (to: string) => wayOut(host, lookupRoute(host, ip(to)));

describe('wayOut', () => {
  it('takes the address on the next hop’s network, and the neighbour on that device', () => {
    expect(ask('8.8.8.8')).toMatchObject({
      device: 'eth0',
      nexthop: '172.16.0.254',
      source: { address: '172.16.0.11', confidence: 'inferred' },
      neighbor: { device: 'eth0' },
    });
  });

  it('takes the source that the route names; what is answered for others is no neighbour', () => {
    const found = ask('192.0.2.1');
    expect(found?.source).toMatchObject({ address: '172.16.0.11', confidence: 'proven' });
    expect(found?.neighbor).toBeUndefined();
    expect(found?.neighborsCaptured).toBe(true);
  });

  it('names no IPv4 source for an IPv6 destination', () => {
    const to = ip('2001:db8::1');
    const routes = [route('2001:db8::/32 via fe80::1 dev eth0')];
    const dual = netns('host', { ...host, captured: ['routes6'], routes });
    const found = wayOut(dual, lookupRoute(dual, to));
    expect(found?.nexthop).toBe('fe80::1');
    expect(found?.source).toBeUndefined();
  });

  it('has nothing to tell of what does not go out', () => {
    expect(ask('198.51.100.1')).toBeUndefined();
    expect(ask('172.16.0.11')).toBeUndefined();
  });
});
