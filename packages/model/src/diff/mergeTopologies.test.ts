import { describe, expect, test } from 'vitest';
import { buildTopology } from '../graph/buildTopology.ts';
import { layoutTopology } from '../layout/layoutTopology.ts';
import { address, link, netns, node, snapshot, veth } from '../testing/builders.ts';
import { diffTopology } from './diffTopology.ts';
import { mergeTopologies } from './mergeTopologies.ts';

const eth0 = (mtu: number) =>
  link('2: eth0', undefined, { addresses: [address('10.0.0.1/24')], mtu });
const bridge = (name: string, ifindex: number) =>
  link(`${ifindex}: ${name}`, undefined, { details: { kind: 'bridge' } });
const port = (master: string) => link('7: veth1@if2', { netns: 'blue' }, { ...veth, master });
const blue = netns('blue', { links: [link('2: eth0@if7', { netns: 'host' }, { ...veth })] });
const host = (...links: readonly ReturnType<typeof link>[]) =>
  buildTopology(snapshot(node([netns('host', { links }), blue])));
const merged = (before: ReturnType<typeof host>, after: ReturnType<typeof host>) =>
  mergeTopologies(before, after, diffTopology(before, after));

const BR0_TO_BR1 = [
  host(eth0(1500), bridge('br0', 3), bridge('br1', 4), port('br0')),
  host(eth0(9000), bridge('br0', 3), bridge('br1', 4), port('br1')),
] as const;

describe('mergeTopologies', () => {
  test('is the later one where nothing went', () => {
    const after = host(eth0(1500), bridge('br0', 3));
    expect(merged(host(eth0(1500)), after)).toEqual(after);
  });

  test('keeps what went as it was, and of what stayed the later state', () => {
    const before = host(eth0(1500), bridge('br0', 3));
    const after = host(eth0(9000));
    const { nodes } = merged(before, after);
    expect(nodes).toContainEqual(before.nodes.find(({ id }) => id === 'if/node1/host/br0'));
    expect(nodes.find(({ id }) => id === 'if/node1/host/eth0')).toMatchObject({ mtu: 9000 });
    expect(nodes.map(({ id }) => id)).toEqual(nodes.map(({ id }) => id).sort());
  });

  test('draws both wires of a port that moved to another bridge', () => {
    const { wires } = layoutTopology(merged(...BR0_TO_BR1));
    const ports = wires.filter(({ kind }) => kind === 'bridge-port').map(({ id }) => id);
    expect(ports).toEqual([
      'bridge-port:if/node1/host/veth1->if/node1/host/br0',
      'bridge-port:if/node1/host/veth1->if/node1/host/br1',
    ]);
  });

  test('does not draw what hung on something of which nobody can tell', () => {
    const [before, after] = BR0_TO_BR1;
    const removed = diffTopology(before, host(eth0(1500))).removed.filter(
      ({ id }) => id !== 'if/node1/host/br0',
    );
    const { edges } = mergeTopologies(before, host(eth0(1500)), { removed });
    expect(after.edges.length).toBeGreaterThan(0);
    expect(edges.map(({ target }) => target)).not.toContain('if/node1/host/br0');
  });
});
