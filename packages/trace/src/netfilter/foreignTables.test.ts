import { describe, expect, test } from 'vitest';
import type { Namespace } from '../network/network.ts';
import { type Outputs, readPartly } from '../testing/captures.ts';
import type { Choices } from '../walk/choices.ts';
import { foreignTables, passForeignTables } from './foreignTables.ts';

const RULESET = `
table ip filter {
	chain FORWARD {
		type filter hook forward priority filter; policy drop;
	}
}
table inet firewalld {
	chain filter_INPUT {
		type filter hook input priority filter + 10; policy accept;
		reject with icmpx admin-prohibited
	}
	chain filter_OUTPUT {
		type filter hook output priority filter + 10; policy accept;
	}
	chain filter_FORWARD {
		type filter hook forward priority filter + 10; policy drop;
	}
}
table ip6 edge {
	chain in {
		type filter hook input priority filter; policy accept;
		drop
	}
}
table ip parked {
	flags dormant
	chain in {
		type filter hook input priority filter; policy drop;
	}
}
table bridge filter {
	chain forward {
		type filter hook forward priority filter; policy accept;
		ether saddr 0a:58:0a:55:00:02 drop
	}
}
table netdev edge {
	chain in {
		type filter hook ingress device "eth0" priority -500; policy accept;
		ip saddr 203.0.113.0/24 drop
	}
}
`;

const hostOf = (files: Outputs): Namespace => readPartly('a', files).netns;

describe('the tables that a packet meets besides those of iptables', () => {
  const netns = hostOf({ nft_list_ruleset: RULESET });

  test.each([
    // Of iptables' own table `ip filter` nothing is said here.
    [4, 'input', ['inet firewalld']],
    [6, 'input', ['inet firewalld', 'ip6 edge']],
    // Without a rule and with policy accept nothing can happen.
    [4, 'output', []],
    // Without a rule, but policy drop.
    [4, 'forward', ['inet firewalld']],
    [4, 'prerouting', []],
    ['bridge', 'forward', ['bridge filter']],
    ['device', 'ingress', ['netdev edge']],
  ] as const)('family or layer %s, hook %s', (layer, hook, expected) => {
    const found = foreignTables(netns, layer, hook);
    expect(found.map(({ family, name }) => `${family} ${name}`)).toEqual(expected);
  });
});

/** Answers all questions alike, and notes them. */
function asking(netns: Namespace, answer: 'yes' | 'no', hook: 'input' | 'output') {
  const asked: string[] = [];
  const presumed: string[] = [];
  const choices: Choices = {
    ask({ ifYes, ifNo }) {
      asked.push(answer === 'yes' ? ifYes : ifNo);
      return answer === 'yes';
    },
    draw: () => 0,
    presume: (assumption) => presumed.push(assumption),
  };
  return { verdict: passForeignTables(choices, netns, 4, hook), asked, presumed };
}

describe('whether they let a packet pass is not known', () => {
  const host = hostOf({ nft_list_ruleset: RULESET });

  test('either they do', () => {
    const { verdict, asked, presumed } = asking(host, 'yes', 'input');
    expect(verdict).toEqual({ kind: 'accept' });
    expect(asked).toEqual([
      'the nft table inet firewalld of netns/a/host lets it pass as it is (its rules are not judged)',
    ]);
    expect(presumed).toEqual([]);
  });

  test('or what becomes of it is open', () => {
    expect(asking(host, 'no', 'input').verdict).toEqual({
      kind: 'unknown',
      because: 'the nft table inet firewalld of netns/a/host may drop, reject or change it',
    });
  });

  test('not asked where a table has nothing to say', () => {
    expect(asking(host, 'no', 'output')).toMatchObject({ verdict: { kind: 'accept' }, asked: [] });
  });

  test('of a name alone it is asked at every hook', () => {
    const named = hostOf({ nft_list_tables: 'table ip filter\ntable inet firewalld\n' });
    expect(asking(named, 'yes', 'output').asked).toHaveLength(1);
  });

  test('where nobody asked nft, there are taken to be none, and that is said', () => {
    const typed = hostOf({ ip_route_show: 'default via 10.0.0.1 dev eth0\n' });
    expect(asking(typed, 'no', 'input')).toEqual({
      verdict: { kind: 'accept' },
      asked: [],
      presumed: [
        'nftables of netns/a/host was not captured: it has no tables but those of iptables',
      ],
    });
  });
});
