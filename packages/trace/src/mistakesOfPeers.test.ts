import { buildTopology } from '@vethscope/model';
import { readSnapshot } from '@vethscope/parsers';
import { describe, expect, test } from 'vitest';
import { answerTrace } from './answerTrace.ts';
import { indexNetwork } from './network/network.ts';
import type { Branch } from './trace.ts';

/**
 * What other tools that follow packets through rules get wrong, one scenario each. All ask what
 * becomes of a TCP packet that a host sends to 10.1.0.9, port 80, behind its eth1: without rules it
 * leaves. (That a browser hangs on a large node is layout's to avoid: pods are closed there.)
 */

/** Rules of one table as iptables-save prints them; chains that rules name are there. */
function table(name: 'filter' | 'nat' | 'mangle', ...rules: string[]): string {
  const own = new Set(rules.flatMap((rule) => /^-A (\w+)/.exec(rule)?.[1] ?? []));
  const builtIn = ['PREROUTING', 'INPUT', 'FORWARD', 'OUTPUT', 'POSTROUTING'].filter((chain) =>
    name === 'filter' ? !chain.includes('ROUTING') : name === 'mangle' || chain !== 'FORWARD',
  );
  return [
    `*${name}`,
    ...builtIn.map((chain) => `:${chain} ACCEPT [0:0]`),
    ...[...own].filter((chain) => !builtIn.includes(chain)).map((chain) => `:${chain} - [0:0]`),
    ...rules,
    'COMMIT',
    '',
  ].join('\n');
}

const FILES = {
  ip_addr_show: `1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536 qdisc noqueue state UNKNOWN group default
    link/loopback 00:00:00:00:00:00 brd 00:00:00:00:00:00
    inet 127.0.0.1/8 scope host lo
2: eth1: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc mq state UP group default
    link/ether 00:15:5d:00:00:01 brd ff:ff:ff:ff:ff:ff
    inet 10.1.0.1/24 brd 10.1.0.255 scope global eth1
`,
  ip_rule_show:
    '0:\tfrom all lookup local\n32766:\tfrom all lookup main\n32767:\tfrom all lookup default\n',
  ip_neigh_show: [7, 8, 9]
    .map((n) => `10.1.0.${n} dev eth1 lladdr 00:15:5d:00:01:0${n} REACHABLE\n`)
    .join(''),
  nft_list_tables: 'table ip filter\n',
  ipset_list: `Name: servers
Type: hash:ip
Revision: 6
Header: family inet hashsize 1024 maxelem 65536
Size in memory: 200
References: 1
Number of entries: 1
Members:
10.1.0.9
`,
};
const ROUTES = '10.1.0.0/24 dev eth1 proto kernel scope link src 10.1.0.1\n';
const LOCAL = 'local 10.1.0.1 dev eth1 table local proto kernel scope host src 10.1.0.1\n';

function branchesOf(
  rules: string,
  { to = '10.1.0.9', routes = '' }: { readonly to?: string; readonly routes?: string } = {},
): readonly Branch[] {
  const texts = {
    ...FILES,
    'iptables-save': rules,
    ip_route_show_table_all: ROUTES + routes + LOCAL,
  };
  const files = Object.entries(texts).map(([path, text]) => ({ path, text }));
  const snapshot = readSnapshot([{ name: 'gw', files, diagnostics: [] }]);
  const network = indexNetwork(snapshot, buildTopology(snapshot));
  const answer = answerTrace(network, { from: 'gw', to, proto: 'tcp', dport: 80 });
  if (answer.kind === 'problem') throw new Error(answer.message);
  return answer.trace.branches;
}

function dispositionsOf(...question: Parameters<typeof branchesOf>): readonly string[] {
  return branchesOf(...question).map(({ disposition }) => disposition);
}

/** As the kernel's own trace lists them: `filter OUTPUT 1 drop`. */
function walkOf(branch: Branch | undefined): readonly string[] {
  return (branch?.hops ?? []).flatMap(({ steps }) =>
    steps.flatMap((step) => {
      if (step.kind === 'rule') return `${step.table} ${step.chain} ${step.rule} ${step.verdict}`;
      return step.kind === 'policy' ? `${step.table} ${step.chain} policy ${step.verdict}` : [];
    }),
  );
}

test('without rules it leaves, and nothing is taken for granted', () => {
  const [branch, ...others] = branchesOf(table('filter'));
  expect(branch).toMatchObject({ disposition: 'leavesCapture', probability: 1, assumptions: [] });
  expect(others).toEqual([]);
});

describe('"!" ignored', () => {
  test.each([
    '! -s 10.1.0.1/32',
    '! -d 10.1.0.9/32',
    '! -o eth1',
    '! -p tcp',
    '-p tcp -m tcp ! --dport 80',
    '-p tcp -m multiport ! --dports 80,443',
    '-p tcp -m tcp ! --tcp-flags FIN,SYN,RST,ACK SYN',
    '-m mark ! --mark 0x0',
    '-m conntrack ! --ctstate NEW',
    '-m addrtype ! --dst-type UNICAST',
    '-m iprange ! --dst-range 10.1.0.5-10.1.0.20',
    '-m set ! --match-set servers dst',
  ])('%s -j DROP drops nothing here; without "!" it does', (match) => {
    expect(dispositionsOf(table('filter', `-A OUTPUT ${match} -j DROP`))).toEqual([
      'leavesCapture',
    ]);
    const plain = match.replace('! ', '');
    expect(dispositionsOf(table('filter', `-A OUTPUT ${plain} -j DROP`))).toEqual(['dropped']);
  });
});

describe('goto read as jump', () => {
  const after = ['-A OUTPUT -j DROP', '-A picky -j RETURN'];

  test('from a chain that was gone to, nothing comes back to the rule after the goto', () => {
    const [branch] = branchesOf(table('filter', '-A OUTPUT -g picky', ...after));
    expect(branch?.disposition).toBe('leavesCapture');
    expect(walkOf(branch)).toEqual([
      'filter OUTPUT 1 goto picky',
      'filter picky 1 return',
      'filter OUTPUT policy accept',
    ]);
  });

  test('from one that was jumped to it does', () => {
    const [branch] = branchesOf(table('filter', '-A OUTPUT -j picky', ...after));
    expect(branch?.disposition).toBe('dropped');
    expect(walkOf(branch)).toEqual([
      'filter OUTPUT 1 jump picky',
      'filter picky 1 return',
      'filter OUTPUT 2 drop',
    ]);
  });

  test('a goto below a jump comes back to the jump', () => {
    const [branch] = branchesOf(
      table(
        'filter',
        '-A OUTPUT -j outer',
        '-A OUTPUT -p tcp -j DROP',
        '-A outer -g inner',
        '-A outer -j ACCEPT',
        '-A inner -p udp -j ACCEPT',
      ),
    );
    expect(walkOf(branch)).toEqual([
      'filter OUTPUT 1 jump outer',
      'filter outer 1 goto inner',
      'filter OUTPUT 2 drop',
    ]);
  });
});

describe('a port range that cannot be read takes the whole ruleset with it', () => {
  test.each([
    ['-p tcp -m tcp --dport 80:90', 'dropped'],
    ['-p tcp -m tcp --dport 81:90', 'leavesCapture'],
    ['-p tcp -m multiport --dports 22,70:80', 'dropped'],
    ['-p tcp -m tcp --sport 1024:65535', 'dropped'],
  ])('%s -j DROP: %s', (match, expected) => {
    expect(dispositionsOf(table('filter', `-A OUTPUT ${match} -j DROP`))).toEqual([expected]);
  });

  test('the rules beside one with a range that nobody understands stay', () => {
    const [branch, ...others] = branchesOf(
      table(
        'filter',
        '-A OUTPUT -p udp -m udp --dport 53:many -j ACCEPT',
        '-A OUTPUT -p tcp -m tcp --dport 80 -j DROP',
      ),
    );
    expect(others).toEqual([]);
    expect(walkOf(branch)).toEqual(['filter OUTPUT 2 drop']);
  });
});

describe('marks of 0x80000000 and above are negative numbers', () => {
  test.each([
    ['0x80000000/0x80000000', '0x80000000/0x80000000', 'dropped'],
    ['0xffffffff', '0xffff0000/0xffff0000', 'dropped'],
    ['0x7fffffff/0x7fffffff', '0x80000000/0x80000000', 'leavesCapture'],
  ])('set %s, asked for %s: %s', (set, asked, expected) => {
    const rules = [
      `-A OUTPUT -j MARK --set-xmark ${set}`,
      `-A OUTPUT -m mark --mark ${asked} -j DROP`,
    ];
    expect(dispositionsOf(table('filter', ...rules))).toEqual([expected]);
  });
});

describe('a target that changes the packet ends its way', () => {
  test('MARK goes on to the next rule', () => {
    const [branch] = branchesOf(
      table('filter', '-A OUTPUT -j MARK --set-xmark 0x1/0xffffffff', '-A OUTPUT -j DROP'),
    );
    expect(walkOf(branch)).toEqual(['filter OUTPUT 1 continue', 'filter OUTPUT 2 drop']);
  });

  test('DNAT accepts in nat alone: filter sees the new destination', () => {
    const [branch] = branchesOf(
      table('nat', '-A OUTPUT -d 10.1.0.9/32 -j DNAT --to-destination 10.1.0.8') +
        table('filter', '-A OUTPUT -d 10.1.0.8/32 -j DROP'),
    );
    expect(branch?.disposition).toBe('dropped');
    expect(walkOf(branch)).toEqual(['nat OUTPUT 1 accept', 'filter OUTPUT 1 drop']);
  });

  test('SNAT gives the packet that leaves another source', () => {
    const [branch] = branchesOf(
      table('nat', '-A POSTROUTING -o eth1 -j SNAT --to-source 10.1.0.50'),
    );
    const egress = branch?.hops.flatMap(({ steps }) =>
      steps.flatMap((step) => (step.kind === 'egress' ? step.packet.source : [])),
    );
    expect(egress).toEqual(['10.1.0.50']);
  });
});

describe('matches on state always true', () => {
  test('statistic is a branch each, with its probability', () => {
    const branches = branchesOf(
      table('filter', '-A OUTPUT -m statistic --mode random --probability 0.25 -j DROP'),
    );
    const chances = branches.map(({ disposition, probability }) => [disposition, probability]);
    expect(chances.toSorted()).toEqual([
      ['dropped', 0.25],
      ['leavesCapture', 0.75],
    ]);
  });

  test('the first packet of a connection is not ESTABLISHED', () => {
    const [branch] = branchesOf(
      table(
        'filter',
        '-A OUTPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT',
        '-A OUTPUT -j DROP',
      ),
    );
    expect(walkOf(branch)).toEqual(['filter OUTPUT 2 drop']);
  });
});

describe('an unknown match empties the ruleset', () => {
  test('its rule may match or not, the others stay', () => {
    const branches = branchesOf(
      table(
        'filter',
        '-A OUTPUT -m u32 --u32 "0x0&0xffff=0x1" -j ACCEPT',
        '-A OUTPUT -p tcp -m tcp --dport 80 -j DROP',
      ),
    );
    expect(branches.map(({ disposition }) => disposition).toSorted()).toEqual([
      'dropped',
      'leavesCapture',
    ]);
    for (const { assumptions, probability } of branches) {
      expect(assumptions).toEqual([expect.stringContaining('rule 1 of OUTPUT')]);
      expect(probability).toBeNull();
    }
  });
});

describe('a set that was not captured has nothing in it', () => {
  test.each(['-m set --match-set gone dst', '-m set ! --match-set gone dst'])(
    '%s: nobody can tell',
    (match) => {
      const branches = branchesOf(table('filter', `-A OUTPUT ${match} -j DROP`));
      expect(branches.map(({ disposition }) => disposition).toSorted()).toEqual([
        'dropped',
        'leavesCapture',
      ]);
      for (const { assumptions } of branches) expect(assumptions).toHaveLength(1);
    },
  );
});

describe('routes misread', () => {
  /** By which next hops it goes, each with its chance in all. */
  function gateways(routes: string): Readonly<Record<string, number>> {
    const chances: Record<string, number> = {};
    for (const { hops, probability } of branchesOf(table('filter'), { to: '10.9.0.1', routes })) {
      for (const step of hops.flatMap(({ steps }) => steps)) {
        if (step.kind !== 'route') continue;
        const via = step.via ?? step.result;
        chances[via] = (chances[via] ?? 0) + (probability ?? 0);
      }
    }
    return chances;
  }

  test('a line "nexthop" is a route to a host of that name', () => {
    const routes =
      '10.9.0.0/16\n\tnexthop via 10.1.0.8 dev eth1 weight 1\n\tnexthop via 10.1.0.7 dev eth1 weight 3\n';
    expect(gateways(routes)).toEqual({ '10.1.0.7': 0.75, '10.1.0.8': 0.25 });
  });

  test('a word that is not known is the destination from there on', () => {
    expect(gateways('10.9.0.0/16 via 10.1.0.8 dev eth1 shiny new\n')).toEqual({ '10.1.0.8': 1 });
  });
});
