import { exampleNetwork, readNodes } from '@vethscope/trace/testing';
import { describe, expect, test } from 'vitest';
import { findingsOf } from '../../testing/findingsOf.ts';
import { LOOPBACK, printedLink } from '../../testing/ipAddr.ts';
import { mtuMismatch } from './mtuMismatch.ts';

const HOST = `# ip -d addr\n${LOOPBACK}`;
const eth1 = (mtu = 1500) =>
  printedLink('3: eth1', { mtu, addresses: ['10.0.0.11/24', 'fd00::11/64'] });
const VXLAN = 'vxlan id 4096 local 10.0.0.11 dev eth1 srcport 0 0 dstport 4789 nolearning';
const tunnel = (mtu: number, details = VXLAN, name = 'vxlan.calico') =>
  printedLink(`11: ${name}`, { mtu, details, addresses: ['192.168.2.0/32'] });
const found = (...outputs: readonly string[]) =>
  findingsOf(mtuMismatch, readNodes({ worker1: outputs.join('') }));
const titles = (...outputs: readonly string[]) => found(...outputs).map(({ title }) => title);

describe('of a tunnel and what it sends through', () => {
  test('the outer packet is fragmented', () => {
    expect(found(HOST, eth1(), tunnel(1500))).toMatchObject([
      {
        severity: 'warning',
        title: 'vxlan.calico has an MTU of 1500, eth1 leaves it 1450',
        subjects: ['if/worker1/host/vxlan.calico', 'if/worker1/host/eth1'],
        evidence: [
          { line: 4, endLine: 7 },
          { line: 8, endLine: 11 },
        ],
        why: expect.stringContaining(
          '(1500 of eth1 − 50 for VXLAN over IPv4 = 1450): each long packet leaves as two fragments',
        ),
      },
    ]);
  });

  test('with DF set it is dropped', () => {
    const [finding] = found(HOST, eth1(), tunnel(1500, `${VXLAN} df set`));
    expect(finding?.why).toContain('must not be fragmented');
  });

  test.each([
    ['vxlan.calico', '`kubectl patch installation default'],
    ['flannel.1', 'restart flannel'],
    ['vni100', 'where the tunnel is configured'],
  ])('%s is set elsewhere, too: %s', (name, where) => {
    const [finding] = found(HOST, eth1(), tunnel(1500, VXLAN, name));
    expect(finding?.remedy).toContain(`\`ip link set ${name} mtu 1450\` at once`);
    expect(finding?.remedy).toContain(where);
  });

  test.each([
    // Bytes: IPv4 20, IPv6 40, UDP 8, VXLAN 8, inner Ethernet 14; WireGuard 16 and 16.
    ['VXLAN over IPv4', VXLAN, 1450],
    ['VXLAN over IPv6', VXLAN.replace('10.0.0.11', 'fd00::11'), 1430],
    ['IP in IP', 'ipip remote any local 10.0.0.11 ttl inherit nopmtudisc', 1480],
    ['WireGuard over IPv4', 'wireguard', 1440],
  ])('%s leaves of 1500: %s, %d', (_, details, mtu) => {
    expect(titles(HOST, eth1(), tunnel(mtu, details, 'tunnel0'))).toEqual([]);
    expect(titles(HOST, eth1(), tunnel(mtu + 1, details, 'tunnel0'))).toEqual([
      `tunnel0 has an MTU of ${mtu + 1}, eth1 leaves it ${mtu}`,
    ]);
  });

  test.each([
    [
      'what it sends through is not known',
      [HOST, eth1(), tunnel(1500, 'vxlan external id 0 srcport 0 0 dstport 8472')],
    ],
    ['it is off', [HOST, eth1(), tunnel(1500).replace('UP,LOWER_UP', 'MULTICAST')]],
    ['the NIC takes jumbo frames', [HOST, eth1(9000), tunnel(1500)]],
    ['nobody listed all links', ['# ip -d addr\n', eth1(), tunnel(1500)]],
  ])('nothing is said where %s', (_, outputs) => {
    expect(titles(...outputs)).toEqual([]);
  });
});

describe('of the ends of a veth', () => {
  const pair = (near: number, far: number) => [
    HOST,
    printedLink('5: veth5@if2', { mtu: near, netns: 'blue', details: 'veth' }),
    `# ip netns exec blue ip -d addr\n${LOOPBACK}`,
    printedLink('2: eth0@if5', { mtu: far, netns: 'node', details: 'veth' }),
  ];

  test('the kernel drops what the other end may not have', () => {
    expect(found(...pair(1400, 1500))).toMatchObject([
      {
        title: 'eth0 in blue has an MTU of 1500, its other end veth5 1400',
        subjects: [
          'veth:if/worker1/blue/eth0->if/worker1/host/veth5',
          'if/worker1/blue/eth0',
          'if/worker1/host/veth5',
        ],
      },
    ]);
  });

  test('nothing is said of equal ends, nor of one that nobody saw', () => {
    expect(titles(...pair(1500, 1500))).toEqual([]);
    expect(titles(...pair(1400, 1500).slice(0, 2))).toEqual([]);
  });
});

describe('of a bridge and its ports', () => {
  const bridge = (mtu: number, port: number) => [
    HOST,
    printedLink('4: br0', { mtu, details: 'bridge stp_state 0' }),
    printedLink('5: veth5@if2', { mtu: port, master: 'br0', netns: 'blue', details: 'veth' }),
  ];

  test('a port takes less than the bridge', () => {
    expect(titles(...bridge(1500, 1400))).toEqual(['br0 has an MTU of 1500, its port veth5 1400']);
  });

  test('nothing is said where the bridge has the least of all, as the kernel makes it', () => {
    expect(titles(...bridge(1500, 1500))).toEqual([]);
    expect(titles(...bridge(1500, 9000))).toEqual([]);
  });
});

describe('of pods and the tunnel that is for them', () => {
  const route = '# ip route\n192.168.3.0/26 via 192.168.3.0 dev vxlan.calico onlink\n';
  const pods = `# kubectl get pods -A
NAMESPACE   NAME    READY   STATUS    RESTARTS   AGE
shop        web-0   1/1     Running   0          3d
`;
  /** The host's end is named after sha1("shop.web-0"). */
  const wired = (ifname: string, mtu: number, own = '') =>
    [
      printedLink(`9: ${ifname}@if2`, { mtu, netns: 'cni-web', details: 'veth' }),
      route,
      `# ip netns exec cni-web ip -d addr\n${LOOPBACK}`,
      printedLink('2: eth0@if9', {
        mtu,
        netns: 'node',
        details: 'veth',
        addresses: ['192.168.2.5/32', 'fe80::5/64'],
      }),
      own && `# ip netns exec cni-web ip route\n${own}\n`,
      pods,
    ].join('');
  const node = HOST + eth1() + tunnel(1450);

  test('they rely on path MTU discovery', () => {
    expect(found(node, wired('calia4fc3c48bd8', 1500))).toMatchObject([
      {
        severity: 'info',
        title: 'shop/web-0 has an MTU of 1500, vxlan.calico takes 1450',
        subjects: ['if/worker1/host/vxlan.calico', 'pod/shop/web-0'],
      },
    ]);
  });

  test.each([
    ["they have the tunnel's", wired('calia4fc3c48bd8', 1450)],
    [
      'their route keeps them to it',
      wired('calia4fc3c48bd8', 1500, 'default via 169.254.1.1 dev eth0 mtu 1450'),
    ],
    [
      'it is for IPv6, which they do not have',
      wired('calia4fc3c48bd8', 1500).replace(
        route,
        '# ip -6 route\nfd00:3::/64 via fd00:3:: dev vxlan.calico metric 1024\n',
      ),
    ],
    ["they are not Calico's", wired('veth9', 1500)],
    ['no route leads through the tunnel', wired('calia4fc3c48bd8', 1500).replace(route, '')],
  ])('nothing is said where %s', (_, outputs) => {
    expect(titles(node, outputs)).toEqual([]);
  });
});

test.each([
  ['the sample', ['calico-single-node.md']],
  ['a node without Kubernetes', ['dual-stack-bridge']],
])('says nothing of %s', async (_, paths) => {
  expect(findingsOf(mtuMismatch, await exampleNetwork(...paths))).toEqual([]);
});

test("of the lab's two nodes: the tunnel over IPv6 takes 20 bytes less than the pods have", async () => {
  const network = await exampleNetwork(
    'calico-two-nodes/control.tar.gz',
    'calico-two-nodes/worker.tar.gz',
  );
  expect(findingsOf(mtuMismatch, network).map(({ severity, title }) => [severity, title])).toEqual([
    ['info', '2 pods have an MTU of 1450, vxlan-v6.calico takes 1430 on control'],
    ['info', '2 pods have an MTU of 1450, vxlan-v6.calico takes 1430 on worker'],
  ]);
});
