import { type Box, type Id, type Layout, type Point, podId } from '@vethscope/model';
import { describe, expect, it } from 'vitest';
import { lineData, toElements } from './elements.ts';
import { visibilityOf } from './visibility.ts';

const box = (id: string, x: number, y: number, more: Partial<Box> = {}): Box => ({
  ...{ id, x, y, width: 100, height: 40 },
  ...{ role: 'interface', kind: 'veth', confidence: 'proven', texts: [] },
  ...more,
});

const LAYOUT: Layout = {
  width: 200,
  height: 200,
  boxes: [
    box('pod', 0, 0, {
      role: 'netns',
      kind: 'pod',
      texts: [{ text: 'coredns', x: 8, y: 14, font: 'bold', size: 11, tone: 'strong' }],
    }),
    box('eth0', 0, 10, { parent: 'pod', state: 'up', icon: { x: 15, y: 28 } }),
    box('veth1', 0, 100, { state: 'down' }),
    box('cni0', 0, 160, { kind: 'bridge' }),
  ],
  wires: [
    {
      ...{ id: 'pair', kind: 'veth', source: 'eth0', target: 'veth1', confidence: 'proven' },
      points: [
        { x: 50, y: 50 },
        { x: 50, y: 100 },
      ],
    },
    {
      ...{ id: 'port', kind: 'bridge-port', source: 'veth1', target: 'cni0' },
      confidence: 'inferred',
      points: [
        { x: 50, y: 140 },
        { x: 50, y: 160 },
      ],
    },
  ],
  stubs: [],
  groups: [],
};

describe('elements of the canvas', () => {
  const elements = toElements(LAYOUT);
  const byId = (id: string) => elements.find(({ data }) => data.id === id);

  it('places boxes by their middles and texts by their left ends', () => {
    expect(byId('veth1')?.position).toEqual({ x: 50, y: 120 });
    expect(byId('pod#0')).toMatchObject({ position: { x: 8, y: 14 }, data: { text: 'coredns' } });
  });

  it('tells kind, role, confidence and state for the stylesheet to show', () => {
    expect(byId('cni0')?.classes).toEqual(['box', 'interface', 'kind-bridge', 'proven']);
    expect(byId('veth1')?.data).toMatchObject({ state: 'down', stateX: 87 });
    expect(byId('port')?.classes).toContain('inferred');
  });

  it('keeps wires where the layout has them', () => {
    expect(byId('pair')?.data).toMatchObject({ start: '0px 20px', end: '0px -20px' });
  });
});

describe('lineData', () => {
  it('gives bends that Cytoscape turns back into the points', () => {
    const [from, to] = [box('a', 0, 0), box('b', 300, 200)];
    const bends = [
      { x: 50, y: 90 },
      { x: 350, y: 90 },
    ];
    const data = lineData([{ x: 50, y: 40 }, ...bends, { x: 350, y: 200 }], from, to);
    expect(cytoscapeBends(data, { x: 50, y: 20 }, { x: 350, y: 220 })).toEqual(bends);
  });
});

/** As `edge-control-points.mjs` of Cytoscape 3.34 computes them, with `edge-distances: node-position`. */
function cytoscapeBends(data: Readonly<Record<string, string>>, a: Point, b: Point): Point[] {
  const numbers = (text: string | undefined) => (text ?? '').split(' ').map(Number);
  const distances = numbers(data['distances']);
  const length = Math.hypot(b.x - a.x, b.y - a.y);
  return numbers(data['weights']).map((weight, i) => ({
    x: Math.round(a.x * (1 - weight) + b.x * weight - ((b.y - a.y) / length) * (distances[i] ?? 0)),
    y: Math.round(a.y * (1 - weight) + b.y * weight + ((b.x - a.x) / length) * (distances[i] ?? 0)),
  }));
}

describe('what the legend hides', () => {
  it.each([
    [[], [], 0, 0],
    [['bridge'], ['cni0', 'port'], 1, 1],
    // A pod goes with all that is in it, and with its wires.
    [['pod'], ['eth0', 'pair', 'pod', 'pod#0'], 2, 1],
    [['edge:veth'], ['pair'], 0, 1],
    [['inferred'], ['port'], 0, 1],
    [['down'], ['pair', 'port', 'veth1'], 1, 2],
    [['no-such-kind'], [], 0, 0],
  ])('%j takes away %j', (hide, hidden, boxes, wires) => {
    const visibility = visibilityOf(LAYOUT, hide);
    expect([...visibility.hidden].sort()).toEqual(hidden);
    expect(visibility).toMatchObject({ boxes, wires });
  });
});

describe('an open group', () => {
  const title = { x: 12, y: 17, font: 'bold', size: 11.5, tone: 'strong' } as const;
  const frameOf = (name: string, width: number) => {
    const texts = [{ ...title, text: `${name} · 13 pods` }];
    const boxes = [box('group', 0, 0, { role: 'group-frame', width, texts })];
    return toElements({ ...LAYOUT, boxes, wires: [] })[0]?.data;
  };

  it('is named from far away in letters that its frame holds', () => {
    expect(frameOf('shop', 2_000)).toMatchObject({ far: 'shop\n13 pods', farSize: 60 });
    const { farSize } = frameOf('observability', 240) ?? {};
    expect(farSize * 0.6 * 'observability'.length).toBeLessThan(240);
    expect(farSize).toBeGreaterThan(20);
  });
});

it('counts all that a closed group holds where its kind is hidden', () => {
  const boxes = [box('group', 0, 0, { role: 'group', kind: 'pod' })];
  const groups = [{ id: 'group', title: 'shop', count: 25, isOpen: false, members: [] }];
  expect(visibilityOf({ ...LAYOUT, boxes, wires: [], groups }, ['pod']).boxes).toBe(25);
});

describe('a namespace that is shown alone', () => {
  const card = (name: string) => box(name, 0, 0, { role: 'group', kind: 'pod', parent: 'shelf' });
  const boxes = [box('shelf', 0, 0, { role: 'shelf', kind: 'netns' }), card('shop'), card('web')];
  const group = (id: string, members: readonly Id[]) => ({
    ...{ id, title: id, count: members.length, isOpen: false, members },
  });
  const [cart, front] = [podId('shop', 'cart'), podId('web', 'front')];
  const groups = [group('shop', [cart]), group('web', [front])];
  const hiddenWith = (elsewhere: readonly string[]) =>
    visibilityOf({ ...LAYOUT, boxes, wires: [], groups }, [], new Set(elsewhere));

  it('takes away groups of which all is elsewhere, and counts what they hold', () => {
    expect([...hiddenWith([front]).hidden]).toEqual(['web']);
    expect(hiddenWith([front]).boxes).toBe(1);
  });

  it('takes away a shelf with its last group', () => {
    expect([...hiddenWith([cart, front]).hidden]).toEqual(['shelf', 'shop', 'web']);
    expect(hiddenWith([cart, front]).boxes).toBe(2);
  });
});
