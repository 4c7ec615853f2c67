import { type Id, netnsId } from '@vethscope/model';
import type { Hop, Step } from '@vethscope/trace';
import { ip, packet } from '@vethscope/trace/testing';
import { expect, test } from 'vitest';
import { placesOf } from './tracePlaces.ts';

const none = { evidence: [] } as const;
const sent = packet('tcp 10.85.0.4 > 192.168.3.7:80');
const comesIn = (id: string): Step => ({
  ...{ kind: 'ingress', interface: id as Id, name: id.split('/').at(-1) ?? '', ...none },
});
const leaves = (id: string): Step => ({
  ...{ kind: 'egress', interface: id as Id, name: id.split('/').at(-1) ?? '', ...none },
  packet: sent,
});
const routed: Step = { kind: 'route', destination: ip('192.168.3.7'), result: 'unicast', ...none };
const socket: Step = {
  ...{ kind: 'socket', protocol: 'tcp', address: ip('192.168.3.7'), listening: 'yes', ...none },
};
const hop = (node: string, netns: string, steps: readonly Step[]): Hop => ({
  ...{ node, netns: netnsId(node, netns), steps },
});

test('a pod on a bridge asks one on another node, through the tunnel', () => {
  expect(
    placesOf([
      hop('a', 'blue', [routed, leaves('if/a/blue/eth0')]),
      hop('a', 'host', [
        comesIn('if/a/host/veth1'),
        { kind: 'bridge', bridge: 'cni0', from: 'veth1', to: ['cni0'], how: 'own', ...none },
        routed,
        { kind: 'encap', device: 'vxlan.calico', type: 'vxlan', outer: sent, ...none },
        routed,
        leaves('if/a/host/eth1'),
      ]),
      hop('b', 'host', [comesIn('if/b/host/eth1'), routed, leaves('if/b/host/cali1')]),
      hop('b', 'green', [comesIn('if/b/green/eth0'), socket]),
    ]),
  ).toEqual([
    ...['netns/a/blue', 'if/a/blue/eth0', 'if/a/host/veth1', 'if/a/host/cni0'],
    ...['routing/netns/a/host', 'if/a/host/vxlan.calico', 'routing/netns/a/host', 'if/a/host/eth1'],
    ...['if/b/host/eth1', 'routing/netns/b/host', 'if/b/host/cali1'],
    ...['if/b/green/eth0', 'netns/b/green'],
  ]);
});

test('what arrives from outside begins at the interface, what is dropped ends where it was', () => {
  expect(
    placesOf([
      hop('a', 'host', [comesIn('if/a/host/eth0'), routed, { kind: 'end', reason: 'x', ...none }]),
    ]),
  ).toEqual(['if/a/host/eth0', 'routing/netns/a/host']);
});

test('there is no way of nothing', () => {
  expect(placesOf([])).toEqual([]);
});
