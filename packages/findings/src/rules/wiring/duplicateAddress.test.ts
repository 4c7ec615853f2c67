import { exampleNetwork, readNodes } from '@vethscope/trace/testing';
import { describe, expect, test } from 'vitest';
import { findingsOf } from '../../testing/findingsOf.ts';
import { LOOPBACK, printedLink } from '../../testing/ipAddr.ts';
import { duplicateAddress } from './duplicateAddress.ts';

const HOST = `# ip -d addr\n${LOOPBACK}`;
const bridge = (details = 'bridge stp_state 0') =>
  printedLink('4: br0', { details, addresses: ['10.1.0.1/24'] });
const port = (number: number, netns: string) =>
  printedLink(`${number}: veth${number}@if2`, { master: 'br0', netns, details: 'veth' });
const inside = (netns: string, peer: number, address: string, mac = `02:bb:00:00:00:0${peer}`) =>
  `# ip netns exec ${netns} ip -d addr\n${LOOPBACK}${printedLink(`2: eth0@if${peer}`, { netns: 'node', details: 'veth', mac, addresses: [address, 'fe80::1/64'] })}`;
const found = (nodes: Readonly<Record<string, string>>) =>
  findingsOf(duplicateAddress, readNodes(nodes));
const titles = (nodes: Readonly<Record<string, string>>) => found(nodes).map(({ title }) => title);

describe('on one bridge', () => {
  const two = (red: string, blue: string) =>
    HOST +
    bridge() +
    port(5, 'blue') +
    port(6, 'red') +
    inside('blue', 5, blue) +
    inside('red', 6, red);

  test('two stations have one address, each with its lines', () => {
    const [finding, ...others] = found({ edge: two('10.1.0.5/24', '10.1.0.5/24') });
    expect(others).toEqual([]);
    expect(finding).toMatchObject({
      severity: 'error',
      title: '10.1.0.5 is on eth0 in blue and on eth0 in red',
      subjects: ['if/edge/blue/eth0', 'if/edge/red/eth0'],
    });
    expect(finding?.evidence).toEqual(
      expect.arrayContaining([
        { file: 'edge.txt', line: 20, endLine: 20 },
        { file: 'edge.txt', line: 28, endLine: 28 },
      ]),
    );
  });

  test("a station has the bridge's own", () => {
    expect(titles({ edge: two('10.1.0.5/24', '10.1.0.1/24') })).toEqual([
      '10.1.0.1 is on eth0 in blue and on br0',
    ]);
  });

  test('also where they have one MAC address, too', () => {
    const twins = two('10.1.0.5/24', '10.1.0.5/24').replace(
      /02:bb:00:00:00:06/,
      '02:bb:00:00:00:05',
    );
    expect(titles({ edge: twins })).toHaveLength(1);
  });

  test('nothing is said of different ones, nor of fe80::1 that both have', () => {
    expect(titles({ edge: two('10.1.0.5/24', '10.1.0.6/24') })).toEqual([]);
  });

  test('nor where the bridge keeps VLANs apart, or there are two bridges', () => {
    const twins = two('10.1.0.5/24', '10.1.0.5/24');
    expect(titles({ edge: twins.replace('stp_state 0', 'stp_state 0 vlan_filtering 1') })).toEqual(
      [],
    );
    expect(
      titles({
        edge: twins.replace(
          'veth6@if2: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc noqueue master br0',
          'veth6@if2: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc noqueue',
        ),
      }),
    ).toEqual([]);
  });
});

describe('of pods', () => {
  const pods = (...rows: readonly string[]) =>
    [
      '# kubectl get pods -A -o wide',
      'NAMESPACE   NAME    READY   STATUS      RESTARTS   AGE   IP            NODE   NOMINATED NODE   READINESS GATES',
      ...rows,
      '',
    ].join('\n');
  const row = (name: string, node: string, status = 'Running') =>
    `shop        ${name}   1/1     ${status}     0          3d    192.168.2.5   ${node}     <none>           <none>`;
  const node = (number: number, ifname: string, address = '192.168.2.5/32') =>
    HOST +
    printedLink(`${number}: ${ifname}@if2`, { netns: 'cni-x', details: 'veth' }) +
    inside('cni-x', number, address);

  test('two that run on two nodes', () => {
    const list = pods(row('web-0', 'n1'), row('web-1', 'n2'));
    expect(found({ n1: node(5, 'veth5') + list, n2: node(6, 'veth6') })).toMatchObject([
      {
        title: '192.168.2.5 is on eth0 of shop/web-0 and on eth0 of shop/web-1',
        subjects: ['if/n1/cni-x/eth0', 'if/n2/cni-x/eth0', 'pod/shop/web-0', 'pod/shop/web-1'],
        remedy: expect.stringContaining('`kubectl -n shop delete pod web-1`'),
      },
    ]);
  });

  test('nothing is said of one that has ended: the list keeps its address', () => {
    const list = pods(row('web-0', 'n1'), row('job-1', 'n2', 'Completed'));
    expect(titles({ n1: node(5, 'veth5') + list, n2: node(6, 'veth6', '192.168.2.6/32') })).toEqual(
      [],
    );
  });

  test("nor of namespaces that are no pod's: each node may have the same", () => {
    expect(titles({ n1: node(5, 'veth5'), n2: node(6, 'veth6') })).toEqual([]);
  });
});

describe('on a network of several nodes', () => {
  const nic = (mac: string, ...addresses: readonly string[]) =>
    HOST + printedLink('2: eth0', { mac, addresses });
  /** n1 has seen n2 on its network. */
  const seen = '# ip neigh\n10.0.0.12 dev eth0 lladdr 02:00:00:00:00:12 REACHABLE\n';

  test('two NICs have one address, and neighbour entries show that they meet', () => {
    expect(
      titles({
        n1: nic('02:00:00:00:00:11', '10.0.0.11/24', '10.0.0.50/24') + seen,
        n2: nic('02:00:00:00:00:12', '10.0.0.12/24', '10.0.0.50/24'),
      }),
    ).toEqual(['10.0.0.50 is on eth0 of n1 and on eth0 of n2']);
  });

  test.each([
    [
      'nothing shows that they meet: VirtualBox has 10.0.2.15 on each node',
      nic('02:00:00:00:00:11', '10.0.2.15/24'),
      nic('02:00:00:00:00:12', '10.0.2.15/24'),
    ],
    [
      'it is one machine, captured twice',
      nic('02:00:00:00:00:11', '10.0.0.11/24'),
      nic('02:00:00:00:00:11', '10.0.0.11/24'),
    ],
    [
      'docker0 is on both',
      HOST +
        printedLink('3: docker0', { details: 'bridge stp_state 0', addresses: ['172.17.0.1/16'] }),
      HOST +
        printedLink('3: docker0', { details: 'bridge stp_state 0', addresses: ['172.17.0.1/16'] }),
    ],
    [
      'both are for the same services',
      HOST + printedLink('3: kube-ipvs0', { details: 'dummy', addresses: ['10.96.0.1/32'] }),
      HOST + printedLink('3: kube-ipvs0', { details: 'dummy', addresses: ['10.96.0.1/32'] }),
    ],
  ])('nothing is said where %s', (_, n1, n2) => {
    expect(titles({ n1, n2 })).toEqual([]);
  });
});

test('what the kernel has detected itself', () => {
  const failed = printedLink('2: eth0').concat(
    '    inet6 fd00::5/64 scope global dadfailed tentative \n       valid_lft forever preferred_lft forever\n',
  );
  expect(titles({ n1: HOST + failed })).toEqual([
    "fd00::5 of eth0 is somebody else's, too: the kernel does not use it",
  ]);
});

test('says nothing without addresses', () => {
  const links =
    '# ip link\n2: eth0: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc mq state UP mode DEFAULT\n    link/ether 02:00:00:00:00:11 brd ff:ff:ff:ff:ff:ff\n';
  expect(titles({ n1: links, n2: links })).toEqual([]);
});

test.each([
  ['the sample', ['calico-single-node.md']],
  ["the lab's two nodes", ['calico-two-nodes/control.tar.gz', 'calico-two-nodes/worker.tar.gz']],
  ['a node without Kubernetes', ['dual-stack-bridge']],
])('says nothing of %s', async (_, paths) => {
  expect(findingsOf(duplicateAddress, await exampleNetwork(...paths))).toEqual([]);
});
