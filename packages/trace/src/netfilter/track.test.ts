import { describe, expect, test } from 'vitest';
import type { Packet } from '../packet.ts';
import { packet } from '../testing/packets.ts';
import type { ConntrackInfo } from '../walk/skb.ts';
import { bench, skb } from './testing/bench.ts';

/** One rule that wants connections tracked. */
const TRACKING = `*filter
:INPUT ACCEPT [0:0]
:FORWARD ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
-A FORWARD -m conntrack --ctstate INVALID -j DROP
COMMIT
`;
const NOTHING = `*filter
:INPUT ACCEPT [0:0]
:FORWARD ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
COMMIT
`;

function stateOf(text: string, more: Partial<Packet> = {}): ConntrackInfo['state'] | undefined {
  const { netns, run } = bench({ 'iptables-save': TRACKING, 'ip6tables-save': TRACKING });
  const first = skb(netns, 'cali1>', packet(text, more));
  run('PREROUTING', first);
  return first.conntrack?.state;
}

describe('a packet that belongs to no connection', () => {
  test.each([
    ['tcp 10.1.0.5:1 > 10.0.0.9:80', { tcpFlags: ['SYN'] }, 'NEW'],
    // nf_conntrack_tcp_loose: a connection is picked up in its middle.
    ['tcp 10.1.0.5:1 > 10.0.0.9:80', { tcpFlags: ['ACK'] }, 'NEW'],
    ['tcp 10.1.0.5:1 > 10.0.0.9:80', { tcpFlags: ['SYN', 'ACK'] }, 'INVALID'],
    ['tcp 10.1.0.5:1 > 10.0.0.9:80', { tcpFlags: ['RST'] }, 'INVALID'],
    ['tcp 10.1.0.5:1 > 10.0.0.9:80', { tcpFlags: ['FIN', 'ACK'] }, 'INVALID'],
    ['tcp 10.1.0.5:1 > 10.0.0.9:80', { tcpFlags: ['SYN', 'FIN'] }, 'INVALID'],
    ['udp 10.1.0.5:1 > 10.0.0.9:53', {}, 'NEW'],
    ['icmp 10.1.0.5 > 10.0.0.9', {}, 'NEW'],
    ['icmp 10.1.0.5 > 10.0.0.9', { icmp: { type: 0, code: 0 } }, 'INVALID'],
    ['ipv6-icmp fd01::5 > fd00::9', {}, 'NEW'],
    ['ipv6-icmp fd01::5 > fd00::9', { icmp: { type: 129, code: 0 } }, 'INVALID'],
    // Neighbour solicitation.
    ['ipv6-icmp fd01::5 > fd00::9', { icmp: { type: 135, code: 0 } }, 'UNTRACKED'],
  ])('%s %j: %s', (text, more, state) => expect(stateOf(text, more)).toBe(state));
});

test('connections are tracked only where a rule wants them to be', () => {
  const { netns, run, steps } = bench({ 'iptables-save': NOTHING });
  const first = skb(netns, 'cali1>', 'udp 10.1.0.5:1 > 10.0.0.9:53');
  run('PREROUTING', first);
  expect(first.conntrack).toBeUndefined();
  expect(steps()).toEqual([]);
});

test('the first packet stays NEW at all hooks; its answer is ESTABLISHED, and what follows too', () => {
  const { netns, run } = bench({ 'iptables-save': TRACKING });
  const first = skb(netns, 'cali1>eth0', 'icmp 10.1.0.5 > 10.0.0.9');
  for (const hook of ['PREROUTING', 'FORWARD', 'POSTROUTING'] as const) run(hook, first);
  expect(first.conntrack?.state).toBe('NEW');
  const answer = skb(
    netns,
    'eth0>',
    packet('icmp 10.0.0.9 > 10.1.0.5', { icmp: { type: 0, code: 0 } }),
  );
  run('PREROUTING', answer);
  expect(answer.conntrack).toMatchObject({ state: 'ESTABLISHED', direction: 'reply' });
  const second = skb(netns, 'cali1>', 'icmp 10.1.0.5 > 10.0.0.9');
  run('PREROUTING', second);
  expect(second.conntrack).toMatchObject({ state: 'ESTABLISHED', direction: 'original' });
});

describe('matches on the connection', () => {
  /** Of a packet to 10.96.0.1:443 that PREROUTING has sent to 10.0.0.7:6443, seen at FORWARD. */
  const translated = (rule: string): string => {
    const save = `*raw
:PREROUTING ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
-A PREROUTING -s 10.9.9.9/32 -j CT --notrack
COMMIT
*nat
:PREROUTING ACCEPT [0:0]
-A PREROUTING -d 10.96.0.1/32 -p tcp -j DNAT --to-destination 10.0.0.7:6443
COMMIT
*filter
:FORWARD ACCEPT [0:0]
-A FORWARD ${rule} -j DROP
COMMIT
`;
    const { netns, run } = bench({ 'iptables-save': save });
    const first = skb(netns, 'cali1>eth0', 'tcp 10.1.0.5:4000 > 10.96.0.1:443');
    run('PREROUTING', first);
    return run('FORWARD', first).kind === 'drop' ? 'yes' : 'no';
  };

  test.each([
    ['-m conntrack --ctstate NEW', 'yes'],
    ['-m conntrack ! --ctstate NEW', 'no'],
    ['-m conntrack --ctstate RELATED,ESTABLISHED', 'no'],
    ['-m conntrack --ctstate DNAT', 'yes'],
    ['-m conntrack ! --ctstate DNAT', 'no'],
    ['-m conntrack --ctstate SNAT', 'no'],
    ['-m state --state NEW', 'yes'],
    ['-m state ! --state NEW,INVALID', 'no'],
    ['-m conntrack --ctdir ORIGINAL', 'yes'],
    ['-m conntrack --ctdir REPLY', 'no'],
    ['-m conntrack --ctproto 6', 'yes'],
    ['-m conntrack --ctorigdst 10.96.0.0/12', 'yes'],
    ['-m conntrack ! --ctorigdst 10.96.0.0/12', 'no'],
    ['-m conntrack --ctreplsrc 10.0.0.7', 'yes'],
    ['-m conntrack --ctproto 6 --ctorigdstport 443', 'yes'],
    ['-m conntrack --ctproto 6 --ctreplsrcport 6443', 'yes'],
    ['-m conntrack --ctproto 6 ! --ctreplsrcport 6443', 'no'],
    ['-m conntrack --ctstatus SEEN_REPLY', 'no'],
    // Not before POSTROUTING.
    ['-m conntrack --ctstatus CONFIRMED', 'no'],
    ['-m connmark --mark 0x0/0xff', 'yes'],
    ['-m connmark ! --mark 0x1/0xff', 'yes'],
  ])('%s: %s', (rule, answer) => expect(translated(rule)).toBe(answer));
});

describe('without a connection', () => {
  const untracked = (rule: string): string => {
    const save = `*raw
:PREROUTING ACCEPT [0:0]
-A PREROUTING -j CT --notrack
COMMIT
*filter
:FORWARD ACCEPT [0:0]
-A FORWARD ${rule} -j DROP
COMMIT
`;
    const { netns, run } = bench({ 'iptables-save': save });
    const first = skb(netns, 'cali1>eth0', 'tcp 10.1.0.5:4000 > 10.96.0.1:443');
    run('PREROUTING', first);
    return run('FORWARD', first).kind === 'drop' ? 'yes' : 'no';
  };

  test.each([
    ['-m conntrack --ctstate UNTRACKED', 'yes'],
    ['-m conntrack --ctstate NEW', 'no'],
    ['-m conntrack ! --ctstate NEW', 'yes'],
    // The states decide alone, and without them nothing holds: conntrack_mt().
    ['-m conntrack --ctstate UNTRACKED --ctorigsrc 10.2.0.0/16', 'yes'],
    ['-m conntrack ! --ctorigsrc 10.2.0.0/16', 'no'],
    ['-m connmark ! --mark 0x1', 'no'],
  ])('%s: %s', (rule, answer) => expect(untracked(rule)).toBe(answer));
});
