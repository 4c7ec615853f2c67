import { exampleNetwork, readNodes, USUAL_RULES } from '@vethscope/trace/testing';
import { expect, test } from 'vitest';
import { findingsOf } from '../../testing/findingsOf.ts';
import { sameBridgeDnatWithoutBrNetfilter } from './sameBridgeDnatWithoutBrNetfilter.ts';

/** Pods a (10.1.0.2) and b (10.1.0.3) on one bridge; the service 10.96.0.1:80 is b. */
const node = (sysctl: string, masquerade = '') => `# ip -d addr
1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536 state UNKNOWN
    link/loopback 00:00:00:00:00:00 brd 00:00:00:00:00:00
    inet 127.0.0.1/8 scope host lo
2: cni0: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 state UP
    link/ether 02:00:00:00:00:99 brd ff:ff:ff:ff:ff:ff
    bridge vlan_filtering 0 nf_call_iptables 0 nf_call_ip6tables 0
    inet 10.1.0.1/24 scope global cni0
3: va@if2: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 master cni0 state UP
    link/ether 02:00:00:00:01:02 brd ff:ff:ff:ff:ff:ff link-netns a
    veth
    bridge_slave state forwarding hairpin off learning on flood on isolated off
4: vb@if2: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 master cni0 state UP
    link/ether 02:00:00:00:01:03 brd ff:ff:ff:ff:ff:ff link-netns b
    veth
    bridge_slave state forwarding hairpin off learning on flood on isolated off
# ip route
10.1.0.0/24 dev cni0 proto kernel scope link src 10.1.0.1
# ip rule
${USUAL_RULES}
# nft list tables
table ip filter
table ip nat
# iptables-save
*nat
:PREROUTING ACCEPT [0:0]
:POSTROUTING ACCEPT [0:0]
:KUBE-SERVICES - [0:0]
:KUBE-SVC-AAAAAAAAAAAAAAAA - [0:0]
:KUBE-SEP-AAAAAAAAAAAAAAAA - [0:0]
-A PREROUTING -j KUBE-SERVICES
${masquerade}
-A KUBE-SERVICES -d 10.96.0.1/32 -p tcp -m comment --comment "default/web cluster IP" -m tcp --dport 80 -j KUBE-SVC-AAAAAAAAAAAAAAAA
-A KUBE-SVC-AAAAAAAAAAAAAAAA -j KUBE-SEP-AAAAAAAAAAAAAAAA
-A KUBE-SEP-AAAAAAAAAAAAAAAA -p tcp -m tcp -j DNAT --to-destination 10.1.0.3:8080
COMMIT
*filter
:FORWARD ACCEPT [0:0]
COMMIT
# sysctl -a
${sysctl}
net.ipv4.ip_forward = 1
net.ipv4.conf.cni0.forwarding = 1
${pod('a', 3, '10.1.0.2', '02:00:00:00:02:02')}${pod('b', 4, '10.1.0.3', '02:00:00:00:02:03')}`;
const pod = (
  name: string,
  peer: number,
  address: string,
  mac: string,
) => `# ip netns exec ${name} ip -d addr
2: eth0@if${peer}: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 state UP
    link/ether ${mac} brd ff:ff:ff:ff:ff:ff link-netns host-pin
    veth
    inet ${address}/24 scope global eth0
# ip netns exec ${name} ip rule
${USUAL_RULES}
# ip netns exec ${name} ip route
default via 10.1.0.1 dev eth0
10.1.0.0/24 dev eth0 proto kernel scope link src ${address}
# ip netns exec ${name} sysctl -a
net.ipv4.conf.all.rp_filter = 0
`;
const OFF = 'net.bridge.bridge-nf-call-iptables = 0';
const found = (text: string) =>
  findingsOf(sameBridgeDnatWithoutBrNetfilter, readNodes({ worker1: text }));

test('the answer of b to a passes by the IP layer', () => {
  expect(found(node(OFF))).toMatchObject([
    {
      severity: 'error',
      title: 'cni0: pods get no answer from services whose pods are on it, too: default/web',
      subjects: ['if/worker1/host/cni0', 'service/default/web'],
      evidence: [
        // The bridge, its port that the answer leaves by, the rule that translates, the sysctl.
        { file: 'worker1.txt', line: 5, endLine: 8 },
        { file: 'worker1.txt', line: 9, endLine: 12 },
        { file: 'worker1.txt', line: 37, endLine: 37 },
        { file: 'worker1.txt', line: 43, endLine: 43 },
      ],
    },
  ]);
});

test('without the module there is no such setting: the whole listing shows it', () => {
  const [finding] = found(node('net.core.somaxconn = 4096'));
  expect(finding?.why).toContain('br_netfilter is not loaded');
  expect(finding?.evidence.at(-1)).toEqual({ file: 'worker1.txt', line: 43, endLine: 45 });
});

test.each([
  ['iptables sees what crosses bridges', node('net.bridge.bridge-nf-call-iptables = 1')],
  ['it sees what crosses this one', node(OFF).replace('nf_call_iptables 0', 'nf_call_iptables 1')],
  [
    'what a asks is masqueraded: b answers to the node',
    node(OFF, '-A POSTROUTING -s 10.1.0.0/24 -j MASQUERADE'),
  ],
  ['the endpoint is not on the bridge', node(OFF).replace('10.1.0.3:8080', '10.2.0.3:8080')],
  [
    'a is not captured: nobody there may ever ask',
    node(OFF).replace(/# ip netns exec a [^#]*/g, ''),
  ],
  ['the settings were not captured', node(OFF).replace(/# sysctl -a\nnet.b[^#]*/, '')],
])('says nothing where %s', (_, text) => {
  expect(found(text)).toEqual([]);
});

test.each([
  [['calico-single-node.md']],
  [['calico-two-nodes/control.tar.gz', 'calico-two-nodes/worker.tar.gz']],
  [['dual-stack-bridge']],
])('nothing on %s', async (paths) => {
  expect(findingsOf(sameBridgeDnatWithoutBrNetfilter, await exampleNetwork(...paths))).toEqual([]);
});
