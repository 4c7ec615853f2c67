import { describe, expect, it } from 'vitest';
import type { RouteSummary, Topology } from '../graph/topology.ts';
import { at, ip, prefix } from '../testing/builders.ts';
import { device, edge, hostOf, netnsElement, SAMPLE, topologyOf } from '../testing/topologies.ts';
import { focusOn } from './focusOn.ts';
import { layoutTopology } from './layoutTopology.ts';

const DEFAULT_ROUTE: RouteSummary = {
  ...{ family: 4, table: 'main', type: 'unicast', destination: prefix('0.0.0.0/0') },
  ...{ via: [ip('172.16.0.254')], devices: ['eth0'], ...at(1) },
};
const MACHINE = 'controller.home.local';
const host = (name: string) => `if/${MACHINE}/host/${name}`;
/** With `default via 172.16.0.254 dev eth0`: eth1 and the tunnel have no next hop. */
const ROUTED: Topology = {
  ...SAMPLE,
  nodes: SAMPLE.nodes.map((node) =>
    node.kind === 'netns' && node.isHost ? { ...node, routes: [DEFAULT_ROUTE] } : node,
  ),
};
const idsOf = (id: string) => focusOn(ROUTED, id)?.nodes.map((node) => `${node.id}`);

describe('the way out of', () => {
  it('a pod on a bridge is its veth, the bridge, the host, and what leads off the machine', () => {
    const netns = `netns/${MACHINE}/ns-of-coredns-7db6d8ff4d-slnrj`;
    const ids = idsOf('pod/kube-system/coredns-7db6d8ff4d-slnrj');
    expect(new Set(ids)).toEqual(
      new Set([
        'pod/kube-system/coredns-7db6d8ff4d-slnrj',
        netns,
        `if/${MACHINE}/ns-of-coredns-7db6d8ff4d-slnrj/eth0`,
        ...['vethf3cf048b', 'cni0', 'eth0'].map(host),
        `netns/${MACHINE}/host`,
        `node/${MACHINE}`,
        'ext/network/172.16.0.0/24',
        'ext/gateway/172.16.0.254',
      ]),
    );
  });

  it('a pod is by all NICs and tunnels where no next hop is known', () => {
    const focused = focusOn(SAMPLE, 'pod/kube-system/coredns-7db6d8ff4d-slnrj');
    const names = focused?.nodes.flatMap((node) => (node.kind === 'interface' ? node.name : []));
    expect(names).toEqual(expect.arrayContaining(['eth0', 'eth1', 'vxlan.calico']));
  });

  it('a pod that the host routes to passes no bridge', () => {
    const ids = idsOf('pod/calico-apiserver/calico-apiserver-56cc46c8d5-6df76') ?? [];
    expect(ids).toContain(host('cali9d04617f188'));
    expect(ids).toContain(host('eth0'));
    expect(ids).not.toContain(host('cni0'));
    expect(ids).not.toContain(host('cali1dac8782bdb'));
  });

  it('a host-network pod is the host, without its other pods', () => {
    const [pod] = SAMPLE.nodes.filter(({ id }) => id.includes('kube-proxy'));
    const pods = idsOf(pod?.id ?? '')?.filter((id) => id.startsWith('pod/'));
    expect(pods).toEqual([pod?.id]);
  });

  it('a namespace that nobody looked into begins at the end of its link that is known', () => {
    const port = device('n1', 'host', 5, 'veth1', [], { type: 'veth' });
    const closed = netnsElement('n1', 'pod-a', { captured: false });
    const topology = topologyOf(
      [...hostOf('n1'), port, closed],
      [edge('veth', port.id, closed.id)],
    );
    expect(focusOn(topology, closed.id)?.nodes.map(({ id }) => id)).toContain(port.id);
  });

  it('a bridge passes the NIC in it and none of its other ports', () => {
    const bridge = device('n1', 'host', 3, 'br0', [], { type: 'bridge' });
    const nic = device('n1', 'host', 2, 'eth0');
    const tap = device('n1', 'host', 4, 'vnet0', [], { type: 'tun' });
    const topology = topologyOf(
      [...hostOf('n1'), bridge, nic, tap],
      [edge('bridge-port', nic.id, bridge.id), edge('bridge-port', tap.id, bridge.id)],
    );
    const ids = focusOn(topology, bridge.id)?.nodes.map(({ id }) => id);
    expect(ids).toContain(nic.id);
    expect(ids).not.toContain(tap.id);
  });

  it('what is outside, a machine, or nothing known is none', () => {
    for (const id of ['ext/gateway/172.16.0.254', `node/${MACHINE}`, 'pod/no/such']) {
      expect(focusOn(SAMPLE, id), id).toBeUndefined();
    }
  });
});

it('every pod of the sample is drawn with its way out', () => {
  const pods = SAMPLE.nodes.filter((node) => node.kind === 'pod' && node.netns !== undefined);
  for (const { id } of pods) {
    const focused = focusOn(SAMPLE, id);
    const drawn = focused ? layoutTopology(focused).boxes.map(({ element }) => element) : [];
    expect(drawn, id).toContain(id);
    expect(drawn, id).toContain('ext/gateway/172.16.0.254');
  }
});
