import { expect, test } from 'vitest';
import { bench, skb } from '../testing/bench.ts';

/**
 * The order of steps is that of `nft monitor trace`, asked on Linux 6.18 with iptables-nft 1.8.9 and
 * just these rules.
 */
const RULES = `*mangle
:PREROUTING ACCEPT [0:0]
:INPUT ACCEPT [0:0]
:FORWARD ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
:POSTROUTING ACCEPT [0:0]
:u1 - [0:0]
:u2 - [0:0]
:u3 - [0:0]
-A PREROUTING -j MARK --set-xmark 0x5/0xffffffff
-A PREROUTING -j u1
-A PREROUTING -m mark --mark 0x5
-A PREROUTING -g u2
-A PREROUTING -j MARK --set-xmark 0x9/0xffffffff
-A u1 -j LOG
-A u1 -j u3
-A u1 -j RETURN
-A u1 -j DROP
-A u2 -j MARK --set-xmark 0x80000000/0x80000000
-A u3 -p icmp
-A u3 -p tcp -j NFLOG
-A FORWARD -j RETURN
-A FORWARD -j DROP
COMMIT
*filter
:INPUT ACCEPT [0:0]
:FORWARD ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
-A FORWARD -m conntrack --ctstate NEW
-A FORWARD -p tcp -m tcp --dport 81 -j REJECT --reject-with icmp-port-unreachable
-A FORWARD -p tcp -m tcp --dport 82 -j DROP
-A FORWARD -p tcp -m tcp --dport 83 -j ACCEPT
COMMIT
`;

test('jumps, gotos, returns and rules without a target are walked as the kernel does', () => {
  const { netns, run, trace } = bench({ 'iptables-save': RULES });
  const packet = skb(netns, 'cali1>eth0', 'tcp 10.1.0.5:40000 > 10.0.0.9:83');
  expect(run('PREROUTING', packet)).toEqual({ kind: 'accept' });
  expect(trace()).toEqual([
    'mangle PREROUTING 1 continue',
    'mangle PREROUTING 2 jump u1',
    'mangle u1 1 continue',
    'mangle u1 2 jump u3',
    'mangle u3 2 continue',
    'mangle u1 3 return',
    'mangle PREROUTING 3 continue',
    // What comes after a goto in the chain that it left is never asked.
    'mangle PREROUTING 4 goto u2',
    'mangle u2 1 continue',
    'mangle PREROUTING policy accept',
  ]);
  expect(packet.mark).toBe(0x80000005);
  expect(run('FORWARD', packet)).toEqual({ kind: 'accept' });
  expect(trace()).toEqual([
    'mangle FORWARD 1 return',
    'mangle FORWARD policy accept',
    'filter FORWARD 1 continue',
    'filter FORWARD 4 accept',
  ]);
});

test.each([
  ['81', 'reject', 'filter FORWARD 2 reject'],
  ['82', 'drop', 'filter FORWARD 3 drop'],
])('port %s: %s', (port, kind, line) => {
  const { netns, run, trace } = bench({ 'iptables-save': RULES });
  const packet = skb(netns, 'cali1>eth0', `tcp 10.1.0.5:40000 > 10.0.0.9:${port}`);
  run('PREROUTING', packet);
  expect(run('FORWARD', packet).kind).toBe(kind);
  expect(trace().at(-1)).toBe(line);
});

test.each([0, 1, 5, 9])('of ten endpoints each is taken one time in ten: endpoint %i', (taken) => {
  // As kube-proxy writes them: 1/10, 1/9, 1/8, … and the last without.
  const endpoints = Array.from({ length: 10 }, (_, i) => {
    const share = (1 / (10 - i)).toFixed(11);
    const chance = i === 9 ? '' : `-m statistic --mode random --probability ${share} `;
    return `-A KUBE-SVC-X ${chance}-j KUBE-SEP-${i}\n-A KUBE-SEP-${i} -p tcp -j DNAT --to-destination 10.1.0.1${i}:80`;
  });
  const chains = endpoints.map((_, i) => `:KUBE-SEP-${i} - [0:0]\n`).join('');
  const save = `*nat
:PREROUTING ACCEPT [0:0]
:KUBE-SVC-X - [0:0]
${chains}-A PREROUTING -j KUBE-SVC-X
${endpoints.join('\n')}
COMMIT
`;
  const draws = [...new Array<number>(taken).fill(1), 0];
  const { netns, run, drawn } = bench({ 'iptables-save': save }, { draws });
  const sent = skb(netns, 'cali1>', 'tcp 10.1.0.5:4000 > 10.96.0.1:80');
  run('PREROUTING', sent);
  expect(sent.packet.destination).toBe(`10.1.0.1${taken}`);
  const likelihood = drawn.reduce((product, of, i) => product * (of[draws[i] ?? 0] ?? 0), 1);
  expect(likelihood).toBeCloseTo(0.1, 12);
});
