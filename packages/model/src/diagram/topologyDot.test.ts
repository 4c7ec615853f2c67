import { describe, expect, test } from 'vitest';
import { buildTopology } from '../graph/buildTopology.ts';
import { address, link, netns, node, snapshot, veth } from '../testing/builders.ts';
import { topologyDot } from './topologyDot.ts';

/** A pod's namespace with a veth into the host. */
const pair = buildTopology(
  snapshot(
    node([
      netns('host', {
        links: [link('5: veth0@if2', { netns: 'blue' }, veth)],
        netnsNames: [{ name: 'blue', nsid: 0, evidence: { file: 'test', line: 1, endLine: 1 } }],
      }),
      netns('blue', {
        links: [link('2: eth0@if5', { nsid: 0 }, { ...veth, addresses: [address('10.1.0.2/24')] })],
      }),
    ]),
  ),
);

describe('topologyDot', () => {
  test('draws namespaces as clusters inside their node, interfaces inside them', () => {
    const dot = topologyDot(pair);
    const machine = dot.indexOf('subgraph "cluster node/node1" {');
    const blue = dot.indexOf('subgraph "cluster netns/node1/blue" {');
    const eth0 = dot.indexOf('"if/node1/blue/eth0" [label="eth0\\nveth\\n10.1.0.2/24"');
    expect(machine).toBeGreaterThan(0);
    expect(blue).toBeGreaterThan(machine);
    expect(eth0).toBeGreaterThan(blue);
  });

  test('draws what is inferred dashed, and what is proven solid', () => {
    const [edge] = pair.edges.filter(({ kind }) => kind === 'veth');
    if (!edge) throw new Error('the pair was not found');
    const drawn = (confidence: 'proven' | 'inferred') =>
      topologyDot({ ...pair, edges: [{ ...edge, confidence }] })
        .split('\n')
        .find((line) => line.includes(' -> '));
    expect(drawn('proven')).toContain('style=solid');
    expect(drawn('inferred')).toContain('style=dashed');
  });

  test('draws a node that only Kubernetes tells of dotted, with its pods inside', () => {
    const kubernetes = {
      ...node([netns('host')]).kubernetes,
      pods: [
        {
          ...{ namespace: 'shop', name: 'cart', node: 'far' },
          evidence: { file: 'test', line: 9, endLine: 9 },
        },
      ],
    };
    const dot = topologyDot(buildTopology(snapshot(node([netns('host')], { kubernetes }))));
    expect(dot).toContain('label="far\\nnot captured"; style="rounded,dotted";');
    const far = dot.indexOf('subgraph "cluster node/far" {');
    expect(dot.indexOf('"pod/shop/cart" [')).toBeGreaterThan(far);
  });

  test('closes every brace it opens', () => {
    const dot = topologyDot(pair);
    expect(dot.split('{').length).toBe(dot.split('}').length);
  });

  test('keeps hostile names inside their quotes', () => {
    const hostile = 'a"];evil[label="\\N\nb';
    const nodes = pair.nodes.map((one) => (one.kind === 'node' ? { ...one, label: hostile } : one));
    const dot = topologyDot({ ...pair, nodes });
    // In Graphviz' strings only an unescaped quote ends one.
    expect(dot).toContain('a\\"];evil[label=\\"\\\\N b');
    expect(dot).not.toContain('\nb');
  });
});
