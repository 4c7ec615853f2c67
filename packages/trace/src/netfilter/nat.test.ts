import { describe, expect, test } from 'vitest';
import type { Packet } from '../packet.ts';
import { packet } from '../testing/packets.ts';
import type { Skb } from '../walk/skb.ts';
import { type Bench, bench, skb } from './testing/bench.ts';

const POLICIES = `:PREROUTING ACCEPT [0:0]
:INPUT ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
:POSTROUTING ACCEPT [0:0]
`;

function natBench(rules: string, draws: readonly number[] = []): Bench {
  return bench({ 'iptables-save': `*nat\n${POLICIES}${rules}\nCOMMIT\n` }, { draws });
}

/** Forwarded: PREROUTING and POSTROUTING, as from cali1 to eth0. */
function forward({ netns, run }: Bench, of: Skb): Packet {
  run('PREROUTING', of);
  const out = netns.interfaces.get('eth0');
  if (out) of.outInterface = out;
  run('POSTROUTING', of);
  return of.packet;
}

function ends({ source, sourcePort, destination, destinationPort }: Packet): string {
  return `${source}:${sourcePort ?? '?'} > ${destination}:${destinationPort ?? '?'}`;
}

describe('the first packet of a connection', () => {
  test.each([
    ['-A PREROUTING -j DNAT --to-destination 10.0.0.7', '10.1.0.5:4000 > 10.0.0.7:80'],
    [
      '-A PREROUTING -p tcp -j DNAT --to-destination 10.0.0.7:8080',
      '10.1.0.5:4000 > 10.0.0.7:8080',
    ],
    ['-A PREROUTING -p tcp -j DNAT --to-destination :8080', '10.1.0.5:4000 > 10.0.0.9:8080'],
    // In the range already: the port stays.
    ['-A PREROUTING -p tcp -j DNAT --to-destination 10.0.0.7:70-90', '10.1.0.5:4000 > 10.0.0.7:80'],
    ['-A POSTROUTING -j SNAT --to-source 10.0.0.1', '10.0.0.1:4000 > 10.0.0.9:80'],
    ['-A POSTROUTING -p tcp -j SNAT --to-source 10.0.0.1:5000', '10.0.0.1:5000 > 10.0.0.9:80'],
    ['-A POSTROUTING -j SNAT --to-source 10.0.0.1 --random-fully', '10.0.0.1:? > 10.0.0.9:80'],
    ['-A POSTROUTING -o eth0 -j MASQUERADE', '10.0.0.1:4000 > 10.0.0.9:80'],
    ['-A POSTROUTING -o eth0 -j MASQUERADE --random-fully', '10.0.0.1:? > 10.0.0.9:80'],
    ['-A POSTROUTING -o cali1 -j MASQUERADE', '10.1.0.5:4000 > 10.0.0.9:80'],
    // The first address of the interface that it came in by.
    ['-A PREROUTING -p tcp -j REDIRECT --to-ports 8080', '10.1.0.5:4000 > 10.1.0.1:8080'],
    // Both ends, each by its own rule.
    [
      '-A PREROUTING -j DNAT --to-destination 10.0.0.7\n-A POSTROUTING -j MASQUERADE',
      '10.0.0.1:4000 > 10.0.0.7:80',
    ],
  ])('%s: %s', (rules, expected) => {
    const on = natBench(rules);
    const sent = skb(on.netns, 'cali1>', 'tcp 10.1.0.5:4000 > 10.0.0.9:80');
    expect(ends(forward(on, sent))).toBe(expected);
  });

  test('the second DNAT rule is not asked: translating ends the table', () => {
    const on = natBench(
      '-A PREROUTING -j DNAT --to-destination 10.0.0.7\n-A PREROUTING -j DNAT --to-destination 10.0.0.8',
    );
    const sent = skb(on.netns, 'cali1>', 'tcp 10.1.0.5:4000 > 10.0.0.9:80');
    on.run('PREROUTING', sent);
    expect(sent.packet.destination).toBe('10.0.0.7');
    expect(on.trace()).toEqual(['nat PREROUTING 1 accept']);
  });

  test('what OUTPUT has settled, PREROUTING over loopback does not ask for again', () => {
    const on = natBench(
      '-A OUTPUT -j RETURN\n-A PREROUTING -j DNAT --to-destination 10.0.0.7\n-A INPUT -j SNAT --to-source 10.0.0.1',
    );
    const sent = skb(on.netns, '>lo', 'tcp 127.0.0.1:4000 > 127.0.0.1:80');
    on.run('OUTPUT', sent);
    on.run('POSTROUTING', sent);
    const looped = {
      ...sent,
      ...skb(on.netns, 'lo>', sent.packet, {
        ...(sent.conntrack && { conntrack: sent.conntrack }),
      }),
    };
    on.run('PREROUTING', looped);
    on.run('INPUT', looped);
    expect(ends(looped.packet)).toBe('127.0.0.1:4000 > 127.0.0.1:80');
    // POSTROUTING has settled the source: nat INPUT is not asked either.
    expect(on.trace()).toEqual([
      'nat OUTPUT 1 return',
      'nat OUTPUT policy accept',
      'nat POSTROUTING policy accept',
    ]);
  });

  test('OUTPUT asks for a new route where nat has sent the packet elsewhere', () => {
    const on = natBench('-A OUTPUT -d 10.96.0.1/32 -j DNAT --to-destination 10.0.0.7');
    const asked: string[] = [];
    const sent = skb(on.netns, '>eth0', 'tcp 10.0.0.1:4000 > 10.96.0.1:443');
    const reroute = (): boolean => {
      asked.push(sent.packet.destination);
      return false;
    };
    expect(on.run('OUTPUT', sent, reroute).kind).toBe('drop');
    expect(asked).toEqual(['10.0.0.7']);
    const other = skb(on.netns, '>eth0', 'tcp 10.0.0.1:4000 > 10.0.0.8:443');
    expect(on.run('OUTPUT', other, reroute).kind).toBe('accept');
  });

  test('addresses of a range are branches of the same weight', () => {
    const on = natBench('-A PREROUTING -j DNAT --to-destination 10.0.0.7-10.0.0.9', [2]);
    const sent = skb(on.netns, 'cali1>', 'udp 10.1.0.5:4000 > 10.0.0.2:80');
    expect(forward(on, sent).destination).toBe('10.0.0.9');
  });

  test('masquerading without any address drops the packet', () => {
    const on = bench({
      'iptables-save': `*nat\n${POLICIES}-A POSTROUTING -j MASQUERADE\nCOMMIT\n`,
      ip_addr: `1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536 qdisc noqueue state UNKNOWN
    link/loopback 00:00:00:00:00:00 brd 00:00:00:00:00:00
    inet 127.0.0.1/8 scope host lo
       valid_lft forever preferred_lft forever
2: eth0: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc mq state UP
    link/ether 00:15:5d:00:00:01 brd ff:ff:ff:ff:ff:ff
`,
    });
    const sent = skb(on.netns, '>eth0', 'udp 10.1.0.5:4000 > 10.0.0.2:80');
    on.run('OUTPUT', sent);
    expect(on.run('POSTROUTING', sent)).toEqual({
      kind: 'drop',
      because: 'rule 1 of POSTROUTING in nat: eth0 has no address',
    });
  });
});

describe('what follows it', () => {
  const RULES =
    '-A PREROUTING -d 10.96.0.1/32 -p tcp -m tcp --dport 443 -j DNAT --to-destination 10.0.0.7:6443\n-A POSTROUTING -j MASQUERADE';

  test('the answer is translated back, and meets no rule of nat', () => {
    const on = natBench(RULES);
    forward(on, skb(on.netns, 'cali1>', 'tcp 10.1.0.5:4000 > 10.96.0.1:443'));
    on.steps();
    const answer = skb(
      on.netns,
      'eth0>',
      packet('tcp 10.0.0.7:6443 > 10.0.0.1:4000', { tcpFlags: ['SYN', 'ACK'] }),
    );
    expect(ends(forward(on, answer))).toBe('10.96.0.1:443 > 10.1.0.5:4000');
    expect(answer.conntrack).toMatchObject({ direction: 'reply', state: 'ESTABLISHED' });
    expect(on.steps()).toMatchObject([
      { kind: 'conntrack', state: 'ESTABLISHED' },
      {
        kind: 'nat',
        manip: 'destination',
        to: { address: '10.1.0.5', port: 4000 },
        by: 'connection',
      },
      { kind: 'nat', manip: 'source', to: { address: '10.96.0.1', port: 443 }, by: 'connection' },
    ]);
  });

  test('an answer that does not come back through here is not translated', () => {
    const on = natBench(RULES);
    forward(on, skb(on.netns, 'cali1>', 'tcp 10.1.0.5:4000 > 10.96.0.1:443'));
    const elsewhere = bench({ 'iptables-save': `*nat\n${POLICIES}COMMIT\n` });
    const answer = skb(elsewhere.netns, 'eth0>', 'tcp 10.0.0.7:6443 > 10.0.0.1:4000');
    expect(ends(forward(elsewhere, answer))).toBe('10.0.0.7:6443 > 10.0.0.1:4000');
  });

  test('a connection whose first packet was dropped is forgotten', () => {
    const on = natBench(RULES);
    // PREROUTING alone: it never got to POSTROUTING, where it would be confirmed.
    on.run('PREROUTING', skb(on.netns, 'cali1>', 'tcp 10.1.0.5:4000 > 10.96.0.1:443'));
    const answer = skb(
      on.netns,
      'eth0>',
      packet('tcp 10.0.0.7:6443 > 10.1.0.5:4000', { tcpFlags: ['SYN', 'ACK'] }),
    );
    on.run('PREROUTING', answer);
    expect(answer.conntrack?.state).toBe('INVALID');
  });
});
