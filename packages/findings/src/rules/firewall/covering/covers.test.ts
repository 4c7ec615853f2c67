import type { Rule } from '@vethscope/model';
import { readNodes } from '@vethscope/trace/testing';
import { expect, test } from 'vitest';
import { covers, matchesAll } from './covers.ts';

/** Two rules of one chain, as iptables-save writes them behind `-A FORWARD`. */
function ruleOf(text: string): Rule {
  const network = readNodes({
    a: { 'iptables-save.txt': `*filter\n:FORWARD ACCEPT [0:0]\n-A FORWARD ${text}\nCOMMIT\n` },
  });
  const rule = network.snapshot.nodes[0]?.namespaces[0]?.iptables[0]?.chains[0]?.rules[0];
  if (!rule) throw new Error(`no rule: ${text}`);
  return rule;
}

const CT = '-m conntrack --ctstate';

test.each([
  ['no condition', '', '-s 10.0.0.0/8 -p tcp'],
  ['all addresses', '-s 0.0.0.0/0', '-p tcp'],
  ['a wider prefix', '-s 10.0.0.0/8', '-s 10.1.2.0/24 -p udp'],
  ['a wider exception', '! -s 10.0.0.0/8', '! -s 0.0.0.0/0'],
  ['outside of an exception', '! -s 10.0.0.0/8', '-s 192.0.2.1/32'],
  ['the protocol', '-p tcp', '-p tcp -m tcp --dport 22'],
  ['an extension that is only named', '-p tcp -m tcp', '-p tcp -m tcp --dport 22'],
  ['another than the excluded protocol', '! -p tcp', '-p udp'],
  ['the interface', '-i eth0', '-i eth0 -s 10.0.0.1/32'],
  ['a wildcard over a name', '-i cali+', '-i cali12345'],
  ['a wildcard over a longer one', '-i cali+', '-i cali1+'],
  ['another interface than the excluded', '! -i cali+', '-i eth0'],
  ['a wider port range', '-p tcp -m tcp --dport 1:1024', '-p tcp -m tcp --dport 22'],
  ['ports in a list', '-p tcp -m multiport --dports 22,80:90', '-p tcp -m tcp --dport 85'],
  ['either port, of a destination', '-p udp -m multiport --ports 53', '-p udp -m udp --dport 53'],
  ['other ports than the excluded', '-p tcp -m tcp ! --dport 22', '-p tcp -m tcp --dport 80'],
  ['--syn', '-p tcp -m tcp --tcp-flags SYN,ACK SYN', '-p tcp -m tcp --syn'],
  ['all codes of a type', '-p icmp -m icmp --icmp-type 3', '-p icmp -m icmp --icmp-type 3/4'],
  ['some bits of a mark', '-m mark --mark 0x1/0x1', '-m mark --mark 0x3/0xff'],
  [
    'bits above 2^31',
    '-m mark --mark 0x80000000/0x80000000',
    '-m mark --mark 0xc0000000/0xc0000000',
  ],
  ['more states', `${CT} RELATED,ESTABLISHED`, `${CT} ESTABLISHED`],
  [
    'fewer excluded states',
    '-m conntrack ! --ctstate INVALID',
    '-m conntrack ! --ctstate INVALID,NEW',
  ],
  ['-m state', `${CT} RELATED,ESTABLISHED`, '-m state --state ESTABLISHED'],
  ['the same set', '-m set --match-set bad src', '-p tcp -m set --match-set bad src'],
  ['a comment more', '-s 10.0.0.1/32 -m comment --comment "old office"', '-s 10.0.0.1/32'],
])('covers: %s', (_, earlier, later) => {
  expect(covers(ruleOf(`${earlier} -j DROP`), ruleOf(`${later} -j DROP`))).toBe(true);
});

test.each([
  ['a narrower prefix', '-s 10.1.0.0/16', '-s 10.0.0.0/8'],
  ['the excluded prefix', '! -s 10.0.0.0/8', '-s 10.1.0.0/16'],
  ['a prefix that holds the excluded', '! -s 10.0.0.0/8', '-s 0.0.0.0/1'],
  ['an exception of less', '! -s 10.0.0.0/8', '! -s 10.1.0.0/16'],
  ['source is not destination', '-s 10.0.0.0/8', '-d 10.0.0.0/8'],
  ['another protocol', '-p tcp', '-p udp'],
  ['any protocol', '-p tcp', ''],
  ['all but the protocol', '-p tcp', '! -p tcp'],
  ['in is not out', '-i eth0', '-o eth0'],
  ['a name under a wildcard', '-i cali1', '-i cali+'],
  ['the excluded interface', '! -i eth0', '-i eth+'],
  ['a part of the range', '-p tcp -m tcp --dport 22', '-p tcp -m tcp --dport 20:25'],
  ['source port for destination port', '-p tcp -m tcp --dport 22', '-p tcp -m tcp --sport 22'],
  ['a port of another protocol', '-p tcp -m tcp --dport 53', '-p udp -m udp --dport 53'],
  ['the destination of either port', '-p udp -m udp --dport 53', '-p udp -m multiport --ports 53'],
  ['fewer flags', '-p tcp -m tcp --syn', '-p tcp -m tcp --tcp-flags SYN SYN'],
  ['one code', '-p icmp -m icmp --icmp-type 3/4', '-p icmp -m icmp --icmp-type 3'],
  ['more bits of a mark', '-m mark --mark 0x3/0xff', '-m mark --mark 0x1/0x1'],
  ['other bits of a mark', '-m mark --mark 0x1/0x1', '-m mark --mark 0x2/0x3'],
  ['fewer states', `${CT} ESTABLISHED`, `${CT} RELATED,ESTABLISHED`],
  ['DNAT beside a state that is excluded', '-m conntrack ! --ctstate NEW', `${CT} DNAT`],
  ['a limit', '-m limit --limit 5/sec', '-m limit --limit 5/sec'],
  [
    'chance',
    '-m statistic --mode random --probability 0.5',
    '-m statistic --mode random --probability 0.5',
  ],
  [
    'what was seen lately',
    '-m recent --rcheck --name a --rsource',
    '-m recent --rcheck --name a --rsource',
  ],
  [
    'connections counted',
    '-p tcp -m connlimit --connlimit-above 9',
    '-p tcp -m connlimit --connlimit-above 9',
  ],
  ['another set', '-m set --match-set bad src', '-m set --match-set worse src'],
  ['the other side of a set', '-m set --match-set bad src', '-m set --match-set bad dst'],
])('does not cover: %s', (_, earlier, later) => {
  expect(covers(ruleOf(`${earlier} -j DROP`), ruleOf(`${later} -j DROP`))).toBe(false);
});

test('matches all: without a condition, whatever its comment says', () => {
  expect(matchesAll(ruleOf('-m comment --comment "the rest" -j DROP'))).toBe(true);
  expect(matchesAll(ruleOf('-m limit --limit 5/sec -j DROP'))).toBe(false);
});
