import { describe, expect, test } from 'vitest';
import { buildTopology } from '../graph/buildTopology.ts';
import type { FactKind, NodeSnapshot } from '../snapshot/snapshot.ts';
import { address, link, netns, node, route, snapshot, veth } from '../testing/builders.ts';
import { type DiffSide, knownDiff } from './knownDiff.ts';

const ALL: readonly FactKind[] = ['links', 'addresses', 'routes4', 'routes6', 'netnsNames'];
const eth0 = link('2: eth0', undefined, { addresses: [address('10.0.0.1/24')] });
const veth1 = link('3: veth1@if2', { netns: 'blue' }, { ...veth });
const inside = link('2: eth0@if3', { netns: 'host' }, { ...veth });

const side = (...nodes: readonly NodeSnapshot[]): DiffSide => {
  const read = snapshot(...nodes);
  return { snapshot: read, topology: buildTopology(read) };
};
const host = (captured: readonly FactKind[], links = [eth0], more = {}) =>
  netns('host', { links, captured, ...more });
const blue = netns('blue', { links: [inside], captured: ALL });

/** Ids of what went and of what cannot be told. */
const goneBetween = (before: DiffSide, after: DiffSide) => {
  const { removed, unknown } = knownDiff(before, after);
  return { went: removed.map(({ id }) => id), unknown: unknown.after.map(({ id }) => id) };
};

describe('knownDiff', () => {
  test('an interface has gone where the interfaces were listed', () => {
    const before = side(node([host(ALL, [eth0, link('4: br0')])]));
    expect(goneBetween(before, side(node([host(ALL)])))).toEqual({
      went: ['if/node1/host/br0'],
      unknown: [],
    });
  });

  test('it has not where nobody listed them', () => {
    const before = side(node([host(ALL, [eth0, link('4: br0')])]));
    const after = side(node([host(['routes4'], [])]));
    const { went, unknown } = goneBetween(before, after);
    expect(went).toEqual([]);
    expect(unknown).toContain('if/node1/host/br0');
    expect(unknown).toContain('if/node1/host/eth0');
  });

  test('what is in a namespace goes with it where the names of namespaces were listed', () => {
    const before = side(node([host(ALL, [eth0, veth1]), blue]));
    expect(goneBetween(before, side(node([host(ALL)]))).went).toEqual([
      'if/node1/blue/eth0',
      'if/node1/host/veth1',
      'netns/node1/blue',
      'veth:if/node1/blue/eth0->if/node1/host/veth1',
    ]);
  });

  test('a namespace that nobody asked for is not known to have gone', () => {
    const before = side(node([host(ALL, [eth0, veth1]), blue]));
    const after = side(node([host(['links', 'addresses'], [eth0])]));
    expect(goneBetween(before, after)).toEqual({
      // Its end on the host was looked for, and is not there.
      went: ['if/node1/host/veth1'],
      unknown: [
        'if/node1/blue/eth0',
        'netns/node1/blue',
        'veth:if/node1/blue/eth0->if/node1/host/veth1',
      ],
    });
  });

  test('a node that was not captured is not known to have gone, nor is anything on it', () => {
    const other = node([host(ALL, [link('2: eth9')])], { name: 'node2' });
    const { went, unknown } = goneBetween(side(node([host(ALL)]), other), side(node([host(ALL)])));
    expect(went).toEqual([]);
    expect(unknown).toEqual(['if/node2/host/eth9', 'netns/node2/host', 'node/node2']);
  });

  test('the same is asked of what came', () => {
    const before = side(node([host(['routes4'], [])]));
    const diff = knownDiff(before, side(node([host(ALL)])));
    expect(diff.added).toEqual([]);
    expect(diff.unknown.before.map(({ id }) => id)).toContain('if/node1/host/eth0');
    expect(diff.unknown.after).toEqual([]);
  });

  test.each<[string, readonly FactKind[], number]>([
    ['addresses were listed', ALL, 1],
    ['no addresses were listed', ['links'], 0],
  ])('an address less is a change where %s: %j', (_, captured, changes) => {
    const bare = link('2: eth0', undefined, { addresses: [] });
    const diff = knownDiff(side(node([host(ALL)])), side(node([host(captured, [bare])])));
    expect(diff.changed.filter(({ id }) => id === 'if/node1/host/eth0')).toHaveLength(changes);
  });

  test.each<[string, readonly FactKind[], readonly string[]]>([
    ['routes were listed', ALL, ['ext/gateway/10.0.0.254']],
    ['no routes were listed', ['links', 'addresses'], []],
  ])('a gateway has gone where %s', (_, captured, gone) => {
    const routes = [route('default via 10.0.0.254 dev eth0')];
    const before = side(node([host(ALL, [eth0], { routes })]));
    const { went } = goneBetween(before, side(node([host(captured)])));
    expect(went.filter((id) => id.startsWith('ext/gateway'))).toEqual(gone);
  });

  test.each<[string, readonly FactKind[], readonly string[]]>([
    ['main', ALL, ['10.9.0.0/16 via 10.0.0.254 dev eth0']],
    ['main', ['links', 'addresses', 'routes6'], []],
    // `ip route show` lists the table main alone.
    ['7', ALL, []],
    ['7', [...ALL, 'allTables4'], ['10.9.0.0/16 via 10.0.0.254 dev eth0 table 7']],
  ])(
    'a route of table %s, where the later capture tells %j: gone is %j',
    (table, captured, gone) => {
      const far = route('10.9.0.0/16 via 10.0.0.254 dev eth0', { table });
      const before = side(node([host(ALL, [eth0], { routes: [far] })]));
      const changes = knownDiff(before, side(node([host(captured)]))).changed;
      const fields = changes.find(({ id }) => id === 'netns/node1/host')?.fields ?? [];
      expect(fields.flatMap((field) => (field.kind === 'list' ? field.removed : []))).toEqual(gone);
    },
  );
});
