import { exampleNetwork, readNodes } from '@vethscope/trace/testing';
import { expect, test } from 'vitest';
import { findingContext } from '../../context.ts';
import { runRule } from '../../runRules.ts';
import { findingsOf } from '../../testing/findingsOf.ts';
import { tunnelPortBlocked } from './tunnelPortBlocked.ts';

const LINKS = `# ip -d addr
1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536 qdisc noqueue state UNKNOWN group default qlen 1000
    link/loopback 00:00:00:00:00:00 brd 00:00:00:00:00:00 promiscuity 0
    inet 127.0.0.1/8 scope host lo
2: eth1: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc mq state UP group default qlen 1000
    link/ether 02:00:00:00:00:02 brd ff:ff:ff:ff:ff:ff promiscuity 0
    inet 10.0.0.11/24 brd 10.0.0.255 scope global eth1
7: vxlan.calico: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1450 qdisc noqueue state UNKNOWN group default
    link/ether 66:00:00:00:00:07 brd ff:ff:ff:ff:ff:ff promiscuity 0
    vxlan id 4096 local 10.0.0.11 dev eth1 srcport 0 0 dstport 4789 nolearning ttl auto ageing 300
    inet 192.168.2.0/32 scope global vxlan.calico
# ip route
10.0.0.0/24 dev eth1 proto kernel scope link src 10.0.0.11
`;
const FDB = '# bridge fdb\n66:00:00:00:00:12 dev vxlan.calico dst 10.0.0.12 self permanent\n';
const input = (policy: string, ...rules: readonly string[]) => `# iptables-save -t filter
*filter
:INPUT ${policy} [0:0]
${rules.join('\n')}
COMMIT
`;
const ESTABLISHED = '-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT';
const SSH = '-A INPUT -p tcp -m tcp --dport 22 -j ACCEPT';
const found = (...parts: readonly string[]) =>
  findingsOf(tunnelPortBlocked, readNodes({ worker1: LINKS + parts.join('') }));

test('the policy of INPUT drops VXLAN from the peer that the tunnel leads to', () => {
  expect(found(FDB, input('DROP', ESTABLISHED, SSH))).toMatchObject([
    {
      severity: 'error',
      title: 'vxlan.calico: 4789/udp from 10.0.0.12 is dropped',
      subjects: ['if/worker1/host/vxlan.calico', 'if/worker1/host/eth1'],
      evidence: [
        { file: 'worker1.txt', line: 8, endLine: 11 },
        { file: 'worker1.txt', line: 15, endLine: 15 },
        { file: 'worker1.txt', line: 18, endLine: 18 },
      ],
    },
  ]);
});

test('a rule rejects it', () => {
  const [finding] = found(FDB, input('ACCEPT', SSH, '-A INPUT -i eth1 -j REJECT'));
  expect(finding?.title).toBe('vxlan.calico: 4789/udp from 10.0.0.12 is rejected');
  expect(finding?.why).toContain('Rule 2 of INPUT in filter stops it.');
  expect(finding?.remedy).toContain('iptables -I INPUT -p udp --dport 4789');
});

test('BGP and Typha, from nodes that routes and Kubernetes tell of', () => {
  const more = `192.168.3.0/26 via 10.0.0.13 dev eth1 proto bird
# ss -lntu
Netid State  Recv-Q Send-Q Local Address:Port Peer Address:Port Process
tcp   LISTEN 0      4096               *:5473            *:*
# kubectl get nodes -o wide
NAME      STATUS   ROLES    AGE   VERSION   INTERNAL-IP   EXTERNAL-IP   OS-IMAGE   KERNEL-VERSION   CONTAINER-RUNTIME
worker1   Ready    <none>   1d    v1.30.1   10.0.0.11     <none>        Rocky 9    5.14.0           cri-o://1.30.0
worker2   Ready    <none>   1d    v1.30.1   10.0.0.12     <none>        Rocky 9    5.14.0           cri-o://1.30.0
`;
  const closed = input('DROP', '-A INPUT -p udp -m udp --dport 4789 -j ACCEPT');
  expect(found(more, closed).map(({ severity, title }) => [severity, title])).toEqual([
    ['info', 'BGP: 179/tcp from 10.0.0.13 is dropped'],
    ['warning', 'Typha: 5473/tcp from 10.0.0.12 is dropped'],
  ]);
});

test('WireGuard, from the peers of the tunnel', () => {
  const wireguard = `# ip -d link
9: wireguard.cali: <POINTOPOINT,NOARP,UP,LOWER_UP> mtu 1440 qdisc noqueue state UNKNOWN mode DEFAULT group default qlen 1000
    link/none promiscuity 0
    wireguard
`;
  const closed = input('DROP', '-A INPUT -p udp -m udp --dport 4789 -j ACCEPT');
  expect(found(FDB, wireguard, closed)).toMatchObject([
    {
      severity: 'warning',
      title: 'wireguard.cali: 51820/udp from 10.0.0.12 is dropped',
      subjects: ['if/worker1/host/wireguard.cali', 'if/worker1/host/eth1'],
    },
  ]);
});

const zone = (ports: string, more = '') => `# firewall-cmd --list-all-zones
internal (active)
  target: default
  interfaces: eth1
  sources:
  services: dhcpv6-client ssh
  ports: ${ports}
  protocols:
  rich rules:
${more}`;
const FIREWALLD = '# nft list tables\ntable ip filter\ntable inet firewalld\n';

test('the zone of the interface does not let it in', () => {
  expect(found(FDB, input('ACCEPT'), FIREWALLD, zone('179/tcp 51820-51821/udp'))).toMatchObject([
    {
      severity: 'warning',
      title: "vxlan.calico: firewalld's zone internal of eth1 does not let 4789/udp in",
      remedy:
        '`firewall-cmd --permanent --zone=internal --add-port=4789/udp`, then `firewall-cmd --reload`.',
    },
  ]);
});

test('cannot tell who sends to the tunnel where its forwarding entries were not captured', () => {
  const network = readNodes({ worker1: LINKS + input('DROP') });
  expect(runRule(findingContext(network), tunnelPortBlocked)).toEqual({
    findings: [],
    unchecked: [{ ruleId: 'tunnel-port-blocked', missing: ['fdb'] }],
  });
});

test.each([
  ['it is let in', FDB + input('DROP', '-A INPUT -p udp -m udp --dport 4789 -j ACCEPT')],
  ['nothing is dropped', FDB + input('ACCEPT')],
  ['no other node is known', input('DROP')],
  [
    'a set that was not captured decides',
    FDB +
      input('DROP', '-A INPUT -p udp -m udp --dport 4789 -m set --match-set nodes src -j ACCEPT'),
  ],
  [
    'the listing hides interfaces',
    `${FDB}# iptables -nL INPUT
Chain INPUT (policy ACCEPT)
target     prot opt source               destination
DROP       udp  --  0.0.0.0/0            0.0.0.0/0            udp dpt:4789
`,
  ],
  ['the zone lets it in', FDB + input('ACCEPT') + FIREWALLD + zone('4780-4790/udp')],
  [
    'a rich rule may let it in',
    FDB +
      input('ACCEPT') +
      FIREWALLD +
      zone('', '\trule family="ipv4" source address="10.0.0.0/24" accept\n'),
  ],
  [
    'a zone is in iptables, where the trace has met it',
    `${FDB}${input('ACCEPT')}# nft list tables\ntable ip filter\n${zone('')}`,
  ],
  [
    'a zone is as it is to be, not as it is',
    FDB + input('ACCEPT') + FIREWALLD + zone('').replace('--list', '--permanent --list'),
  ],
])('says nothing where %s', (_, parts) => {
  expect(found(parts)).toEqual([]);
});

test.each([
  [['calico-single-node.md']],
  [['calico-two-nodes/control.tar.gz', 'calico-two-nodes/worker.tar.gz']],
  [['calico-two-nodes/worker.tar.gz']],
  [['dual-stack-bridge']],
])('nothing on %s', async (paths) => {
  expect(findingsOf(tunnelPortBlocked, await exampleNetwork(...paths))).toEqual([]);
});
