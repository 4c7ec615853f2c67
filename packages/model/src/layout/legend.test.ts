import { expect, it } from 'vitest';
import { largeNode, SAMPLE } from '../testing/topologies.ts';
import { layoutTopology } from './layoutTopology.ts';
import { legendOf } from './legend.ts';

const rows = (topology: Parameters<typeof legendOf>[0]) =>
  legendOf(topology, layoutTopology(topology)).map(
    ({ key, count, undrawn }) => `${key} ${count}${undrawn > 0 ? ` (${undrawn} not drawn)` : ''}`,
  );

it('counts what the sample holds', () => {
  expect(rows(SAMPLE)).toEqual([
    'pod 14',
    'netns 14',
    'veth 12',
    'bridge 1',
    'vxlan 1',
    'device 2',
    'loopback 7 (7 not drawn)',
    'external 3',
    'edge:veth 6',
    'edge:bridge-port 4',
    'edge:vxlan-underlay 1',
    'edge:network 2',
    'edge:gateway 1',
    'inferred 8',
  ]);
});

it('tells what closed groups keep inside', () => {
  expect(rows(largeNode('n1', 100))).toContain('veth 200 (200 not drawn)');
});

it('counts what is down', () => {
  const [first, ...others] = SAMPLE.nodes.filter(({ kind }) => kind === 'interface');
  const down = SAMPLE.nodes.map((node) =>
    node === first && node.kind === 'interface' ? { ...node, state: 'down' as const } : node,
  );
  expect(others.length).toBeGreaterThan(0);
  expect(rows({ ...SAMPLE, nodes: down }).at(-1)).toMatch(/^down 1/);
});
