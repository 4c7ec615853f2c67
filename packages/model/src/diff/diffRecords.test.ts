import { describe, expect, test } from 'vitest';
import { parseMac } from '../net/mac.ts';
import type { Rule } from '../snapshot/iptables.ts';
import type { FdbEntry } from '../snapshot/route.ts';
import type { NetnsSnapshot, NodeSnapshot } from '../snapshot/snapshot.ts';
import { address, at, ip, link, netns, node, route, snapshot } from '../testing/builders.ts';
import { diffRecords } from './diffRecords.ts';
import { changeWay } from './recordChange.ts';

const host = (more: Partial<NetnsSnapshot>, ofNode: Partial<NodeSnapshot> = {}) =>
  snapshot(node([netns('host', more)], ofNode));

/** `~ link: eth0 mtu 1500 → eth0 mtu 1450`. */
function told(before: ReturnType<typeof host>, after: ReturnType<typeof host>): readonly string[] {
  const signs = { came: '+', went: '-', changed: '~', moved: '↕' } as const;
  return diffRecords(before, after).changes.map((change) => {
    const texts = [change.before?.text, change.after?.text].filter((text) => text !== undefined);
    return `${signs[changeWay(change)]} ${change.kind}: ${texts.join(' → ')}`;
  });
}

/** A side that is not there, or said to be empty. */
const nothing = (...captured: NetnsSnapshot['captured']) => host({ captured });

describe('what is a change', () => {
  const eth0 = (more = {}) => host({ links: [link('2: eth0', undefined, more)] });
  const sysctl = (value: string) =>
    host({ sysctls: [{ key: 'net.ipv4.ip_forward', value, evidence: at(1) }] });
  const fdb = (text: string, more: Partial<FdbEntry> = {}) => {
    const mac = parseMac(text);
    if (!mac) throw new Error(`not a MAC address: ${text}`);
    const entry = { mac, device: 'eth0', flags: [], state: 'permanent', evidence: at(1) };
    return host({ captured: ['fdb'], fdb: [{ ...entry, ...more }] });
  };
  const neighbors = (...states: readonly string[]) =>
    host({
      captured: ['neighbors'],
      neighbors: [
        { family: 4, address: ip('10.0.0.9'), device: 'eth0', states, flags: [], evidence: at(1) },
      ],
    });

  test.each<[string, ReturnType<typeof host>, ReturnType<typeof host>, readonly string[]]>([
    [
      'the MTU',
      eth0({ mtu: 1500 }),
      eth0({ mtu: 1450 }),
      ['~ link: eth0 mtu 1500 → eth0 mtu 1450'],
    ],
    ['a master that is set', eth0(), eth0({ master: 'cni0' }), ['~ link: eth0 → eth0 master cni0']],
    ['no MTU that one does not print', eth0({ mtu: 1500 }), eth0(), []],
    ['not the place in the capture', eth0({ evidence: at(3) }), eth0({ evidence: at(30) }), []],
    [
      'an address',
      eth0({ addresses: [address('10.0.0.1/24')] }),
      eth0({ addresses: [address('10.0.0.2/24')] }),
      ['- address: inet 10.0.0.1/24 scope global', '+ address: inet 10.0.0.2/24 scope global'],
    ],
    [
      'not how long an address is valid',
      eth0({ addresses: [{ ...address('10.0.0.1/24'), validLifetime: 100 }] }),
      eth0({ addresses: [{ ...address('10.0.0.1/24'), validLifetime: 99 }] }),
      [],
    ],
    [
      'the gateway',
      host({ routes: [route('default via 10.0.0.1 dev eth0')] }),
      host({ routes: [route('default via 10.0.0.2 dev eth0')] }),
      ['~ route: default via 10.0.0.1 dev eth0 → default via 10.0.0.2 dev eth0'],
    ],
    [
      'not the order of routes',
      host({ routes: [route('10.1.0.0/16 dev a'), route('10.2.0.0/16 dev b')] }),
      host({ routes: [route('10.2.0.0/16 dev b'), route('10.1.0.0/16 dev a')] }),
      [],
    ],
    [
      'a sysctl',
      sysctl('0'),
      sysctl('1'),
      ['~ sysctl: net.ipv4.ip_forward = 0 → net.ipv4.ip_forward = 1'],
    ],
    [
      'a neighbour that was configured',
      nothing('neighbors'),
      neighbors('PERMANENT'),
      ['+ neighbor: 10.0.0.9 dev eth0 PERMANENT'],
    ],
    [
      'where a tunnel leads to',
      nothing('fdb'),
      fdb('66:00:00:00:00:0c', { destination: ip('10.0.0.12') }),
      ['+ fdb: 66:00:00:00:00:0c dev eth0 dst 10.0.0.12 permanent'],
    ],
    // With an address comes the group that it is asked for by.
    ['no FDB entry for multicast', nothing('fdb'), fdb('33:33:ff:27:c4:b9'), []],
    ['no neighbour that was learned', nothing('neighbors'), neighbors('REACHABLE'), []],
  ])('%s', (_, before, after, expected) => expect(told(before, after)).toEqual(expected));
});

describe('unknown is no change', () => {
  test('what only one capture asked for is told apart, with the capture that lacks it', () => {
    const routes = host({ captured: ['routes4'], routes: [route('10.1.0.0/16 dev a')] });
    expect(diffRecords(nothing(), routes)).toEqual({
      changes: [],
      incomparable: [
        {
          id: 'netns/node1/host',
          fact: 'routes4',
          side: 'before',
          reason: 'notCaptured',
          records: 1,
        },
      ],
    });
    expect(told(nothing('routes4'), routes)).toEqual(['+ route: 10.1.0.0/16 dev a']);
  });

  test('a namespace that is still there, and that only one capture entered', () => {
    const names = [{ name: 'blue', evidence: at(1) }];
    const before = snapshot(node([netns('host', { netnsNames: names }), netns('blue')]));
    const after = (listed: boolean) =>
      snapshot(
        node([netns('host', { captured: ['netnsNames'], ...(listed && { netnsNames: names }) })]),
      );
    expect(diffRecords(before, after(true)).incomparable).toEqual([
      { id: 'netns/node1/blue', side: 'after', reason: 'notCaptured', records: 0 },
    ]);
    expect(diffRecords(before, after(false)).incomparable).toEqual([]);
  });
});

describe('ipsets', () => {
  const set = (members: readonly string[] | undefined, options = {}) =>
    host({
      captured: ['ipsets'],
      ipsets: [
        {
          name: 'cali40all',
          type: 'hash:net',
          family: 4,
          options,
          ...(members && {
            members: members.map((text, i) => ({
              elements: [text],
              nomatch: false,
              timeout: i,
              evidence: at(i + 2),
            })),
          }),
          evidence: at(1),
        },
      ],
    });

  test.each<[string, ReturnType<typeof host>, ReturnType<typeof host>, readonly string[]]>([
    ['members, in any order', set(['10.0.0.1', '10.0.0.2']), set(['10.0.0.2', '10.0.0.1']), []],
    ['one more', set(['10.0.0.1']), set(['10.0.0.2', '10.0.0.1']), ['+ ipsetMember: 10.0.0.2']],
    ['a larger hash', set([], { hashsize: '64' }), set([], { hashsize: '128' }), []],
    [
      'another limit',
      set([], { maxelem: '10' }),
      set([], { maxelem: '20' }),
      ['~ ipset: cali40all maxelem 10 → cali40all maxelem 20'],
    ],
    ['members that one does not list', set(['10.0.0.1']), set(undefined), []],
  ])('%s', (_, before, after, expected) => expect(told(before, after)).toEqual(expected));

  test('a terse listing cannot tell of members', () => {
    expect(diffRecords(set(['10.0.0.1']), set(undefined)).incomparable).toEqual([
      {
        ...{ id: 'netns/node1/host', fact: 'ipsets', place: 'cali40all' },
        ...{ side: 'after', reason: 'partial', records: 1 },
      },
    ]);
  });
});

/** More than fit on the stack as the arguments of one call. */
test('a chain of 150,000 rules that came', () => {
  const any = { kind: 'any' } as const;
  const accept: Rule = {
    ...{ number: 1, protocol: any, source: any, destination: any, matches: [], evidence: at(1) },
    ...{ inInterface: any, outInterface: any, target: { kind: 'accept' } },
  };
  const forward = (rules: readonly Rule[]) =>
    host({
      captured: ['iptables4'],
      iptables: [
        {
          ...{ family: 4, table: 'filter', form: 'save', partial: false, evidence: at(1) },
          chains: [{ name: 'FORWARD', rules, evidence: at(1) }],
        },
      ],
    });
  const many = Array.from({ length: 150_000 }, () => accept);
  expect(diffRecords(forward([]), forward(many)).changes).toHaveLength(150_000);
});
