import type { Topology, TopologyEdge } from '@vethscope/model';
import { buildTopology } from '@vethscope/model';
import { describe, expect, it } from 'vitest';
import type { CaptureFiles } from '../archive/captureFiles.ts';
import { readSnapshot } from '../assemble/readSnapshot.ts';
import { calicoWorker } from '../testing/calicoWorker.ts';

/*
 * Several captures are one graph: Calico workers joined by their VXLAN devices and their underlay.
 * testing/calicoWorker.ts says which worker has which address.
 */
const V4 = 'vxlan.calico';
const V6 = 'vxlan-v6.calico';
const device = (n: number, name: string) => `if/worker${n}/host/${name}`;
const tunnelId = (a: number, b: number, name = V4) =>
  `vxlan-tunnel:${device(a, name)}->${device(b, name)}`;

const build = (...captures: readonly CaptureFiles[]): Topology =>
  buildTopology(readSnapshot(captures));
const edgesOf = (topology: Topology, kind: string) =>
  topology.edges
    .filter((edge) => edge.kind === kind)
    .map(({ source, target, confidence }) => `${source} → ${target} ${confidence}`);
const tunnel = (topology: Topology, id: string): TopologyEdge => {
  const found = topology.edges.find((edge) => edge.id === id);
  if (!found) throw new Error(`no ${id} among ${topology.edges.map((edge) => edge.id).join('\n')}`);
  return found;
};
/** The lines that an edge's evidence points at, as captured. */
const linesOf = (captures: readonly CaptureFiles[], edge: TopologyEdge): readonly string[] =>
  edge.evidence.flatMap(({ file, line, endLine }) => {
    const [capture = '', ...path] = file.split('/');
    const files = captures.find(({ name }) => name === capture)?.files ?? [];
    const text = files.find((one) => one.path === path.join('/'))?.text ?? '';
    return text.split('\n').slice(line - 1, endLine);
  });
const without = (text: string, part: string) =>
  text
    .split('\n')
    .filter((line) => !line.includes(part))
    .join('\n');
const fileOf = ({ files }: CaptureFiles, path: string): string =>
  files.find((file) => file.path === path)?.text ?? '';

describe('two workers', () => {
  const captures = [calicoWorker(1, [2]), calicoWorker(2, [1])];
  const topology = build(...captures);

  it('are read without a remark', () => {
    expect(topology.diagnostics).toEqual([]);
  });

  it('are joined by one tunnel for each family, proven', () => {
    expect(edgesOf(topology, 'vxlan-tunnel')).toEqual([
      `${device(1, V6)} → ${device(2, V6)} proven`,
      `${device(1, V4)} → ${device(2, V4)} proven`,
    ]);
    expect(topology.nodes.filter(({ id }) => id.startsWith('ext/vtep/'))).toEqual([]);
  });

  it('say what proves it, of both directions', () => {
    expect(tunnel(topology, tunnelId(1, 2)).reason).toBe(
      'worker1 leads to worker2: 192.168.2.0 is 66:00:00:00:04:02 at 10.0.0.12, VNI 4096; ' +
        'worker2 leads to worker1: 192.168.1.0 is 66:00:00:00:04:01 at 10.0.0.11, VNI 4096',
    );
    expect(tunnel(topology, tunnelId(1, 2, V6)).reason).toContain(
      'worker1 leads to worker2: fd00:192:168:2:: is 66:00:00:00:06:02 at fd00:10::12, VNI 4097',
    );
  });

  it.each([
    '192.168.2.0/26 via 192.168.2.0 dev vxlan.calico proto 80 onlink',
    '192.168.2.0 dev vxlan.calico lladdr 66:00:00:00:04:02 PERMANENT',
    '66:00:00:00:04:02 dev vxlan.calico dst 10.0.0.12 self permanent',
    '192.168.1.0/26 via 192.168.1.0 dev vxlan.calico proto 80 onlink',
    '192.168.1.0 dev vxlan.calico lladdr 66:00:00:00:04:01 PERMANENT',
    '66:00:00:00:04:01 dev vxlan.calico dst 10.0.0.11 self permanent',
    '    inet 192.168.2.0/32 scope global vxlan.calico',
    '    inet 10.0.0.12/24 scope global eth1',
    '    inet 192.168.1.0/32 scope global vxlan.calico',
    '    inet 10.0.0.11/24 scope global eth1',
    '    vxlan id 4096 local 10.0.0.12 dev eth1 srcport 0 0 dstport 4789 nolearning ttl auto ageing 300',
    '    vxlan id 4096 local 10.0.0.11 dev eth1 srcport 0 0 dstport 4789 nolearning ttl auto ageing 300',
  ])('lead to the line: %s', (line) => {
    expect(linesOf(captures, tunnel(topology, tunnelId(1, 2)))).toContain(line);
  });

  it('hold each fact of one side against the other', () => {
    const [there, back] = tunnel(topology, tunnelId(1, 2)).ways ?? [];
    expect(there).toMatchObject({
      from: device(1, V4),
      to: device(2, V4),
      routes: ['192.168.2.0/26'],
      facts: [
        { kind: 'vtep', value: '192.168.2.0', peer: '192.168.2.0', agrees: 'yes' },
        { kind: 'mac', value: '66:00:00:00:04:02', peer: '66:00:00:00:04:02', agrees: 'yes' },
        { kind: 'underlay', value: '10.0.0.12', peer: '10.0.0.12', agrees: 'yes' },
        { kind: 'vni', value: '4096', peer: '4096', agrees: 'yes' },
      ],
    });
    expect(back).toMatchObject({ from: device(2, V4), to: device(1, V4) });
  });

  it('share their underlay, proven by their neighbours; not cni0’s range, which both have', () => {
    expect(edgesOf(topology, 'network')).toEqual([
      `${device(1, 'eth1')} → ext/network/10.0.0.0/24 proven`,
      `${device(1, 'eth1')} → ext/network/fd00:10::/64 proven`,
      `${device(2, 'eth1')} → ext/network/10.0.0.0/24 proven`,
      `${device(2, 'eth1')} → ext/network/fd00:10::/64 proven`,
    ]);
    expect(topology.nodes.some(({ id }) => id.includes('10.85.'))).toBe(false);
    const network = tunnel(topology, `network:${device(1, 'eth1')}->ext/network/10.0.0.0/24`);
    expect(linesOf(captures, network)).toContain(
      '10.0.0.12 dev eth1 lladdr 00:15:5d:00:00:0c REACHABLE',
    );
  });

  it('give the same graph in whatever order they are given', () => {
    expect(build(...captures.toReversed())).toEqual(topology);
  });
});

describe('three workers, one without a capture', () => {
  const nodes = `NAME      STATUS   ROLES    AGE   VERSION   INTERNAL-IP   EXTERNAL-IP   OS-IMAGE   KERNEL-VERSION   CONTAINER-RUNTIME
worker1   Ready    <none>   1d    v1.30.1   10.0.0.11     <none>        Debian     6.1.0            cri-o://1.30.1
worker2   Ready    <none>   1d    v1.30.1   10.0.0.12     <none>        Debian     6.1.0            cri-o://1.30.1
worker3   Ready    <none>   1d    v1.30.1   10.0.0.13     <none>        Debian     6.1.0            cri-o://1.30.1
`;
  const pods = `NAMESPACE   NAME     READY   STATUS    RESTARTS   AGE   IP            NODE      NOMINATED NODE   READINESS GATES
shop        cart-1   1/1     Running   0          1d    192.168.1.5   worker1   <none>           <none>
shop        cart-2   1/1     Running   0          1d    192.168.2.5   worker2   <none>           <none>
shop        cart-3   1/1     Running   0          1d    192.168.3.5   worker3   <none>           <none>
shop        bridged   1/1    Running   0          1d    10.85.0.9     worker2   <none>           <none>
`;
  // On worker1's cni0, too, some container has the address of worker2's bridged pod.
  const stranger = `2: eth0@if9: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc noqueue state UP group default
    link/ether 0a:58:0a:55:00:09 brd ff:ff:ff:ff:ff:ff link-netnsid 0
    inet 10.85.0.9/16 scope global eth0
`;
  const topology = build(
    calicoWorker(1, [2, 3], {
      'netns/stranger/ip_-d_addr_show': stranger,
      'kubectl_get_nodes_-o_wide': nodes,
      'kubectl_get_pods_-A_-o_wide': pods,
    }),
    calicoWorker(2, [1, 3]),
  );
  const nodeOf = (id: string) => topology.nodes.find((node) => node.id === id);

  it('draw half of the tunnel as such, under the name that Kubernetes has for its end', () => {
    expect(edgesOf(topology, 'vxlan-tunnel').filter((edge) => edge.includes(V4))).toEqual([
      `${device(1, V4)} → ext/vtep/192.168.3.0 proven`,
      `${device(1, V4)} → ${device(2, V4)} proven`,
      `${device(2, V4)} → ext/vtep/192.168.3.0 proven`,
    ]);
    expect(nodeOf('ext/vtep/192.168.3.0')).toMatchObject({
      label: 'worker3',
      address: '192.168.3.0',
      node: 'node/worker3',
    });
    // No list has its IPv6 address.
    expect(nodeOf('ext/vtep/fd00:192:168:3::')).toMatchObject({ label: 'fd00:192:168:3::' });
  });

  it('know the third by name, and that nobody looked into it', () => {
    const machines = topology.nodes.flatMap((node) =>
      node.kind === 'node' ? [[node.id, node.captured]] : [],
    );
    expect(machines).toEqual([
      ['node/worker1', true],
      ['node/worker2', true],
      ['node/worker3', false],
    ]);
  });

  it('know pods by the node they run on, captured or not', () => {
    const places = topology.nodes.flatMap((node) =>
      node.kind === 'pod' ? [[node.name, node.parent, node.node]] : [],
    );
    expect(places).toEqual([
      ['bridged', 'node/worker2', 'node/worker2'],
      ['cart-1', 'netns/worker1/cart', 'node/worker1'],
      ['cart-2', 'netns/worker2/cart', 'node/worker2'],
      ['cart-3', 'node/worker3', 'node/worker3'],
    ]);
  });

  it('name the third by the tunnel address of Calico’s annotations, too', () => {
    const object = {
      kind: 'List',
      items: [
        {
          kind: 'Node',
          apiVersion: 'v1',
          metadata: {
            name: 'three',
            annotations: { 'projectcalico.org/IPv6VXLANTunnelAddr': 'fd00:192:168:3::' },
          },
          status: {},
        },
      ],
    };
    const annotated = build(
      calicoWorker(1, [2, 3], { 'kubectl_get_nodes_-o_json': JSON.stringify(object) }),
      calicoWorker(2, [1]),
    );
    const end = annotated.nodes.find(({ id }) => id === 'ext/vtep/fd00:192:168:3::');
    expect(end).toMatchObject({ label: 'three', node: 'node/three' });
  });
});

describe('workers that disagree', () => {
  const two = calicoWorker(2, [1]);

  it('name an FDB entry that leads to another node', () => {
    const one = calicoWorker(1, [2, 3]);
    const fdb = fileOf(one, 'bridge_fdb_show').replace('dst 10.0.0.12', 'dst 10.0.0.13');
    const topology = build(
      calicoWorker(1, [2, 3], { bridge_fdb_show: fdb }),
      two,
      calicoWorker(3, [1, 2]),
    );
    const edge = tunnel(topology, tunnelId(1, 2));
    expect(edge.confidence).toBe('inferred');
    expect(edge.reason).toContain(
      'worker1 leads to worker2: the same VTEP address, MAC address, VNI, not the same underlay address 10.0.0.13 here, 10.0.0.12 there',
    );
    expect(topology.diagnostics.map(({ file, message }) => `${file}: ${message}`)).toContain(
      "worker1/bridge_fdb_show: worker1 sends frames for 192.168.2.0 of worker2 to 10.0.0.13, which is worker3's, but worker2 sends from 10.0.0.12",
    );
  });

  it('name a MAC address that the peer does not have', () => {
    const one = calicoWorker(1, [2]);
    const old = '66:00:00:00:04:99';
    const changed = (path: string) => fileOf(one, path).replace('66:00:00:00:04:02', old);
    const topology = build(
      calicoWorker(1, [2], {
        ip_neigh_show: changed('ip_neigh_show'),
        bridge_fdb_show: changed('bridge_fdb_show'),
      }),
      two,
    );
    expect(tunnel(topology, tunnelId(1, 2)).confidence).toBe('inferred');
    expect(topology.diagnostics.map(({ message }) => message)).toEqual([
      "worker1 has 66:00:00:00:04:99 for 192.168.2.0, but worker2's vxlan.calico has 66:00:00:00:04:02",
    ]);
  });

  it('name different VNIs', () => {
    const addresses = fileOf(two, 'ip_-d_addr_show').replace('vxlan id 4096', 'vxlan id 4098');
    const topology = build(
      calicoWorker(1, [2]),
      calicoWorker(2, [1], { 'ip_-d_addr_show': addresses }),
    );
    expect(tunnel(topology, tunnelId(1, 2)).confidence).toBe('inferred');
    expect(topology.diagnostics.map(({ message }) => message)).toEqual([
      "worker1's vxlan.calico has VNI 4096, worker2's vxlan.calico has VNI 4098: neither takes the other's frames",
      "worker2's vxlan.calico has VNI 4098, worker1's vxlan.calico has VNI 4096: neither takes the other's frames",
    ]);
  });
});

describe('what the captures do not tell', () => {
  it('is named: without neighbours no MAC address and no way to the underlay is known', () => {
    const topology = build(
      calicoWorker(1, [2], { ip_neigh_show: undefined }),
      calicoWorker(2, [1], { ip_neigh_show: undefined }),
    );
    const edge = tunnel(topology, tunnelId(1, 2));
    expect(edge.confidence).toBe('inferred');
    expect(edge.reason).toContain(
      'worker1 leads to worker2: the same VTEP address, VNI, MAC address not captured here, underlay address not captured here',
    );
    expect(topology.diagnostics).toEqual([]);
    const network = tunnel(topology, `network:${device(1, 'eth1')}->ext/network/10.0.0.0/24`);
    expect(network).toMatchObject({
      confidence: 'inferred',
      reason:
        'eth1 has 10.0.0.11/24; that worker2 is on the same network follows from the prefix alone',
    });
  });

  it('is who is meant, when a node was captured twice: the tunnel stays open', () => {
    const topology = build(calicoWorker(1, [2]), calicoWorker(2, [1]), calicoWorker(2, [1]));
    const open = topology.edges.find(({ target }) => target === 'ext/vtep/192.168.2.0');
    expect(open).toMatchObject({
      confidence: 'inferred',
      reason: 'worker2 and worker2-2 both fit 192.168.2.0: the captures do not tell which is meant',
    });
    // worker1 does lead back, only not to one of them alone.
    const toWorker1 = topology.edges.find(
      ({ kind, target, source }) =>
        kind === 'vxlan-tunnel' &&
        [source, target].some((id) => id === device(1, 'vxlan.calico')) &&
        !target.startsWith('ext/'),
    );
    expect(toWorker1?.reason).toMatch(
      /; a way of worker1 leads to an address that worker2(-2)? is not alone to have$/,
    );
    expect(
      topology.diagnostics.map(({ severity, message }) => `${severity}: ${message}`),
    ).toContain(
      'warning: worker2 and worker2-2 both fit 192.168.2.0: the captures do not tell which is meant',
    );
  });

  it('does not undo what one side proves: the way back was not captured', () => {
    const bare = calicoWorker(2, [1], {
      ip_route_show: undefined,
      'ip_-6_route_show': undefined,
      ip_neigh_show: undefined,
      bridge_fdb_show: undefined,
    });
    const edge = tunnel(build(calicoWorker(1, [2]), bare), tunnelId(1, 2));
    expect(edge.confidence).toBe('proven');
    expect(edge.reason).toMatch(/; what worker2 knows of worker1 was not captured$/);
  });

  it('is not that nothing leads back, which the routes and neighbours say', () => {
    const silent = calicoWorker(2, []);
    const edge = tunnel(build(calicoWorker(1, [2]), silent), tunnelId(1, 2));
    expect(edge.reason).toMatch(/; nothing on worker2 leads back$/);
  });

  it('is taken from the neighbour and FDB entries where a peer without pods has no route', () => {
    const one = calicoWorker(1, [2]);
    const topology = build(
      calicoWorker(1, [2], {
        ip_route_show: without(fileOf(one, 'ip_route_show'), 'via 192.168.2.0'),
      }),
      calicoWorker(2, [1]),
    );
    expect(tunnel(topology, tunnelId(1, 2))).toMatchObject({ confidence: 'proven' });
  });
});

describe('networks', () => {
  const nat = (n: number) =>
    fileOf(calicoWorker(n, []), 'ip_-d_addr_show') +
    `7: eth0: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc mq state UP group default qlen 1000
    link/ether 08:00:27:8d:c0:4d brd ff:ff:ff:ff:ff:ff promiscuity 0
    inet 10.0.2.15/24 brd 10.0.2.255 scope global dynamic eth0
       valid_lft 86000sec preferred_lft 86000sec
`;
  const viaNat = 'default via 10.0.2.2 dev eth0 proto dhcp\n';
  const topology = build(
    calicoWorker(1, [2], { 'ip_-d_addr_show': nat(1), ip_route_show: viaNat }),
    calicoWorker(2, [1], { 'ip_-d_addr_show': nat(2), ip_route_show: viaNat }),
  );

  it('should not join nodes that have one address, as behind the NAT of their hypervisor', () => {
    const behind = topology.nodes.flatMap(({ id }) => (id.includes('10.0.2.') ? [id] : []));
    expect(behind).toEqual([
      'ext/gateway/10.0.2.2%worker1/eth0',
      'ext/gateway/10.0.2.2%worker2/eth0',
      'ext/network/10.0.2.0/24%worker1/eth0',
      'ext/network/10.0.2.0/24%worker2/eth0',
    ]);
    expect(topology.diagnostics.map(({ message }) => message)).toEqual([
      "worker1's 10.0.2.0/24 is shown as a network of its own: worker2 has 10.0.2.15, too",
      "worker2's 10.0.2.0/24 is shown as a network of its own: worker1 has 10.0.2.15, too",
    ]);
  });

  it('lead to the node that is the gateway of others, not to an unknown one', () => {
    const route = 'default via 10.0.0.12 dev eth1\n';
    const routed = build(calicoWorker(1, [2], { ip_route_show: route }), calicoWorker(2, [1]));
    expect(edgesOf(routed, 'gateway')).toEqual([
      'ext/network/10.0.0.0/24 → ext/gateway/10.0.0.1 proven',
      `ext/network/10.0.0.0/24 → ${device(2, 'eth1')} proven`,
    ]);
  });
});

it('finds a node behind a link-local gateway by the MAC address of the neighbour entry', () => {
  const two = calicoWorker(2, [1]);
  const addresses = fileOf(two, 'ip_-d_addr_show').replace(
    '    inet6 fd00:10::12/64 scope global\n',
    '    inet6 fe80::215:5dff:fe00:c/64 scope link\n       valid_lft forever preferred_lft forever\n    inet6 fd00:10::12/64 scope global\n',
  );
  const one = calicoWorker(1, [2]);
  const gateway = 'fe80::215:5dff:fe00:c dev eth1 lladdr 00:15:5d:00:00:0c router REACHABLE\n';
  const topology = build(
    calicoWorker(1, [2], {
      'ip_-6_route_show': `${fileOf(one, 'ip_-6_route_show')}default via fe80::215:5dff:fe00:c dev eth1 proto ra metric 100\n`,
      ip_neigh_show: fileOf(one, 'ip_neigh_show') + gateway,
    }),
    calicoWorker(2, [1], { 'ip_-d_addr_show': addresses }),
  );
  expect(edgesOf(topology, 'gateway').filter((edge) => edge.includes('worker2'))).toEqual([
    `ext/network/fd00:10::/64 → ${device(2, 'eth1')} proven`,
  ]);
  expect(topology.nodes.filter(({ id }) => id.startsWith('ext/gateway/fe80'))).toEqual([]);
});

it('joins IP in IP tunnels by the next hop, an address of the peer’s NIC', () => {
  const ipip = (n: number, peer: number) => {
    const whole = calicoWorker(n, []);
    return calicoWorker(n, [], {
      'ip_-d_addr_show': `${fileOf(whole, 'ip_-d_addr_show')}8: tunl0@NONE: <NOARP,UP,LOWER_UP> mtu 1480 qdisc noqueue state UNKNOWN group default qlen 1000
    link/ipip 0.0.0.0 brd 0.0.0.0 promiscuity 0
    ipip any remote any local any ttl inherit nopmtudisc
    inet 192.168.${n}.1/32 scope global tunl0
       valid_lft forever preferred_lft forever
`,
      ip_route_show: `192.168.${peer}.0/26 via 10.0.0.${10 + peer} dev tunl0 proto bird onlink\n`,
    });
  };
  const topology = build(ipip(1, 2), ipip(2, 1));
  expect(edgesOf(topology, 'ipip-tunnel')).toEqual([
    `${device(1, 'tunl0')} → ${device(2, 'tunl0')} proven`,
  ]);
});
