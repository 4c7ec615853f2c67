import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { InterfaceType } from '../graph/interfaceType.ts';
import type { EdgeKind, Topology, TopologyEdge, TopologyNode } from '../graph/topology.ts';
import type { Id } from '../ids.ts';
import {
  device,
  edge,
  gateway,
  hostOf,
  largeNode,
  netnsElement,
  network,
  podElement,
  topologyOf,
} from '../testing/topologies.ts';
import type { Box, Layout, Point } from './layout.ts';
import { layoutTopology } from './layoutTopology.ts';

const TYPES: readonly InterfaceType[] = [
  ...(['device', 'bridge', 'veth', 'vxlan', 'vlan', 'bond', 'macvlan', 'vrf', 'tun'] as const),
  ...(['loopback', 'unknown', 'wireguard', 'dummy'] as const),
];
const KINDS: readonly EdgeKind[] = [
  ...(['veth', 'bridge-port', 'bond-member', 'vrf-member', 'vlan-parent'] as const),
  ...(['macvlan-parent', 'vxlan-underlay', 'vxlan-tunnel', 'network', 'gateway'] as const),
];

interface Shape {
  readonly machines: readonly {
    readonly namespaces: readonly { readonly captured: boolean; readonly pods: number }[];
    readonly interfaces: readonly {
      readonly at: number;
      readonly type: number;
      readonly address: boolean;
    }[];
    readonly hostPods: number;
  }[];
  readonly edges: readonly { readonly kind: number; readonly from: number; readonly to: number }[];
}

const shapes: fc.Arbitrary<Shape> = fc.record({
  machines: fc.array(
    fc.record({
      namespaces: fc.array(fc.record({ captured: fc.boolean(), pods: fc.nat(2) }), {
        maxLength: 12,
      }),
      interfaces: fc.array(
        fc.record({ at: fc.nat(12), type: fc.nat(TYPES.length - 1), address: fc.boolean() }),
        { maxLength: 24 },
      ),
      hostPods: fc.nat(5),
    }),
    { minLength: 1, maxLength: 3 },
  ),
  edges: fc.array(
    fc.record({ kind: fc.nat(KINDS.length - 1), from: fc.nat(200), to: fc.nat(200) }),
    {
      maxLength: 40,
    },
  ),
});

/** Anything that a capture may hold, and a good deal that none does: edges join whatever they hit. */
function topologyFrom({ machines, edges }: Shape): Topology {
  const nodes: TopologyNode[] = [network('10.0.0.0/24'), gateway('10.0.0.254')];
  const inPods: TopologyEdge[] = [];
  for (const [m, { namespaces, interfaces, hostPods }] of machines.entries()) {
    const machine = `node${m}`;
    nodes.push(...hostOf(machine));
    for (const [n, { captured, pods }] of namespaces.entries()) {
      nodes.push(netnsElement(machine, `ns${n}`, { captured }));
      for (let p = 0; p < pods; p++) {
        const pod = podElement(machine, 'default', `pod-${m}-${n}-${p}-slnrj`, `ns${n}`);
        nodes.push(pod);
        inPods.push(edge('pod-netns', pod.id, pod.netns ?? pod.id, 'inferred'));
      }
    }
    for (const [i, { at, type, address }] of interfaces.entries()) {
      const netns = at < namespaces.length ? `ns${at}` : 'host';
      const addresses = address
        ? [`10.${m}.${at}.${i}/24`, '2001:db8::1234:5678:9abc:def0/64']
        : [];
      const more = { type: TYPES[type] ?? 'device' };
      nodes.push(device(machine, netns, i + 1, `if${i}x${'y'.repeat(i % 11)}`, addresses, more));
    }
    for (let p = 0; p < hostPods; p++) {
      nodes.push(podElement(machine, 'kube-system', `agent-${m}-${p}`, 'host'));
    }
  }
  const ends = nodes.filter(({ kind }) => kind === 'interface' || kind === 'external');
  const joined = edges.flatMap(({ kind, from, to }) => {
    const [source, target] = [ends[from % ends.length], ends[to % ends.length]];
    return source && target && source !== target
      ? [edge(KINDS[kind] ?? 'veth', source.id, target.id)]
      : [];
  });
  const unique = new Map<Id, TopologyEdge>([...inPods, ...joined].map((one) => [one.id, one]));
  return topologyOf(nodes, [...unique.values()]);
}

const topologies = shapes.map(topologyFrom);
const check = (holds: (layout: Layout, topology: Topology) => void): void => {
  fc.assert(
    fc.property(topologies, (topology) => holds(layoutTopology(topology), topology)),
    { seed: 1, numRuns: 200 },
  );
};

describe('any topology', () => {
  it('has boxes that stand inside their parents', () => {
    check(expectInsideParents);
  });

  it('has no two boxes that overlap unless one stands in the other', () => {
    check(expectApart);
  });

  it('has ids that are unique, and nothing left out that is not a plain loopback', () => {
    check(({ boxes }, topology) => {
      const ids = new Set(boxes.map(({ id }) => id));
      expect(ids.size).toBe(boxes.length);
      const missing = topology.nodes.filter(
        (node) =>
          !ids.has(node.id) &&
          node.kind !== 'pod' &&
          !(node.kind === 'interface' && node.type === 'loopback'),
      );
      expect(missing.map(({ id }) => id)).toEqual([]);
    });
  });

  it('has texts that stay inside their boxes', () => {
    check(({ boxes }) => {
      for (const { id, width, height, texts } of boxes) {
        for (const { x, y, size } of texts) {
          expect(x >= 0 && x <= width && y - size / 2 >= 0 && y + size / 2 <= height, id).toBe(
            true,
          );
        }
      }
    });
  });

  it('has wires of horizontal and vertical pieces that begin and end at their boxes', () => {
    check(({ boxes, wires }) => {
      const byId = new Map(boxes.map((box) => [box.id, box]));
      for (const { id, points, source, target } of wires) {
        const [from, to] = [byId.get(source), byId.get(target)];
        const [first, last] = [points[0], points.at(-1)];
        expect(from && first && touches(from, first), `${id} at its source`).toBe(true);
        expect(to && last && touches(to, last), `${id} at its target`).toBe(true);
        for (const [i, point] of points.slice(1).entries()) {
          const before = points[i];
          expect(point.x === before?.x || point.y === before?.y, id).toBe(true);
        }
      }
    });
  });

  it('has wires that pass through no box except those around their ends', () => {
    check(expectClearWires);
  });

  it('is drawn the same whatever the order of the arrays', () => {
    fc.assert(
      fc.property(topologies, fc.infiniteStream(fc.nat()), (topology, random) => {
        const shuffled = {
          ...topology,
          nodes: shuffle(topology.nodes, random),
          edges: shuffle(topology.edges, random),
        };
        expect(layoutTopology(shuffled)).toEqual(layoutTopology(topology));
      }),
      { seed: 1, numRuns: 100 },
    );
  });
});

describe('a node with 250 pods, whatever groups are open', () => {
  const topology = largeNode('n1', 250);
  const groups = layoutTopology(topology).groups.map(({ id }) => id);
  const checkOpen = (holds: (layout: Layout) => void) =>
    fc.assert(
      fc.property(fc.subarray(groups), (open) =>
        holds(layoutTopology(topology, { open: new Set(open) })),
      ),
      { seed: 1, numRuns: 12 },
    );

  it('has boxes inside their parents, apart from each other and clear of wires', () => {
    checkOpen((layout) => {
      expectInsideParents(layout);
      expectApart(layout);
      expectClearWires(layout);
    });
  });

  it('draws every namespace and interface, or has it in exactly one closed group', () => {
    checkOpen(({ boxes, groups: all }) => {
      const drawn = new Set(boxes.map(({ id }) => id));
      const closed = all.filter(({ isOpen }) => !isOpen).flatMap(({ members }) => members);
      expect(new Set(closed).size).toBe(closed.length);
      const told = new Set<string>([...drawn, ...closed]);
      const missing = topology.nodes.filter(
        (node) => !told.has(node.id) && node.kind !== 'pod' && !node.id.endsWith('/lo'),
      );
      expect(missing.map(({ id }) => id)).toEqual([]);
      expect(closed.filter((id) => drawn.has(id))).toEqual([]);
    });
  });
});

function expectInsideParents({ boxes }: Layout): void {
  const byId = new Map(boxes.map((box) => [box.id, box]));
  for (const box of boxes) {
    const parent = box.parent === undefined ? undefined : byId.get(box.parent);
    if (box.parent !== undefined) expect(parent, box.id).toBeDefined();
    if (parent) expect(contains(parent, box), `${box.id} in ${parent.id}`).toBe(true);
  }
}

function expectApart({ boxes }: Layout): void {
  const siblings = new Map<string, Box[]>();
  for (const box of boxes) {
    const key = box.parent ?? '';
    siblings.set(key, [...(siblings.get(key) ?? []), box]);
  }
  for (const group of siblings.values()) {
    for (const [i, a] of group.entries()) {
      const hit = group.slice(i + 1).find((b) => overlap(a, b));
      expect(hit && `${a.id} and ${hit.id}`).toBeUndefined();
    }
  }
}

function expectClearWires({ boxes, wires }: Layout): void {
  const byId = new Map(boxes.map((box) => [box.id, box]));
  const around = (id: string): readonly string[] => {
    const parent = byId.get(id)?.parent;
    return parent === undefined ? [id] : [id, ...around(parent)];
  };
  for (const { id, points, source, target } of wires) {
    const allowed = new Set([...around(source), ...around(target)]);
    const crossed = boxes.filter(
      (box) =>
        box.role !== 'machine' &&
        box.role !== 'host' &&
        !allowed.has(box.id) &&
        points.some((point, i) => cuts(points[i - 1], point, box)),
    );
    expect(
      crossed.map((box) => box.id),
      id,
    ).toEqual([]);
  }
}

function contains(outer: Box, inner: Box): boolean {
  return (
    inner.x >= outer.x &&
    inner.y >= outer.y &&
    inner.x + inner.width <= outer.x + outer.width &&
    inner.y + inner.height <= outer.y + outer.height
  );
}

function overlap(a: Box, b: Box): boolean {
  const across = a.x < b.x + b.width && b.x < a.x + a.width;
  return across && a.y < b.y + b.height && b.y < a.y + a.height;
}

/** Whether a horizontal or vertical piece of a wire goes through the inside of a box. */
function cuts(from: Point | undefined, to: Point, { x, y, width, height }: Box): boolean {
  if (!from) return false;
  const [left, right] = [Math.min(from.x, to.x), Math.max(from.x, to.x)];
  const [top, bottom] = [Math.min(from.y, to.y), Math.max(from.y, to.y)];
  return left < x + width && right > x && top < y + height && bottom > y;
}

function touches({ x, y, width, height }: Box, point: Point): boolean {
  return point.x >= x && point.x <= x + width && point.y >= y && point.y <= y + height;
}

function shuffle<T>(items: readonly T[], random: Iterator<number>): readonly T[] {
  return items
    .map((item) => ({ item, key: random.next().value ?? 0 }))
    .sort((a, b) => a.key - b.key)
    .map(({ item }) => item);
}
