import { interfaceId } from '@vethscope/model';
import { expect, test } from 'vitest';
import { DISPOSITIONS } from '../disposition.ts';
import type { Step, StepKind } from '../step.ts';
import { ip, mac, prefix } from '../testing/addresses.ts';
import { rule } from '../testing/handMade.ts';
import { packet } from '../testing/packets.ts';
import { describeDisposition, percentWords } from './describeDisposition.ts';
import { describeStep } from './describeStep.ts';

const none = { evidence: [] } as const;
const eth0 = interfaceId('node1', 'host', 'eth0');
const request = packet('tcp 10.85.0.4 > 10.96.0.10:53');
const outer = packet('udp 10.0.0.11 > 10.0.0.12:4789');
const blackhole = prefix('192.168.2.0/26');

/** By kind, so that a new one does not compile before it has its line here. */
const lines: Readonly<Record<StepKind, readonly (readonly [Step, string])[]>> = {
  rule: [
    [
      rule('nat PREROUTING 1', 'jump KUBE-SERVICES', '-j KUBE-SERVICES'),
      'PREROUTING rule 1 (nat) jumps to KUBE-SERVICES',
    ],
    [rule('filter A 2', 'goto B', '-g B'), 'A rule 2 (filter) goes to B, not coming back'],
    [rule('filter A 2', 'return', '-j RETURN'), 'A rule 2 (filter) returns to the caller'],
    [
      rule('filter A 2', 'drop', '-j DROP', { matched: 'assumed' }),
      'A rule 2 (filter), taken to match, drops it',
    ],
    [
      rule('nat KUBE-MARK-MASQ 1', 'continue', '-j MARK --set-xmark 0x4000/0x4000', {
        effect: 'mark 0x0 → 0x4000',
      }),
      'KUBE-MARK-MASQ rule 1 (nat): mark 0x0 → 0x4000',
    ],
  ],
  policy: [
    [
      { kind: 'policy', family: 4, table: 'filter', chain: 'FORWARD', verdict: 'drop', ...none },
      'FORWARD (filter): no rule decides, the policy drops it',
    ],
    [
      { kind: 'policy', family: 4, table: 'nat', chain: 'OUTPUT', verdict: 'accept', ...none },
      'OUTPUT (nat): no rule decides, the policy lets it pass',
    ],
  ],
  route: [
    [
      {
        kind: 'route',
        destination: ip('8.8.8.8'),
        result: 'unicast',
        table: 'main',
        prefix: prefix('0.0.0.0/0'),
        via: ip('10.0.0.1'),
        device: 'eth0',
        policyRule: 32766,
        ...none,
      },
      'route to 8.8.8.8: 0.0.0.0/0 via 10.0.0.1 dev eth0 (table main, policy rule 32766)',
    ],
    [
      { kind: 'route', destination: ip('10.0.0.1'), result: 'local', table: 'local', ...none },
      '10.0.0.1 is an address of this namespace (table local)',
    ],
    [
      { kind: 'route', destination: ip('10.0.0.1'), result: 'noRoute', again: true, ...none },
      'routed again: route to 10.0.0.1: there is none',
    ],
    [
      {
        kind: 'route',
        destination: ip('192.168.2.9'),
        result: 'blackhole',
        table: 'main',
        prefix: blackhole,
        ...none,
      },
      'route to 192.168.2.9: blackhole 192.168.2.0/26 (table main)',
    ],
  ],
  nat: [
    [
      {
        kind: 'nat',
        manip: 'destination',
        from: { address: ip('10.96.0.10'), port: 53 },
        to: { address: ip('10.85.0.5'), port: 53 },
        by: 'rule',
        ...none,
      },
      'destination 10.96.0.10:53 becomes 10.85.0.5:53',
    ],
    [
      {
        kind: 'nat',
        manip: 'source',
        from: { address: ip('fd00::5'), port: 53 },
        to: { address: ip('fd00:10:96::10'), port: 53 },
        by: 'connection',
        ...none,
      },
      'source [fd00::5]:53 becomes [fd00:10:96::10]:53, as for its connection',
    ],
  ],
  bridge: [
    [
      { kind: 'bridge', bridge: 'cni0', from: 'veth1', to: ['veth2'], how: 'known', ...none },
      'bridge cni0 sends it from veth1 to veth2, where it has learned the MAC address',
    ],
    [
      { kind: 'bridge', bridge: 'cni0', to: ['veth1', 'veth2'], how: 'flooded', vlan: 5, ...none },
      'bridge cni0 does not know the MAC address and floods it to veth1, veth2 in VLAN 5',
    ],
    [
      { kind: 'bridge', bridge: 'cni0', from: 'veth1', to: ['cni0'], how: 'own', ...none },
      'bridge cni0 takes it from veth1 for itself: up to the IP layer',
    ],
    [
      {
        kind: 'bridge',
        bridge: 'cni0',
        from: 'veth1',
        to: [],
        how: 'blocked',
        reason: 'hairpin is off on veth1',
        ...none,
      },
      'bridge cni0 does not pass it on from veth1: hairpin is off on veth1',
    ],
  ],
  neighbor: [
    [
      {
        kind: 'neighbor',
        address: ip('10.0.0.1'),
        device: 'eth0',
        mac: mac('02:00:00:00:00:01'),
        how: 'entry',
        ...none,
      },
      'neighbour 10.0.0.1 on eth0 is 02:00:00:00:00:01, by the neighbour table',
    ],
    [
      { kind: 'neighbor', address: ip('10.0.0.1'), device: 'eth0', how: 'unanswered', ...none },
      'neighbour 10.0.0.1 on eth0: nobody answers for it',
    ],
  ],
  encap: [
    [
      { kind: 'encap', device: 'vxlan.calico', type: 'vxlan', vni: 4096, outer, ...none },
      'vxlan.calico wraps it into VXLAN 4096: udp 10.0.0.11 → 10.0.0.12:4789',
    ],
  ],
  decap: [
    [
      { kind: 'decap', device: 'tunl0', type: 'ipip', inner: request, ...none },
      'tunl0 unwraps it from IP in IP: tcp 10.85.0.4 → 10.96.0.10:53',
    ],
  ],
  ingress: [[{ kind: 'ingress', interface: eth0, name: 'eth0', ...none }, 'comes in by eth0']],
  egress: [
    [
      { kind: 'egress', interface: eth0, name: 'eth0', packet: request, ...none },
      'leaves by eth0 as tcp 10.85.0.4 → 10.96.0.10:53',
    ],
  ],
  source: [
    [
      { kind: 'source', address: ip('10.0.0.11'), reason: "the route's src", ...none },
      "source address 10.0.0.11: the route's src",
    ],
  ],
  conntrack: [
    [
      { kind: 'conntrack', state: 'NEW', ...none },
      'connection tracking: the first packet of a connection (NEW)',
    ],
  ],
  reversePath: [
    [
      { kind: 'reversePath', verdict: 'drop', reason: 'rp_filter is strict on eth0', ...none },
      'the check of its source address drops it: rp_filter is strict on eth0',
    ],
  ],
  forwarding: [
    [
      { kind: 'forwarding', verdict: 'drop', reason: 'net.ipv4.ip_forward is 0', ...none },
      'not forwarded: net.ipv4.ip_forward is 0',
    ],
  ],
  mtu: [
    [
      { kind: 'mtu', device: 'eth0', mtu: 1450, length: 1500, verdict: 'drop', ...none },
      '1500 bytes are more than the MTU of eth0, 1450: it is dropped, and its sender told',
    ],
  ],
  socket: [
    [
      {
        kind: 'socket',
        protocol: 'tcp',
        address: ip('10.0.0.1'),
        port: 80,
        listening: 'yes',
        ...none,
      },
      'arrives at 10.0.0.1:80, where a tcp socket listens',
    ],
    [
      {
        kind: 'socket',
        protocol: 'udp',
        address: ip('10.0.0.1'),
        port: 80,
        listening: 'no',
        ...none,
      },
      'arrives at 10.0.0.1:80, where no udp socket listens: answered with "port unreachable"',
    ],
    [
      {
        kind: 'socket',
        protocol: 'tcp',
        address: ip('10.0.0.1'),
        port: 80,
        listening: 'unknown',
        expected: false,
        ...none,
      },
      'arrives at 10.0.0.1:80, which did not ask this sender',
    ],
    [
      { kind: 'socket', protocol: 'icmp', address: ip('10.0.0.1'), listening: 'unknown', ...none },
      'arrives at 10.0.0.1 (icmp)',
    ],
  ],
  end: [[{ kind: 'end', reason: 'no more is known', ...none }, 'no more is known']],
};

test.each(Object.values(lines).flat())('%j', (step, line) => {
  expect(describeStep(step)).toBe(line);
});

test('every disposition has its own words', () => {
  const words = DISPOSITIONS.map(describeDisposition);
  expect(new Set(words).size).toBe(DISPOSITIONS.length);
});

test.each([
  [0.5, '50 %'],
  [1 / 3, '33.3 %'],
  [0.002, '0.2 %'],
  [0.000001, '< 0.01 %'],
])('%d is %s', (probability, words) => {
  expect(percentWords(probability)).toBe(words);
});
