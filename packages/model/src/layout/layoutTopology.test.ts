import { describe, expect, it } from 'vitest';
import { podId } from '../ids.ts';
import type { RouteType } from '../snapshot/route.ts';
import {
  calicoNode,
  device,
  edge,
  hostOf,
  largeNode,
  netnsElement,
  network,
  SAMPLE,
  topologyOf,
} from '../testing/topologies.ts';
import type { Box, Layout } from './layout.ts';
import { layoutTopology } from './layoutTopology.ts';

const MACHINE = 'controller.home.local';
const host = (name: string) => `if/${MACHINE}/host/${name}`;

function boxOf(layout: Layout, id: string): Box {
  const found = layout.boxes.find((box) => box.id === id);
  if (!found) throw new Error(`no box ${id}`);
  return found;
}
const middle = ({ x, width }: Box): number => x + width / 2;
const bottom = ({ y, height }: Box): number => y + height;
const texts = (box: Box): readonly string[] => box.texts.map(({ text }) => text);

describe('the sample: a Calico node', () => {
  const layout = layoutTopology(SAMPLE);
  const at = (id: string) => boxOf(layout, id);
  const pods = layout.boxes.filter(({ role }) => role === 'netns');

  it('has its tiers from top to bottom: pods, ports, bridge, routing, tunnel, NICs, outside', () => {
    const tiers = [
      pods[0],
      at(host('veth2c3744a3')),
      at(host('cni0')),
      layout.boxes.find(({ role }) => role === 'routing'),
      at(host('vxlan.calico')),
      at(host('eth0')),
      at('ext/network/172.16.0.0/24'),
      at('ext/gateway/172.16.0.254'),
    ];
    for (const [i, lower] of tiers.entries()) {
      const upper = tiers[i - 1];
      if (upper && lower) expect(lower.y, lower.id).toBeGreaterThan(bottom(upper));
    }
    for (const name of ['vethf3cf048b', 'veth0593223e', 'cali9d04617f188', 'cali1dac8782bdb']) {
      expect(at(host(name)).y).toBe(at(host('veth2c3744a3')).y);
    }
    expect(at(host('eth1')).y).toBe(at(host('eth0')).y);
  });

  it('tells at the routing how many routes there are, and which of them let nothing through', () => {
    const told = (...dropped: readonly RouteType[]) => {
      const nodes = SAMPLE.nodes.map((node) => {
        const [first] = node.kind === 'netns' && node.isHost ? node.routes : [];
        const more = dropped.flatMap((type) => (first ? [{ ...first, type }] : []));
        return node.kind === 'netns' ? { ...node, routes: [...node.routes, ...more] } : node;
      });
      const { boxes } = layoutTopology({ ...SAMPLE, nodes });
      return boxes.filter(({ role }) => role === 'routing').flatMap(texts);
    };
    expect(told()).toEqual(['routing · 5 routes in table main']);
    expect(told('blackhole')).toEqual(['routing · 6 routes in table main · 1 blackhole']);
    expect(told('blackhole', 'blackhole', 'unreachable')).toEqual([
      'routing · 8 routes in table main · 2 blackholes · 1 unreachable',
    ]);
  });

  it('shows the pods by ports: those of cni0 first, then those that the host routes to', () => {
    const inOrder = [...pods].sort((a, b) => a.x - b.x).map((box) => texts(box).slice(0, 2));
    expect(inOrder).toEqual([
      ['coredns', '7db6d8ff4d-p4kzt'],
      ['coredns', '7db6d8ff4d-slnrj'],
      ['csi-node-driver', 'dpdzx'],
      ['calico-kube-controllers', '597855f5d-pvnh4'],
      ['calico-apiserver', '56cc46c8d5-6df76'],
      ['calico-apiserver', '56cc46c8d5-vl57t'],
    ]);
  });

  it.each([
    ['coredns-7db6d8ff4d-p4kzt', 'veth2c3744a3'],
    ['coredns-7db6d8ff4d-slnrj', 'vethf3cf048b'],
    ['csi-node-driver-dpdzx', 'veth1d625a4b'],
    ['calico-kube-controllers-597855f5d-pvnh4', 'veth0593223e'],
    ['calico-apiserver-56cc46c8d5-6df76', 'cali9d04617f188'],
    ['calico-apiserver-56cc46c8d5-vl57t', 'cali1dac8782bdb'],
  ])('puts %s straight above %s, joined by a straight wire', (pod, port) => {
    const inner = `if/${MACHINE}/ns-of-${pod}/eth0`;
    expect(middle(at(host(port)))).toBe(middle(at(`netns/${MACHINE}/ns-of-${pod}`)));
    const wire = layout.wires.find(
      ({ kind, source, target }) => kind === 'veth' && [source, target].includes(inner),
    );
    expect(wire?.points.map(({ x }) => x)).toEqual([middle(at(inner)), middle(at(inner))]);
  });

  it('lets cni0 span its four ports, and nothing else', () => {
    const bridge = at(host('cni0'));
    expect(bridge.x).toBe(at(host('veth2c3744a3')).x);
    const last = at(host('veth0593223e'));
    expect(bridge.x + bridge.width).toBe(last.x + last.width);
  });

  it('says of each interface its name, address and state', () => {
    expect(texts(at(host('eth0')))).toEqual(['eth0', '172.16.0.11/24']);
    expect(texts(at(host('cni0')))).toEqual(['cni0', '10.85.0.1/16 · bridge · MTU 1500']);
    expect(texts(at(host('cali9d04617f188')))).toEqual(['cali9d04617f188', 'veth · MTU 1450']);
    expect(at(host('eth0')).state).toBe('up');
  });

  it('hangs routed interfaces on the routing without inventing edges', () => {
    const hanging = layout.stubs.map(({ box }) => box);
    expect(hanging).toEqual([
      host('cali1dac8782bdb'),
      host('cali9d04617f188'),
      host('cni0'),
      host('eth0'),
      host('eth1'),
      host('vxlan.calico'),
    ]);
  });

  it('shows the host-network pods as chips, dashed where that was inferred', () => {
    const chips = layout.boxes.filter(({ role }) => role === 'host-pod');
    expect(chips.map((chip) => texts(chip)[0])).toEqual(
      [
        'calico-node-6bn67',
        'calico-typha…55b4b48-xqtpn',
        'etcd',
        'kube-apiserver',
        'kube-controller-manager',
        'kube-proxy-skh2j',
        'kube-scheduler',
        'tigera-opera…6ff79f7fd-hmsnw',
      ].map((name) => expect.stringMatching(shortened(name))),
    );
    expect(new Set(chips.map(({ confidence }) => confidence))).toEqual(new Set(['inferred']));
  });

  it('puts the namespaces of which only the name is known together in one dashed box', () => {
    const names = layout.boxes.filter(({ role }) => role === 'unseen-netns');
    expect(names).toHaveLength(7);
    expect(new Set(names.map(({ parent }) => parent))).toEqual(new Set([`unseen/node/${MACHINE}`]));
    expect(names[0]?.confidence).toBe('inferred');
  });

  it('draws no loopback that has only loopback addresses', () => {
    expect(layout.boxes.filter(({ id }) => id.endsWith('/lo'))).toEqual([]);
  });

  it('fits a picture of 800 by 700 at a zoom at which 11 units are 9 pixels', () => {
    expect(layout.width).toBeLessThan((800 * 11) / 9);
    expect(layout.height).toBeLessThan((700 * 11) / 9);
  });
});

/** `a…b`: begins with a, ends with b; how much is between depends on the room. */
function shortened(name: string): RegExp {
  const [head = '', tail] = name.split('…');
  return tail === undefined
    ? new RegExp(`^${head}$`)
    : new RegExp(`^${head.slice(0, 8)}.*${tail.slice(-5)}$`);
}

describe('other shapes', () => {
  it('is empty for an empty topology', () => {
    expect(layoutTopology(topologyOf([], []))).toEqual({
      ...{ width: 0, height: 0, boxes: [], wires: [], stubs: [], groups: [] },
    });
  });

  it('puts VLANs above their bond and the bond above its members', () => {
    const on = (name: string) => device('n1', 'host', 2, name).id;
    const layout = layoutTopology(
      topologyOf(
        [
          ...hostOf('n1'),
          device('n1', 'host', 2, 'eth0'),
          device('n1', 'host', 3, 'eth1'),
          device('n1', 'host', 4, 'bond0', [], { type: 'bond' }),
          device('n1', 'host', 5, 'bond0.100', ['10.1.0.2/24'], { type: 'vlan' }),
          device('n1', 'host', 6, 'bond0.200', ['10.2.0.2/24'], { type: 'vlan' }),
          network('10.1.0.0/24'),
        ],
        [
          edge('bond-member', on('eth0'), on('bond0')),
          edge('bond-member', on('eth1'), on('bond0')),
          edge('vlan-parent', on('bond0.100'), on('bond0')),
          edge('vlan-parent', on('bond0.200'), on('bond0')),
          edge('network', on('bond0.100'), network('10.1.0.0/24').id),
        ],
      ),
    );
    const y = (name: string) => boxOf(layout, on(name)).y;
    expect(y('bond0.100')).toBe(y('bond0.200'));
    expect(y('bond0.100')).toBeLessThan(y('bond0'));
    expect(y('bond0')).toBeLessThan(y('eth0'));
    expect(y('eth0')).toBe(y('eth1'));
  });

  it('shows what is known of a host whose namespaces were not looked into', () => {
    const port = device('n1', 'host', 5, 'veth1', [], { type: 'veth' });
    const closed = netnsElement('n1', 'pod-a', { captured: false });
    const layout = layoutTopology(
      topologyOf([...hostOf('n1'), port, closed], [edge('veth', port.id, closed.id)]),
    );
    expect(boxOf(layout, closed.id)).toMatchObject({ role: 'netns', confidence: 'inferred' });
    expect(middle(boxOf(layout, closed.id))).toBe(middle(boxOf(layout, port.id)));
  });

  it('draws a down interface as down, and one of unknown type as that', () => {
    const layout = layoutTopology(
      topologyOf(
        [...hostOf('n1'), device('n1', 'host', 2, 'x0', [], { type: 'unknown', state: 'down' })],
        [],
      ),
    );
    const box = layout.boxes.find(({ role }) => role === 'interface');
    expect(box).toMatchObject({ state: 'down', kind: 'other' });
    expect(box?.texts[1]).toMatchObject({ tone: 'bad', text: expect.stringMatching(/^down/) });
  });

  it('puts two nodes side by side, on one line, over the networks that they share', () => {
    const two = [calicoNode('a', []), calicoNode('b', [])];
    const layout = layoutTopology(
      topologyOf(
        [...new Map(two.flatMap(({ nodes }) => nodes).map((node) => [node.id, node])).values()],
        [...new Map(two.flatMap(({ edges }) => edges).map((one) => [one.id, one])).values()],
      ),
    );
    const [a, b] = [boxOf(layout, 'node/a'), boxOf(layout, 'node/b')];
    expect(b.x).toBeGreaterThan(a.x + a.width);
    expect(bottom(b)).toBe(bottom(a));
    expect(boxOf(layout, 'ext/network/10.0.0.0/24').y).toBeGreaterThan(bottom(a));
    const underlay = layout.wires.filter(({ target }) => target === 'ext/network/10.0.0.0/24');
    expect(underlay.map(({ source }) => source)).toEqual(['if/a/host/eth1', 'if/b/host/eth1']);
  });
});

describe('many pods', () => {
  it('stand in rows, each wire beside its column', () => {
    const layout = layoutTopology(largeNode('n1', 38));
    const rows = new Set(layout.boxes.filter(({ role }) => role === 'netns').map(({ y }) => y));
    expect(rows.size).toBeGreaterThan(3);
    expect(layout.width / layout.height).toBeLessThan(2);
  });

  it('are drawn as groups above 40, which say what they hold', () => {
    const closed = layoutTopology(largeNode('n1', 250));
    expect(closed.groups.map(({ title, count, isOpen }) => [title, count, isOpen])).toEqual([
      ['default, on cni0', 13, false],
      ['observability, on cni0', 13, false],
      ['payments, on cni0', 12, false],
      ['shop, on cni0', 25, false],
      ['default, routed by the host', 37, false],
      ['observability, routed by the host', 37, false],
      ['payments, routed by the host', 38, false],
      ['shop, routed by the host', 75, false],
    ]);
    expect(closed.boxes.filter(({ role }) => role === 'shelf').map(texts)).toEqual([
      ['63 pods on cni0'],
      ['187 pods routed by the host'],
    ]);
    const shop = closed.groups.find(({ title }) => title === 'shop, on cni0');
    expect(texts(boxOf(closed, shop?.id ?? ''))).toEqual(['shop', '25 pods']);
    expect(closed.boxes.filter(({ role }) => role === 'netns')).toEqual([]);
  });

  it('open in place, with a frame that names the group and closes it', () => {
    const topology = largeNode('n1', 250);
    const shop = layoutTopology(topology).groups.find(({ title }) => title === 'shop, on cni0');
    const id = shop?.id ?? '';
    const open = layoutTopology(topology, { open: new Set([id]) });
    expect(texts(boxOf(open, id))).toEqual(['shop · 25 pods']);
    expect(boxOf(open, `close/${id}`).parent).toBe(id);
    const inside = open.boxes.filter(({ role, parent }) => role === 'netns' && parent === id);
    expect(inside).toHaveLength(25);
    expect(open.boxes.filter(({ role }) => role === 'shelf').map(texts)).toEqual([
      ['38 of 63 pods on cni0'],
      ['187 pods routed by the host'],
    ]);
    // The bridge reaches from the shelf to the last port of what is open.
    const bridge = boxOf(open, 'if/n1/host/cni0');
    expect(bridge.x + bridge.width).toBe(boxOf(open, id).x + boxOf(open, id).width);
  });

  it('are drawn one by one where all groups are open', () => {
    const open = layoutTopology(largeNode('n1', 250), { open: 'all' });
    expect(open.boxes.filter(({ role }) => role === 'netns')).toHaveLength(250);
    expect(open.boxes.filter(({ role }) => role === 'shelf' || role === 'group')).toEqual([]);
  });

  it('have ids without a comma, whatever interfaces are called', () => {
    const topology = largeNode('n,1', 60);
    for (const { id } of layoutTopology(topology).groups) expect(id).not.toContain(',');
  });

  it('leave everything in its place when one more comes and there is room', () => {
    const before = layoutTopology(largeNode('n1', 38));
    const after = layoutTopology(largeNode('n1', 39));
    const namespaces = before.boxes.filter(({ role }) => role === 'netns');
    for (const { id, x, y } of namespaces) expect(boxOf(after, id)).toMatchObject({ x, y });
  });
});

it('chooses a pod by its namespace’s box', () => {
  const layout = layoutTopology(SAMPLE);
  const box = boxOf(layout, `netns/${MACHINE}/ns-of-csi-node-driver-dpdzx`);
  expect(box.element).toBe(podId('calico-system', 'csi-node-driver-dpdzx'));
});
