import { describe, expect, test } from 'vitest';
import { buildTopology } from '../graph/buildTopology.ts';
import { address, at, link, netns, node, route, snapshot, veth } from '../testing/builders.ts';
import { changedFacts } from './changedFacts.ts';
import { diffTopology } from './diffTopology.ts';

const eth0 = (addresses: readonly string[], more = {}) =>
  link('2: eth0', undefined, { addresses: addresses.map(address), ...more });
const host = (links: readonly ReturnType<typeof link>[], more = {}) =>
  snapshot(node([netns('host', { links, ...more })]));
const topology = (links: readonly ReturnType<typeof link>[], more = {}) =>
  buildTopology(host(links, more));

describe('diffTopology', () => {
  test('finds nothing between a topology and itself', () => {
    const same = topology([eth0(['10.0.0.1/24'])]);
    expect(diffTopology(same, same)).toEqual({ added: [], removed: [], changed: [] });
  });

  test('tells what came and what went, edges too, sorted by id', () => {
    const pair = [link('5: veth0@veth1', {}, { ...veth }), link('6: veth1@veth0', {}, { ...veth })];
    const { added, removed } = diffTopology(topology([eth0([])]), topology([eth0([]), ...pair]));
    expect(added.map(({ id }) => id)).toEqual([
      'if/node1/host/veth0',
      'if/node1/host/veth1',
      'veth:if/node1/host/veth0->if/node1/host/veth1',
    ]);
    expect(removed).toEqual([]);
    const back = diffTopology(topology([eth0([]), ...pair]), topology([eth0([])]));
    expect(back.removed).toEqual(added);
    expect(back.added).toEqual([]);
  });

  test('says field by field what changed, of lists what came and went', () => {
    const before = topology([eth0(['10.0.0.1/24'], { mtu: 1500 })]);
    const after = topology([eth0(['10.0.0.1/24', '10.0.0.2/24'], { mtu: 9000 })]);
    expect(diffTopology(before, after).changed).toMatchObject([
      {
        id: 'if/node1/host/eth0',
        fields: [
          { kind: 'value', field: 'mtu', before: '1500', after: '9000' },
          { kind: 'list', field: 'addresses', added: ['10.0.0.2/24'], removed: [] },
        ],
      },
    ]);
  });

  test('leaves an unknown side out instead of calling it nothing', () => {
    const { changed } = diffTopology(topology([eth0([])]), topology([eth0([], { mtu: 1500 })]));
    expect(changed[0]?.fields).toEqual([{ kind: 'value', field: 'mtu', after: '1500' }]);
  });

  test('names a route by what it does', () => {
    const before = topology([eth0([])], { routes: [route('default via 10.0.0.254 dev eth0')] });
    const after = topology([eth0([])], {
      routes: [
        route('default via 10.0.0.253 dev eth0'),
        route('10.9.0.0/16', { type: 'blackhole', table: '100' }),
      ],
    });
    const change = diffTopology(before, after).changed.find(({ id }) => id === 'netns/node1/host');
    expect(change?.fields).toEqual([
      {
        kind: 'list',
        field: 'routes',
        added: ['0.0.0.0/0 via 10.0.0.253 dev eth0', 'blackhole 10.9.0.0/16 table 100'],
        removed: ['0.0.0.0/0 via 10.0.0.254 dev eth0'],
      },
    ]);
  });

  // A line further up in the same output moves all others: nothing changed on the node.
  test('takes another place in the capture for no difference', () => {
    const before = topology([eth0(['10.0.0.1/24'], { evidence: at(3) })]);
    const after = topology([eth0(['10.0.0.1/24'], { evidence: at(30) })]);
    expect(diffTopology(before, after)).toEqual({ added: [], removed: [], changed: [] });
  });
});

describe('changedFacts', () => {
  const sysctl = (value: string) => ({ key: 'net.ipv4.ip_forward', value, evidence: at(1) });
  const statistics = (bytes: number) => ({
    rx: { bytes, packets: 1, errors: 0, dropped: 0 },
    tx: { bytes, packets: 1, errors: 0, dropped: 0 },
  });

  test('names the records that the topology does not show', () => {
    expect(
      changedFacts(host([], { sysctls: [sysctl('0')] }), host([], { sysctls: [sysctl('1')] })),
    ).toEqual([{ id: 'netns/node1/host', facts: ['sysctls'] }]);
  });

  test('counts no counters, and no place in the capture', () => {
    const before = host([eth0([], { statistics: statistics(1), evidence: at(3) })]);
    const after = host([eth0([], { statistics: statistics(9), evidence: at(4) })]);
    expect(changedFacts(before, after)).toEqual([]);
  });

  test.each([
    { states: ['REACHABLE'], facts: [] },
    { states: ['STALE'], facts: [] },
    { states: ['FAILED'], facts: [] },
    { states: ['PERMANENT'], facts: ['neighbors'] },
  ])('a neighbour that comes as $states is a change: $facts', ({ states, facts }) => {
    const neighbors = [
      { family: 4, address: '10.0.0.9', device: 'eth0', states, flags: [], evidence: at(1) },
    ];
    const changes = changedFacts(host([]), host([], { neighbors }));
    expect(changes.flatMap((change) => change.facts)).toEqual(facts);
  });

  const nftTable = (packets: number, elements: readonly string[], flags: readonly string[]) => {
    const counters = { packets, bytes: 60 * packets, rounded: false };
    const statements = [{ kind: 'action' as const, text: 'counter' }];
    const rule = { number: 1, statements, counters, evidence: at(packets) };
    const set = { name: 'seen', kind: 'set' as const, type: 'ipv4_addr', flags, elements };
    return {
      ...{ family: 'inet' as const, name: 'edge', managedBy: 'others' as const, isDormant: false },
      chains: [{ name: 'in', rules: [rule], evidence: at(1) }],
      sets: [{ ...set, evidence: at(1) }],
      evidence: at(1),
    };
  };

  test.each([
    ['what rules count', nftTable(9, ['10.0.0.1'], []), []],
    ['an element of a set', nftTable(1, ['10.0.0.2'], []), ['nftTables']],
  ])('of nftables: %s', (_, table, facts) => {
    const before = host([], { nftTables: [nftTable(1, ['10.0.0.1'], [])] });
    const changes = changedFacts(before, host([], { nftTables: [table] }));
    expect(changes.flatMap((change) => change.facts)).toEqual(facts);
  });

  test('what rules put into a set with a timeout is no change', () => {
    const seen = (...elements: string[]) =>
      host([], { nftTables: [nftTable(1, elements, ['timeout'])] });
    expect(changedFacts(seen('10.0.0.1'), seen('10.0.0.1', '10.0.0.2'))).toEqual([]);
  });

  test('of runtime and cluster it names the node', () => {
    const before = snapshot(node([netns('host')]));
    const sandbox = { id: '8d2b', pod: 'coredns', created: '2 days ago', evidence: at(1) };
    const running = (created: string) => ({
      containers: [],
      sandboxes: [{ ...sandbox, created }],
      images: [],
    });
    const after = snapshot(node([netns('host')], { runtime: running('2 days ago') }));
    expect(changedFacts(before, after)).toEqual([{ id: 'node/node1', facts: ['runtime'] }]);
    const later = snapshot(node([netns('host')], { runtime: running('3 days ago') }));
    expect(changedFacts(after, later)).toEqual([]);
  });
});
