import { expect, test } from 'vitest';
import { bench, skb } from './testing/bench.ts';

/** As iptables-nft-save 1.8.9 prints a table in which FORWARD alone has a rule. */
const SAVED = `*filter
:INPUT ACCEPT [0:0]
:FORWARD ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
[0:0] -A FORWARD -p udp -j DROP
COMMIT
`;
const LISTED = `table ip filter {
	chain FORWARD {
		type filter hook forward priority filter; policy accept;
		meta l4proto 17 counter packets 0 bytes 0 drop
	}
}
`;
const ONLY_NAMES = 'table ip filter\n';

test.each([
  ['nft lists the table without it', { nft_list_ruleset: LISTED }, []],
  [
    'only the table’s name was listed',
    { nft_list_tables: ONLY_NAMES },
    ['filter INPUT policy accept'],
  ],
  ['nft was not asked', {}, ['filter INPUT policy accept']],
])('a built-in chain without rules that the kernel need not have: %s', (_, nft, steps) => {
  const on = bench({ 'iptables-nft-save': SAVED, ...nft });
  on.run('INPUT', skb(on.netns, 'eth0>', 'tcp 10.0.0.7:4000 > 10.0.0.1:80'));
  expect(on.trace()).toEqual(steps);
});

test('one that has rules, or drops what comes to it, is there whatever nft lists', () => {
  const on = bench({
    'iptables-nft-save': SAVED.replace(':INPUT ACCEPT', ':INPUT DROP').replace(
      '-A FORWARD',
      '-A OUTPUT',
    ),
    nft_list_ruleset: LISTED,
  });
  on.run('INPUT', skb(on.netns, 'eth0>', 'tcp 10.0.0.7:4000 > 10.0.0.1:80'));
  on.run('OUTPUT', skb(on.netns, '>eth0', 'udp 10.0.0.1:4000 > 10.0.0.7:53'));
  expect(on.trace()).toEqual(['filter INPUT policy drop', 'filter OUTPUT 1 drop']);
});
