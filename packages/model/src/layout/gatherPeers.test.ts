import { expect, it } from 'vitest';
import type { ExternalElement } from '../graph/topology.ts';
import { vtepId } from '../ids.ts';
import { device, edge, hostOf, topologyOf } from '../testing/topologies.ts';
import { layoutTopology } from './layoutTopology.ts';

const tunnel = device('n1', 'host', 4, 'vxlan.calico', ['192.168.1.0/32'], { type: 'vxlan' });
const peer = (i: number): ExternalElement => ({
  ...{ id: vtepId(`10.0.0.${i}`), kind: 'external', role: 'vtep', label: `10.0.0.${i}` },
  evidence: [],
});
const withPeers = (count: number) => {
  const peers = Array.from({ length: count }, (_, i) => peer(i));
  const edges = peers.map(({ id }) => edge('vxlan-tunnel', tunnel.id, id));
  return topologyOf([...hostOf('n1'), tunnel, ...peers], edges);
};
const externals = (layout: ReturnType<typeof layoutTopology>) =>
  layout.boxes.filter(({ role }) => role === 'external').map(({ texts }) => texts[0]?.text);

it('draws a few peers one by one', () => {
  const layout = layoutTopology(withPeers(8));
  expect(externals(layout)).toHaveLength(8);
  expect(layout.groups).toEqual([]);
});

it('draws many as one box with one wire that says how many tunnels it stands for', () => {
  const layout = layoutTopology(withPeers(99));
  expect(externals(layout)).toEqual(['99 tunnel peers']);
  const tunnels = layout.wires.filter(({ kind }) => kind === 'vxlan-tunnel');
  expect(tunnels.map(({ count, element }) => [count, element])).toEqual([[99, undefined]]);
  expect(layout.groups.map(({ members }) => members.length)).toEqual([99]);
});

it('draws all of them once they are opened', () => {
  const [group] = layoutTopology(withPeers(20)).groups;
  const open = layoutTopology(withPeers(20), { open: new Set([group?.id ?? '']) });
  expect(externals(open)).toHaveLength(20);
  expect(open.groups.map(({ isOpen }) => isOpen)).toEqual([true]);
});
