import { describe, expect, test } from 'vitest';
import { ipRoute } from './command.ts';

function factsOf(command: string, text = '192.0.2.0/24 dev eth0\n') {
  return ipRoute.read(text, { file: '-', firstLine: 1 }, command.split(' ')).facts;
}

test.each([
  ['ip route', true],
  ['ip r', true],
  ['ip ro s', true],
  ['ip route show table all', true],
  ['ip -6 r s t all', true],
  ['ip -d -s route list', true],
  ['ip -details -j -p ro sh', true],
  ['ip -n blue route', true],
  ['ip -color=always route', true],
  ['ip -f inet6 route ls', true],
  ['ip route show dev eth0', true],
  // One look-up, the cache, changes, and what is not iproute2's.
  ['ip route get 8.8.8.8', false],
  ['ip route show cache', false],
  ['ip route show table cache', false],
  ['ip route add default via 10.0.0.1', false],
  ['ip rule', false],
  ['ip ru', false],
  ['ip', false],
  ['ip -6', false],
  ['route -n', false],
])('%s is ours: %s', (command, expected) => {
  expect(ipRoute.accepts(command.split(' '))).toBe(expected);
});

describe('what a listing settles', () => {
  test.each([
    ['ip route', ['routes4']],
    ['ip -6 route show', ['routes6']],
    ['ip route show table main', ['routes4']],
    ['ip -4 route show table all', ['routes4', 'allTables4']],
    ['ip -6 route show table all', ['routes6', 'allTables6']],
    // Of both families, as no other listing of `ip route`.
    ['ip route show table all', ['routes4', 'allTables4', 'routes6', 'allTables6']],
    ['ip route show table 100', []],
    ['ip route show vrf blue', []],
    ['ip route show dev eth0', []],
    ['ip route show 10.0.0.0/8', []],
    ['ip route show table all proto bird', []],
  ])('%s', (command, captured) => {
    expect(factsOf(command).captured).toEqual(captured);
  });

  test('an empty listing settles that there are no routes', () => {
    expect(factsOf('ip -6 route', '')).toEqual({ routes: [], captured: ['routes6'] });
  });

  test('an error settles nothing', () => {
    const text = 'Cannot open network namespace "blue": Permission denied\n';
    expect(factsOf('ip route', text).captured).toEqual([]);
  });
});

describe('a text whose command nobody wrote down', () => {
  test.each([
    ['default via 10.0.0.1 dev eth0\n', 'ip route show'],
    ['2001:db8::/64 dev eth0 proto kernel metric 256 pref medium\n', 'ip -6 route show'],
    ['local 10.0.0.1 dev eth0 table local scope host\n', 'ip -4 route show table all'],
    ['local ::1 dev lo table local\n10.0.0.0/8 dev eth0\n', 'ip route show table all'],
    ['[{"dst":"default","gateway":"10.0.0.1","dev":"eth0","flags":[]}]\n', 'ip route show'],
    // Neighbours, forwarding entries, prose, neighbours as JSON.
    ['10.0.0.2 dev eth0 lladdr 02:00:00:00:00:02 REACHABLE\n', undefined],
    ['10.0.0.2 dev eth0 FAILED\n', undefined],
    ['33:33:00:00:00:01 dev eth0 self permanent\n', undefined],
    ['default policy is to drop\n', undefined],
    // `ip route get` answers for one address: no table has that route.
    ['8.8.8.8 via 10.0.0.1 dev eth0 src 10.0.0.2 uid 0\n    cache\n', undefined],
    ['[{"dst":"10.0.0.2","dev":"eth0","state":["FAILED"]}]\n', undefined],
    ['', undefined],
  ])('%j', (text, command) => {
    expect(ipRoute.recognizes(text)?.join(' ')).toBe(command);
  });
});
