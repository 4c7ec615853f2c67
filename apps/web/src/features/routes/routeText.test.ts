import { parseIp, parsePrefix, type Route } from '@vethscope/model';
import { describe, expect, it } from 'vitest';
import { routeSays } from './routeText.ts';

const to = parsePrefix('0.0.0.0/0');
const via = parseIp('172.16.0.254');
const evidence = { file: 'route', line: 1, endLine: 1 };

describe('routeSays', () => {
  if (to === undefined || via === undefined) throw new Error('no addresses');
  const route: Route = {
    family: 4,
    table: 'main',
    type: 'unicast',
    destination: to,
    nexthops: [{ via, device: 'eth0', flags: [] }],
    protocol: 'static',
    metric: 100,
    flags: ['onlink'],
    attributes: {},
    evidence,
  };

  it.each([
    ['', true],
    ['default', true],
    ['0.0.0.0/0', true],
    ['ETH0 static', true],
    ['metric 100 onlink', true],
    ['eth1', false],
    ['default blackhole', false],
  ])('%j: %s', (filter, expected) => {
    expect(routeSays(route, filter)).toBe(expected);
  });
});
