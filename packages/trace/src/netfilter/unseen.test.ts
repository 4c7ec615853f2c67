import { describe, expect, test } from 'vitest';
import { packet } from '../testing/packets.ts';
import { bench, skb } from './testing/bench.ts';

const PACKET = 'tcp 10.1.0.5:4000 > 10.0.0.9:80';
const FILTER = `*filter
:INPUT ACCEPT [0:0]
:FORWARD DROP [0:0]
:OUTPUT ACCEPT [0:0]
COMMIT
`;
/** Nobody but iptables has tables. */
const NFT = { nft_list_tables: 'table ip filter\n' };

describe('what was not captured', () => {
  test("of the node's own namespace may do anything", () => {
    const may = bench({});
    expect(may.run('FORWARD', skb(may.netns, 'cali1>eth0', PACKET))).toEqual({ kind: 'accept' });
    expect(may.asked.map(({ ifYes }) => ifYes)).toEqual([
      'iptables of netns/node1/host, which were not captured, neither stop nor change the packet',
    ]);
    const does = bench({}, { no: ['iptables of netns/node1/host'] });
    expect(does.run('FORWARD', skb(does.netns, 'cali1>eth0', PACKET)).kind).toBe('unknown');
  });

  test('of another namespace is taken for empty, and that is said', () => {
    const pod = { 'netns/blue/ip_route_show': 'default dev eth0\n' };
    const { netns, run, asked, presumed } = bench(pod, { netns: 'blue' });
    expect(run('OUTPUT', skb(netns, '>', PACKET))).toEqual({ kind: 'accept' });
    expect(asked).toEqual([]);
    expect(presumed).toEqual(['iptables of netns/node1/blue were not captured: taken for empty']);
  });

  test('of the other family is asked for apart', () => {
    const { netns, run, asked } = bench({ 'iptables-save': FILTER });
    run('FORWARD', skb(netns, 'cali1>eth0', packet('tcp [fd01::5]:1 > [fd00::9]:80')));
    expect(asked).toMatchObject([{ key: 'netns/node1/host ip6tables' }]);
  });

  test('tables that iptables-save does not show do not exist', () => {
    const { netns, run, trace, asked, presumed } = bench({ ...NFT, 'iptables-save': FILTER });
    run('PREROUTING', skb(netns, 'cali1>', PACKET));
    expect(run('FORWARD', skb(netns, 'cali1>eth0', PACKET)).kind).toBe('drop');
    expect(trace()).toEqual(['filter FORWARD policy drop']);
    expect([...asked, ...presumed]).toEqual([]);
  });

  test('of `iptables -S`, which shows one table, the others are taken for empty, and that is said', () => {
    const { netns, run, presumed } = bench({
      ...NFT,
      'iptables_-S': '-P INPUT ACCEPT\n-P FORWARD DROP\n-P OUTPUT ACCEPT\n',
    });
    expect(run('FORWARD', skb(netns, 'cali1>eth0', PACKET)).kind).toBe('drop');
    expect(presumed).toEqual([
      'iptables tables of netns/node1/host that were not listed: raw, mangle, nat, security; taken for empty',
    ]);
  });

  test('chains that a rule leads to, but no output shows, are asked for', () => {
    const listing = `Chain FORWARD (policy ACCEPT 0 packets, 0 bytes)
 pkts bytes target     prot opt in     out     source               destination
    0     0 KUBE-FORWARD  all  --  *      *       0.0.0.0/0            0.0.0.0/0
`;
    const { netns, run, asked, presumed } = bench({ ...NFT, 'iptables_-n_-v_-L_FORWARD': listing });
    expect(run('FORWARD', skb(netns, 'cali1>eth0', PACKET)).kind).toBe('accept');
    expect(asked.map(({ ifYes }) => ifYes)).toEqual([
      'rules of table filter at FORWARD that were not captured neither stop nor change the packet',
      'chain KUBE-FORWARD of filter, which was not captured, decides nothing',
    ]);
    expect(presumed).toEqual([
      'iptables tables of netns/node1/host that were not listed: raw, mangle, nat, security; taken for empty',
    ]);
  });
});

test('rules of both back ends are walked, and which come first is said', () => {
  const { netns, run, trace, presumed } = bench({
    ...NFT,
    'iptables-nft-save': FILTER.replace('DROP', 'ACCEPT'),
    'iptables-legacy-save': FILTER,
  });
  expect(run('FORWARD', skb(netns, 'cali1>eth0', PACKET)).kind).toBe('drop');
  expect(trace()).toEqual(['filter FORWARD policy accept', 'filter FORWARD policy drop']);
  expect(presumed).toEqual([
    'rules of iptables-nft in netns/node1/host come before those of iptables-legacy',
  ]);
});

test('chains that lead to ever more chains end as unknown, not in a walk without end', () => {
  const jumps = Array.from({ length: 40 }, (_, i) => `-A c${i} -j c${i + 1}\n`);
  const save = `*filter
:FORWARD ACCEPT [0:0]
${Array.from({ length: 41 }, (_, i) => `:c${i} - [0:0]\n`).join('')}-A FORWARD -j c0
${jumps.map((jump) => jump + jump).join('')}COMMIT
`;
  const { netns, run } = bench({ 'iptables-save': save });
  expect(run('FORWARD', skb(netns, 'cali1>eth0', PACKET))).toMatchObject({
    kind: 'unknown',
    because: expect.stringMatching(/^more chains than are followed lead to c\d+$/),
  });
});

test('chains nested deeper than any node has them end as unknown', () => {
  const save = `*filter
:FORWARD ACCEPT [0:0]
${Array.from({ length: 2001 }, (_, i) => `:c${i} - [0:0]\n`).join('')}-A FORWARD -j c0
${Array.from({ length: 2000 }, (_, i) => `-A c${i} -j c${i + 1}\n`).join('')}COMMIT
`;
  const { netns, run } = bench({ 'iptables-save': save });
  expect(run('FORWARD', skb(netns, 'cali1>eth0', PACKET))).toEqual({
    kind: 'unknown',
    because: 'more chains than are followed lead to c500',
  });
});

test('a chain that leads back to itself ends as unknown, not in a loop', () => {
  const save = `*filter
:FORWARD ACCEPT [0:0]
:one - [0:0]
:two - [0:0]
-A FORWARD -j one
-A one -g two
-A two -j one
COMMIT
`;
  const { netns, run } = bench({ 'iptables-save': save });
  expect(run('FORWARD', skb(netns, 'cali1>eth0', PACKET))).toEqual({
    kind: 'unknown',
    because: 'chain one leads back to itself: no kernel loads that',
  });
});
