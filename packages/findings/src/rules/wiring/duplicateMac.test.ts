import { exampleNetwork, readNodes } from '@vethscope/trace/testing';
import { describe, expect, test } from 'vitest';
import { findingsOf } from '../../testing/findingsOf.ts';
import { LOOPBACK, printedLink } from '../../testing/ipAddr.ts';
import { duplicateMac } from './duplicateMac.ts';

const HOST = `# ip -d addr\n${LOOPBACK}`;
const found = (nodes: Readonly<Record<string, string>>) =>
  findingsOf(duplicateMac, readNodes(nodes));
const titles = (nodes: Readonly<Record<string, string>>) => found(nodes).map(({ title }) => title);

describe('on one bridge', () => {
  const two = (blue: string, red: string) =>
    [
      HOST,
      // As ever, the bridge has the address of one of its ports.
      printedLink('4: br0', { mac: '02:00:00:00:00:05', details: 'bridge stp_state 0' }),
      printedLink('5: veth5@if2', { master: 'br0', netns: 'blue', details: 'veth' }),
      printedLink('6: veth6@if2', { master: 'br0', netns: 'red', details: 'veth' }),
      `# ip netns exec blue ip -d addr\n${LOOPBACK}`,
      printedLink('2: eth0@if5', { mac: blue, netns: 'node', details: 'veth' }),
      `# ip netns exec red ip -d addr\n${LOOPBACK}`,
      printedLink('2: eth0@if6', { mac: red, netns: 'node', details: 'veth' }),
    ].join('');

  test('two stations have one', () => {
    expect(found({ edge: two('02:aa:00:00:00:01', '02:aa:00:00:00:01') })).toMatchObject([
      {
        severity: 'error',
        title: '02:aa:00:00:00:01 is the MAC address of eth0 in blue and of eth0 in red',
        subjects: ['if/edge/blue/eth0', 'if/edge/red/eth0'],
        evidence: [{ line: 4 }, { line: 16 }, { line: 22 }],
      },
    ]);
  });

  test('also where they have one address, too', () => {
    const twins = two('02:aa:00:00:00:01', '02:aa:00:00:00:01').replaceAll(
      /link-netns node.*\n {4}veth\n/g,
      (line) => `${line}    inet 10.1.0.5/24 scope global eth0\n`,
    );
    expect(titles({ edge: twins })).toHaveLength(1);
  });

  test.each([
    ['they are different', two('02:aa:00:00:00:01', '02:aa:00:00:00:02')],
    ["Calico's is on both", two('ee:ee:ee:ee:ee:ee', 'ee:ee:ee:ee:ee:ee')],
    ["it is VRRP's", two('00:00:5e:00:01:0a', '00:00:5e:00:01:0a')],
    [
      'the bridge keeps VLANs apart',
      two('02:aa:00:00:00:01', '02:aa:00:00:00:01').replace('stp_state 0', 'vlan_filtering 1'),
    ],
  ])('nothing is said where %s', (_, edge) => {
    expect(titles({ edge })).toEqual([]);
  });
});

describe('of tunnels', () => {
  const vtep = (local: string, mac: string, vni = 1) =>
    HOST +
    printedLink('7: flannel.1', {
      mac,
      mtu: 1450,
      details: `vxlan id ${vni} local ${local} dev eth0 srcport 0 0 dstport 8472 nolearning`,
    });

  test('two nodes with one machine id', () => {
    const [finding] = found({
      n1: vtep('10.0.0.11', '02:aa:00:00:00:01'),
      n2: vtep('10.0.0.12', '02:aa:00:00:00:01'),
    });
    expect(finding).toMatchObject({
      severity: 'error',
      title: '02:aa:00:00:00:01 is the MAC address of flannel.1 of n1 and of flannel.1 of n2',
      remedy: expect.stringContaining('/etc/machine-id'),
    });
  });

  test("of Calico, which makes it from the node's name", () => {
    const vteps = ['10.0.0.11', '10.0.0.12'].map((local) =>
      vtep(local, '66:aa:00:00:00:01').replace('flannel.1', 'vxlan.calico'),
    );
    const [n1 = '', n2 = ''] = vteps;
    expect(found({ n1, n2 })).toMatchObject([
      { remedy: expect.stringContaining('from the name of the node') },
    ]);
  });

  test.each([
    ['they are different', vtep('10.0.0.12', '02:aa:00:00:00:02')],
    ['the VNI is another', vtep('10.0.0.12', '02:aa:00:00:00:01', 2)],
    ['it is the same machine, captured twice', vtep('10.0.0.11', '02:aa:00:00:00:01')],
  ])('nothing is said where %s', (_, n2) => {
    expect(titles({ n1: vtep('10.0.0.11', '02:aa:00:00:00:01'), n2 })).toEqual([]);
  });
});

describe('of NICs', () => {
  const nic = (address: string) =>
    HOST + printedLink('2: eth0', { mac: '02:aa:00:00:00:01', addresses: [address] });

  test('of two nodes on one network, as far as the prefix tells', () => {
    expect(found({ n1: nic('10.0.0.11/24'), n2: nic('10.0.0.12/24') })).toMatchObject([
      {
        severity: 'warning',
        title: '02:aa:00:00:00:01 is the MAC address of eth0 of n1 and of eth0 of n2',
        why: expect.stringContaining('If 10.0.0.0/24 is one network'),
      },
    ]);
  });

  test.each([
    ['they are on different networks', { n1: nic('10.0.0.11/24'), n2: nic('10.0.1.12/24') }],
    [
      'it is the same machine, captured twice',
      { n1: nic('10.0.0.11/24'), n2: nic('10.0.0.11/24') },
    ],
    [
      "a VLAN has its parent's",
      {
        n1:
          nic('10.0.0.11/24') +
          printedLink('3: eth0.5@eth0', {
            mac: '02:aa:00:00:00:01',
            details: 'vlan protocol 802.1Q id 5 <REORDER_HDR>',
            addresses: ['10.0.0.21/24'],
          }),
      },
    ],
  ])('nothing is said where %s', (_, nodes) => {
    expect(titles(nodes)).toEqual([]);
  });

  test('nor where the capture does not tell which network they are on', () => {
    const links =
      '# ip link\n2: eth0: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc mq state UP mode DEFAULT\n    link/ether 02:aa:00:00:00:01 brd ff:ff:ff:ff:ff:ff\n';
    expect(titles({ n1: links, n2: links })).toEqual([]);
  });
});

test.each([
  ['the sample', ['calico-single-node.md']],
  ["the lab's two nodes", ['calico-two-nodes/control.tar.gz', 'calico-two-nodes/worker.tar.gz']],
  ['a node without Kubernetes', ['dual-stack-bridge']],
])('says nothing of %s', async (_, paths) => {
  expect(findingsOf(duplicateMac, await exampleNetwork(...paths))).toEqual([]);
});
