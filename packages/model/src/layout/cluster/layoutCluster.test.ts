import { describe, expect, it } from 'vitest';
import type { Topology, TopologyEdge, TopologyNode } from '../../graph/topology.ts';
import { interfaceId, nodeId, vtepId } from '../../ids.ts';
import { at, ip } from '../../testing/builders.ts';
import { device, edge, hostOf, network, topologyOf } from '../../testing/topologies.ts';
import type { Box, Layout } from '../layout.ts';
import { layoutTopology } from '../layoutTopology.ts';
import { renderSvg } from '../svg.ts';
import { clusterTunnels, compareNames } from './clusterPlan.ts';
import { layoutCluster } from './layoutCluster.ts';
import { withOwnTunnels } from './ownTunnels.ts';

const UNDERLAY = network('10.0.0.0/16');
const vxlan = (n: number) => interfaceId(`w${n}`, 'host', 'vxlan.calico');
const nic = (n: number) => interfaceId(`w${n}`, 'host', 'eth1');
const tunnel = (a: number, b: number): TopologyEdge => edge('vxlan-tunnel', vxlan(a), vxlan(b));

/** Nodes w1 … wN on one network, and the tunnels between them. */
function cluster(count: number, tunnels: readonly TopologyEdge[] = mesh(count)): Topology {
  const numbers = Array.from({ length: count }, (_, i) => i + 1);
  const nodes = numbers.flatMap((n): readonly TopologyNode[] => [
    ...hostOf(`w${n}`),
    device(`w${n}`, 'host', 2, 'eth1', [`10.0.${Math.floor(n / 250)}.${n % 250}/16`]),
    device(`w${n}`, 'host', 3, 'vxlan.calico', [], { type: 'vxlan' }),
  ]);
  const attached = numbers.map((n) => edge('network', nic(n), UNDERLAY.id));
  const under = numbers.map((n) => edge('vxlan-underlay', vxlan(n), nic(n)));
  return topologyOf([...nodes, UNDERLAY], [...attached, ...under, ...tunnels]);
}

function mesh(count: number): readonly TopologyEdge[] {
  const numbers = Array.from({ length: count }, (_, i) => i + 1);
  return numbers.flatMap((a) => numbers.filter((b) => a < b).map((b) => tunnel(a, b)));
}

const boxOf = ({ boxes }: Layout, id: string): Box => {
  const found = boxes.find((box) => box.id === id);
  if (!found) throw new Error(`no box ${id}`);
  return found;
};
const texts = (box: Box) => box.texts.map(({ text }) => text);

describe('a few nodes', () => {
  const layout = layoutCluster(cluster(3));

  it('are a box each, with what is in them', () => {
    expect(layout.boxes.filter(({ role }) => role === 'node').map(({ id }) => id)).toEqual([
      'node/w1',
      'node/w2',
      'node/w3',
    ]);
    expect(texts(boxOf(layout, 'node/w1'))).toEqual(['w1', '10.0.0.1', '1 netns · 2 interfaces']);
  });

  it('are joined by their tunnels above and their network below, each wire an edge', () => {
    const wires = (kind: string) =>
      layout.wires.filter((wire) => wire.kind === kind).map(({ element }) => element);
    expect(wires('vxlan-tunnel')).toEqual([tunnel(1, 2).id, tunnel(1, 3).id, tunnel(2, 3).id]);
    expect(wires('network')).toHaveLength(3);
    const node = boxOf(layout, 'node/w1');
    for (const wire of layout.wires) {
      for (const { y } of wire.points) {
        if (wire.kind === 'vxlan-tunnel') expect(y).toBeLessThanOrEqual(node.y);
        else expect(y).toBeGreaterThanOrEqual(node.y + node.height);
      }
    }
  });

  it('stay dashed boxes where only Kubernetes, or a tunnel, tells of them', () => {
    const known: TopologyNode = {
      ...{ id: nodeId('w3'), kind: 'node', label: 'w3', captured: false, evidence: [at(1)] },
    };
    const end = (text: string, more = {}): TopologyNode => ({
      ...{ id: vtepId(text), kind: 'external', role: 'vtep', label: text, address: ip(text) },
      evidence: [at(1)],
      ...more,
    });
    const whole = cluster(2);
    const half = topologyOf(
      [...whole.nodes, known, end('192.168.3.0', { node: known.id }), end('192.168.4.0')],
      [
        ...whole.edges,
        edge('vxlan-tunnel', vxlan(1), vtepId('192.168.3.0')),
        edge('vxlan-tunnel', vxlan(1), vtepId('192.168.4.0')),
      ],
    );
    const picture = layoutCluster(half);
    expect(texts(boxOf(picture, 'node/w3'))).toEqual(['w3', 'not captured']);
    expect(boxOf(picture, 'node/w3').confidence).toBe('inferred');
    expect(boxOf(picture, 'ext/vtep/192.168.4.0').confidence).toBe('inferred');
    expect(picture.boxes.some(({ id }) => id === 'ext/vtep/192.168.3.0')).toBe(false);
  });
});

describe('a hundred nodes', () => {
  const topology = cluster(100);
  const layout = layoutCluster(topology);

  it('have one hub for their full mesh, not 4,950 lines', () => {
    const [hub, ...others] = layout.boxes.filter(({ role }) => role === 'mesh');
    expect(others).toEqual([]);
    expect(hub && texts(hub)).toEqual(['VXLAN', 'full mesh of 100 nodes: 4,950 tunnels']);
    expect(layout.wires.map(({ kind, count }) => [kind, count])).toEqual([
      ['vxlan-tunnel', 4950],
      ['network', 100],
    ]);
  });

  it('stand in a frame, in the order of their numbers, without overlap', () => {
    const nodes = layout.boxes.filter(({ role }) => role === 'node');
    expect(nodes).toHaveLength(100);
    expect(nodes.slice(0, 3).map(({ id }) => id)).toEqual(['node/w1', 'node/w2', 'node/w3']);
    const siblings = [nodes, layout.boxes.filter(({ parent }) => parent === undefined)];
    for (const boxes of siblings) {
      for (const [i, a] of boxes.entries()) {
        for (const b of boxes.slice(i + 1)) expect(overlap(a, b), `${a.id} ${b.id}`).toBe(false);
      }
    }
  });

  it('fit a wide screen at a zoom at which names can be read', () => {
    expect(layout.width).toBeLessThan(2000);
    expect(layout.width / layout.height).toBeGreaterThan(1);
  });

  it('show one node’s own tunnels when asked', () => {
    const tunnels = clusterTunnels(topology).filter(({ a, b }) => [a, b].includes(nodeId('w7')));
    const own = withOwnTunnels(layout, 'node/w7', tunnels);
    const lines = own.wires.filter(({ element }) => element?.startsWith('vxlan-tunnel:'));
    expect(lines).toHaveLength(99);
    expect(lines.every(({ source }) => source === 'node/w7')).toBe(true);
    expect(own.boxes).toEqual(layout.boxes);
  });

  it('are drawn the same whatever the order of the arrays', () => {
    const { nodes, edges } = topology;
    const turned = { ...topology, nodes: nodes.toReversed(), edges: edges.toReversed() };
    expect(layoutCluster(turned)).toEqual(layout);
  });

  it('say how much of a mesh is there when it is not full', () => {
    const ring = Array.from({ length: 9 }, (_, i) => tunnel(i + 1, i + 2));
    const hub = layoutCluster(cluster(10, ring)).boxes.find(({ role }) => role === 'mesh');
    expect(hub && texts(hub)[1]).toBe('10 nodes, 9 of 45 pairs');
  });
});

describe('one node of several', () => {
  it('has a box for each peer that a tunnel leads to; its wire is the tunnel', () => {
    const layout = layoutTopology(cluster(3), { machine: nodeId('w2') });
    const machines = layout.boxes.filter(({ kind }) => kind === 'node');
    expect(machines.map(({ id, role }) => `${role} ${id}`).sort()).toEqual([
      'external node/w1',
      'external node/w3',
      'machine node/w2',
    ]);
    const wires = layout.wires.filter(({ kind }) => kind === 'vxlan-tunnel');
    expect(wires.map(({ element, source, target }) => [element, source, target])).toEqual([
      [tunnel(1, 2).id, 'node/w1', vxlan(2)],
      [tunnel(2, 3).id, vxlan(2), 'node/w3'],
    ]);
  });

  it('has one box for all of them when they are many', () => {
    const layout = layoutTopology(cluster(30), { machine: nodeId('w2') });
    expect(texts(boxOf(layout, 'peers/node/w2'))).toEqual(['29 other nodes', 'tunnels to peers']);
    const [wire, ...others] = layout.wires.filter(({ kind }) => kind === 'vxlan-tunnel');
    expect(others).toEqual([]);
    expect(wire).toMatchObject({ count: 29, target: 'peers/node/w2' });
    expect(wire).not.toHaveProperty('element');
  });
});

describe('as SVG', () => {
  it('is the overview and each node below it', () => {
    const svg = renderSvg(cluster(2));
    expect(svg.match(/>Cluster</g)).toHaveLength(1);
    // In the overview, as a heading, on its own frame; the other one as the end of its tunnel.
    expect(svg.match(/>w1</g)).toHaveLength(4);
  });

  it('is the overview alone for many', () => {
    const svg = renderSvg(cluster(40));
    expect(svg).toContain('Cluster of 40 nodes, without a picture of each');
    expect(svg).not.toContain('>vxlan.calico<');
  });
});

it.each([
  ['worker2', 'worker10', -1],
  ['worker-09', 'worker-9', -1],
  ['a', 'b', -1],
  ['node', 'node1', -1],
  ['n1', 'n1', 0],
])('orders %s and %s', (a, b, order) => {
  expect(Math.sign(compareNames(a, b))).toBe(order);
  expect(Math.sign(compareNames(b, a))).toBe(order === 0 ? 0 : -order);
});

function overlap(a: Box, b: Box): boolean {
  const across = a.x < b.x + b.width && b.x < a.x + a.width;
  return across && a.y < b.y + b.height && b.y < a.y + a.height;
}
