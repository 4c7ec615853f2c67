import { expect, it } from 'vitest';
import { readMonitorLine } from './monitorLine.ts';

it.each([
  [
    'trace id 7f6fd9d7 ip nat SVC rule tcp dport 81 counter packets 0 bytes 0 goto SVC2 # handle 8 (verdict goto SVC2)',
    { kind: 'rule', family: 'ip', table: 'nat', chain: 'SVC', handle: 8, verdict: 'goto SVC2' },
  ],
  // A comment is no verdict.
  [
    'trace id 1 ip6 filter INPUT rule counter packets 0 bytes 0 comment "x # handle 9 (verdict drop)" # handle 7 (verdict continue)',
    { kind: 'rule', family: 'ip6', handle: 7, verdict: 'continue' },
  ],
  [
    'trace id 7f6fd9d7 ip filter INPUT policy accept meta mark 0x00004000 ',
    { kind: 'policy', chain: 'INPUT', verdict: 'accept' },
  ],
  [
    'trace id 7f6fd9d7 ip nat PREROUTING packet: iif "vb" ether saddr ca:38:ab:90:03:a0 ether daddr 76:78:37:65:84:54 ip saddr 10.9.0.1 ip daddr 10.99.0.2 ip dscp 0x00 ip ecn 0x0 ip ttl 64 ip id 46955 ip length 60 tcp sport 54088 tcp dport 81 tcp flags == 0x2 tcp window 64240 ',
    {
      kind: 'packet',
      packet: {
        ...{ iif: 'vb', source: '10.9.0.1', destination: '10.99.0.2', proto: 'tcp' },
        ...{ sport: 54088, dport: 81, tcpFlags: 2 },
      },
    },
  ],
  // nft takes an echo's id and number for another message's field.
  [
    'trace id 8ea2f7ea inet judge output packet: oif "lo" ip6 saddr fd00::7 ip6 daddr fd00::7 ip6 dscp 0x00 ip6 ecn 0x0 ip6 hoplimit 64 ip6 flowlabel 813867 ip6 nexthdr 58 ip6 length 64 icmpv6 type 128 icmpv6 code 0 icmpv6 parameter-problem 2621505537 @th,64,96 0x5307066b000000008d0c0800 ',
    { kind: 'packet', packet: { oif: 'lo', proto: 'icmp', icmpType: 128, icmpId: 40001 } },
  ],
  ['# ERROR: We lost some netlink events!', { kind: 'lost' }],
  ['trace id 7f6fd9d7 ip nat SVC unknown rule handle 8 (verdict accept)', { kind: 'lost' }],
])('%s', (line, expected) => {
  expect(readMonitorLine(line)).toMatchObject(expected);
});
