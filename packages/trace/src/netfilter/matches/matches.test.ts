import { parseMac } from '@vethscope/model';
import { describe, expect, test } from 'vitest';
import { packet } from '../../testing/packets.ts';
import type { Skb } from '../../walk/skb.ts';
import { ruleAnswer } from '../testing/ruleAnswer.ts';

const TCP = 'tcp 10.1.0.5:40000 > 10.0.0.9:80';
const UDP = 'udp 10.1.0.5:53 > 10.0.0.9:5353';
const TCP6 = 'tcp [fd01::5]:40000 > [fd00::9]:80';
const PING = 'icmp 10.1.0.5 > 10.0.0.9';
const PING6 = 'ipv6-icmp fd01::5 > fd00::9';

describe('what a rule says itself', () => {
  test.each([
    ['', TCP, 'yes'],
    ['-p tcp', TCP, 'yes'],
    ['-p udp', TCP, 'no'],
    ['! -p udp', TCP, 'yes'],
    ['! -p tcp', TCP, 'no'],
    ['-p ipv6-icmp', PING6, 'yes'],
    ['-p icmp', PING, 'yes'],
    ['-s 10.1.0.0/16', TCP, 'yes'],
    ['! -s 10.1.0.0/16', TCP, 'no'],
    ['-s 10.1.0.4/31', TCP, 'yes'],
    ['-s 10.1.0.6/31', TCP, 'no'],
    ['-d 10.0.0.9/32', TCP, 'yes'],
    ['! -d 10.0.0.9/32', TCP, 'no'],
    ['! -d 10.0.0.8/32', TCP, 'yes'],
    ['-d 128.0.0.0/1', 'udp 10.1.0.5:53 > 200.0.0.1:53', 'yes'],
    ['-d 128.0.0.0/1', 'udp 10.1.0.5:53 > 100.0.0.1:53', 'no'],
    ['-s fd01::/64', TCP6, 'yes'],
    ['! -d fd00::8/127', TCP6, 'no'],
    ['-i cali1', TCP, 'yes'],
    ['-i cali+', TCP, 'yes'],
    ['! -i cali+', TCP, 'no'],
    ['-i eth0', TCP, 'no'],
    ['! -i eth0', TCP, 'yes'],
    ['-o eth0', TCP, 'yes'],
    ['! -o eth0', TCP, 'no'],
    ['-o cali+', TCP, 'no'],
    // No second fragment is traced.
    ['-f', TCP, 'no'],
    ['! -f', TCP, 'yes'],
  ])('%s of %s: %s', (rule, of, answer) => {
    expect(ruleAnswer({ rule, packet: of })).toBe(answer);
  });

  test.each([
    // A chain of a user's may ask for what the hook does not know: there is no device.
    ['-i cali1', 'OUTPUT', '>eth0', 'no'],
    ['! -i cali1', 'OUTPUT', '>eth0', 'yes'],
    ['-o eth0', 'PREROUTING', 'cali1>', 'no'],
    ['! -o eth0', 'INPUT', 'cali1>', 'yes'],
    // ip_output() still knows where a forwarded packet came in.
    ['-i cali1', 'POSTROUTING', 'cali1>eth0', 'yes'],
  ] as const)('%s at %s by %s: %s', (rule, hook, way, answer) => {
    expect(ruleAnswer({ rule, packet: TCP, hook, way })).toBe(answer);
  });
});

describe('ports', () => {
  const CHOSEN = 'tcp 10.1.0.5 > 10.0.0.9:80';
  test.each([
    ['-p tcp -m tcp --dport 80', TCP, 'yes'],
    ['-p tcp -m tcp ! --dport 80', TCP, 'no'],
    ['-p tcp -m tcp --dport 1:79', TCP, 'no'],
    ['-p tcp -m tcp --dport 80:', TCP, 'yes'],
    ['-p tcp -m tcp --sport 40000 --dport 81', TCP, 'no'],
    ['-p udp -m udp --sport 53', UDP, 'yes'],
    ['-p udp -m udp ! --sport 53', UDP, 'no'],
    ['-p sctp -m sctp --dport 36412', 'sctp 10.1.0.5:1 > 10.0.0.9:36412', 'yes'],
    ['-p tcp -m multiport --dports 22,80,443', TCP, 'yes'],
    ['-p tcp -m multiport ! --dports 22,80,443', TCP, 'no'],
    ['-p tcp -m multiport --dports 8000:9000,79:81', TCP, 'yes'],
    ['-p tcp -m multiport --sports 80', TCP, 'no'],
    ['-p tcp -m multiport --ports 40000', TCP, 'yes'],
    ['-p tcp -m multiport ! --ports 80', TCP, 'no'],
    // The sender chooses one of 32768-60999.
    ['-p tcp -m tcp --sport 1024:65535', CHOSEN, 'yes'],
    ['-p tcp -m tcp --sport 53', CHOSEN, 'no'],
    ['-p tcp -m tcp ! --sport 53', CHOSEN, 'yes'],
    ['-p tcp -m tcp --sport 40000', CHOSEN, 'the sender chooses the source port'],
    ['-p tcp -m tcp ! --sport 40000', CHOSEN, 'the sender chooses the source port'],
    ['-p tcp -m tcp --sport 40000 --dport 81', CHOSEN, 'no'],
  ])('%s of %s: %s', (rule, of, answer) => {
    expect(ruleAnswer({ rule, packet: of })).toBe(answer);
  });
});

describe('headers', () => {
  test.each([
    ['-p tcp -m tcp --tcp-flags FIN,SYN,RST,ACK SYN', TCP, 'yes'],
    ['-p tcp -m tcp ! --tcp-flags FIN,SYN,RST,ACK SYN', TCP, 'no'],
    ['-p tcp -m tcp --tcp-flags SYN,ACK ACK', TCP, 'no'],
    ['-p tcp -m tcp --tcp-flags FIN,ACK NONE', TCP, 'yes'],
    ['-p tcp -m tcp --tcp-option 8', TCP, 'TCP options of the packet are not known'],
    ['-p icmp -m icmp --icmp-type 8', PING, 'yes'],
    ['-p icmp -m icmp --icmp-type 8/0', PING, 'yes'],
    ['-p icmp -m icmp --icmp-type 8/1', PING, 'no'],
    ['-p icmp -m icmp ! --icmp-type 8', PING, 'no'],
    ['-p icmp -m icmp --icmp-type any', PING, 'yes'],
    ['-p ipv6-icmp -m icmp6 --icmpv6-type 128', PING6, 'yes'],
    ['-p ipv6-icmp -m icmp6 ! --icmpv6-type 129', PING6, 'yes'],
    ['-m length --length 60', TCP, 'yes'],
    ['-m length ! --length 0:60', TCP, 'no'],
    ['-m ttl --ttl-gt 63', TCP, 'yes'],
    ['-m ttl --ttl-lt 64', TCP, 'no'],
    ['-m ttl ! --ttl-eq 64', TCP, 'no'],
    ['-m hl --hl-eq 64', TCP6, 'yes'],
    ['-m dscp --dscp 0x00', TCP, 'yes'],
    ['-m dscp ! --dscp 0x2e', TCP, 'yes'],
    ['-m iprange --src-range 10.1.0.0-10.1.0.5', TCP, 'yes'],
    ['-m iprange ! --src-range 10.1.0.0-10.1.0.5', TCP, 'no'],
    ['-m iprange --src-range 10.1.0.0-10.1.0.5 ! --dst-range 10.0.0.9-10.0.0.9', TCP, 'no'],
    ['-m iprange --dst-range fd00::1-fd00::f', TCP6, 'yes'],
    ['-m pkttype --pkt-type unicast', TCP, 'yes'],
    ['-m pkttype ! --pkt-type broadcast', TCP, 'yes'],
    ['-m policy --dir in --pol none', TCP, 'yes'],
    ['-m policy --dir in --pol ipsec', TCP, 'no'],
    ['-m nfacct --nfacct-name ct_state_invalid_dropped_pkts', TCP, 'yes'],
  ])('%s of %s: %s', (rule, of, answer) => {
    expect(ruleAnswer({ rule, packet: of })).toBe(answer);
  });
});

describe('marks are unsigned 32 bits', () => {
  test.each([
    [0x80000000, '--mark 0x80000000/0x80000000', 'yes'],
    [0x80000000, '! --mark 0x80000000/0x80000000', 'no'],
    [0xffffffff, '--mark 0xffffffff', 'yes'],
    [0x10000, '--mark 0x0/0x10000', 'no'],
    [0x20000, '--mark 0x0/0x10000', 'yes'],
    [0x4000, '--mark 0x4000/0x4000', 'yes'],
  ])('%i %s: %s', (mark, words, answer) => {
    expect(ruleAnswer({ rule: `-m mark ${words}`, packet: TCP, skb: { mark } })).toBe(answer);
  });
});

describe('MAC addresses and bridge ports', () => {
  const mac = parseMac('02:00:00:00:00:0a');
  const known: Partial<Skb> = mac === undefined ? {} : { sourceMac: mac };
  test.each([
    ['--mac-source 02:00:00:00:00:0a', 'PREROUTING', known, 'yes'],
    ['! --mac-source 02:00:00:00:00:0a', 'PREROUTING', known, 'no'],
    ['--mac-source 02:00:00:00:00:0b', 'PREROUTING', known, 'no'],
    [
      '--mac-source 02:00:00:00:00:0a',
      'PREROUTING',
      {},
      'the MAC address of the sender is not known',
    ],
    // Without an Ethernet device it never holds: mac_mt().
    ['! --mac-source 02:00:00:00:00:0a', 'OUTPUT', {}, 'no'],
  ] as const)('%s at %s: %#', (words, hook, skb, answer) => {
    const way = hook === 'OUTPUT' ? '>eth0' : 'cali1>';
    expect(ruleAnswer({ rule: `-m mac ${words}`, packet: TCP, hook, way, skb })).toBe(answer);
  });

  test.each([
    ['--physdev-in cali1', 'no'],
    ['! --physdev-in cali1', 'yes'],
    ['--physdev-is-bridged', 'no'],
    ['! --physdev-is-bridged', 'yes'],
    ['! --physdev-is-in ! --physdev-out eth0', 'yes'],
    ['! --physdev-is-in --physdev-out eth0', 'no'],
  ])('routed, -m physdev %s: %s', (words, answer) => {
    expect(ruleAnswer({ rule: `-m physdev ${words}`, packet: TCP })).toBe(answer);
  });
});

describe('what no capture can hold stays unknown, behind a ! as well', () => {
  test.each([
    ['-m limit --limit 10/min', 'how many packets came before is not known'],
    ['-m recent --rcheck --seconds 60 --name ssh', 'the list of recent addresses is not captured'],
    ['-m recent ! --rcheck --name ssh', 'the list of recent addresses is not captured'],
    ['-m connlimit --connlimit-above 3', 'how many connections there are is not known'],
    ['-m time --timestart 08:00', 'one of its matches is not understood'],
    ['-m set --match-set gone src', 'set gone was not captured'],
    ['-m set ! --match-set gone src', 'set gone was not captured'],
    // What the rest decides is not asked for.
    ['-p udp -m limit --limit 10/min', 'no'],
    ['! -i cali+ -m set --match-set gone src', 'no'],
    // These two always hold.
    ['-m recent --set --name ssh', 'yes'],
    ['-m comment --comment "a -m limit"', 'yes'],
  ])('%s: %s', (rule, answer) => {
    expect(ruleAnswer({ rule, packet: TCP })).toBe(answer);
  });

  test.each([
    ['>eth0', 'OUTPUT', '-m owner --uid-owner 0', 'the user of the sending program is not known'],
    ['cali1>eth0', 'POSTROUTING', '-m owner --uid-owner 0', 'no'],
    ['cali1>eth0', 'POSTROUTING', '-m owner ! --uid-owner 0', 'yes'],
  ] as const)('%s at %s, %s: %s', (way, hook, rule, answer) => {
    expect(ruleAnswer({ rule, packet: TCP, hook, way })).toBe(answer);
  });
});

test('a packet knows its addresses in both families', () => {
  expect(packet(TCP6)).toMatchObject({ family: 6, destination: 'fd00::9', destinationPort: 80 });
});
