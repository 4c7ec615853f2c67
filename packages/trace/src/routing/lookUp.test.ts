import { describe, expect, test } from 'vitest';
import { ip } from '../testing/addresses.ts';
import { type CapturedNetns, readNetns, readPartly } from '../testing/captures.ts';
import { everyTurn } from '../testing/everyAnswer.ts';
import { packetTo } from '../testing/packets.ts';
import type { RouteAnswer } from './answer.ts';
import { lookUp } from './lookUp.ts';

const ADDR = `# ip addr
1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536 qdisc noqueue state UNKNOWN group default qlen 1000
    link/loopback 00:00:00:00:00:00 brd 00:00:00:00:00:00
    inet 127.0.0.1/8 scope host lo
2: eth0: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc fq state UP group default qlen 1000
    link/ether 02:00:00:00:00:02 brd ff:ff:ff:ff:ff:ff
    inet 10.0.0.1/24 brd 10.0.0.255 scope global eth0
    inet6 fd00::1/64 scope global
3: eth1: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc fq state UP group default qlen 1000
    link/ether 02:00:00:00:00:03 brd ff:ff:ff:ff:ff:ff
    inet 10.1.0.1/24 brd 10.1.0.255 scope global eth1
`;
const RULES = `# ip rule
0:	from all lookup local
32766:	from all lookup main
32767:	from all lookup default
`;
const MAIN = `10.0.0.0/24 dev eth0 proto kernel scope link src 10.0.0.1
10.1.0.0/24 dev eth1 proto kernel scope link src 10.1.0.1
`;

interface Ask {
  readonly from?: string;
  readonly mark?: number;
  readonly iif?: string;
  readonly oif?: string;
}

/** Every way that the capture leaves open: `1 unicast via 10.0.0.9 dev eth0 if …`. */
function routesTo({ network, netns }: CapturedNetns, to: string, ask: Ask = {}): readonly string[] {
  const { from, mark = 0, iif, oif } = ask;
  const inInterface = iif === undefined ? undefined : netns.interfaces.get(iif);
  const outInterface = oif === undefined ? undefined : netns.interfaces.get(oif);
  const turns = everyTurn(network, (walk) =>
    lookUp(walk, netns, {
      ...{ packet: packetTo(to, from), mark },
      ...(from !== undefined && { source: ip(from) }),
      ...(inInterface && { inInterface }),
      ...(outInterface && { outInterface }),
    }),
  );
  return turns.map(({ result, probability, assumptions }) =>
    [`${probability === 1 ? '' : `${probability} `}${textOf(result)}`, ...assumptions].join(' if '),
  );
}

function textOf(answer: RouteAnswer): string {
  const via = 'via' in answer && answer.via ? ` via ${answer.via}` : '';
  const device = 'device' in answer && answer.device ? ` dev ${answer.device.name}` : '';
  const because = 'because' in answer && answer.because ? `: ${answer.because}` : '';
  return `${answer.result}${via}${device}${because}`;
}

describe('`ip route` alone: the local table is made of the addresses', () => {
  const router = readPartly(
    'router',
    `${ADDR}${RULES}# ip route
default via 10.0.0.254 dev eth0
${MAIN}10.9.0.0/16 proto bird
	nexthop via 10.0.0.9 dev eth0 weight 3
	nexthop via 10.1.0.9 dev eth1 weight 1
10.8.0.0/16 via 10.1.0.8 dev eth1 newword 7
blackhole 192.168.2.0/26 proto 80
192.168.2.5 dev eth1 scope link
throw 172.16.0.0/12
`,
  );
  test.each([
    ['10.0.0.1', ['local dev eth0']],
    ['127.3.4.5', ['local dev lo']],
    ['10.0.0.255', ['broadcast dev eth0']],
    ['10.0.0.77', ['unicast dev eth0']],
    ['203.0.113.9', ['unicast via 10.0.0.254 dev eth0']],
    // A nexthop line is a part of the route above it, never a route to "nexthop".
    ['10.9.1.1', ['0.75 unicast via 10.0.0.9 dev eth0', '0.25 unicast via 10.1.0.9 dev eth1']],
    // Words that are not understood leave the destination as it is.
    ['10.8.1.1', ['unicast via 10.1.0.8 dev eth1']],
    ['192.168.2.5', ['unicast dev eth1']],
    ['192.168.2.6', ['blackhole']],
    ['172.16.1.1', ['noRoute']],
  ])('%s: %j', (to, expected) => {
    expect(routesTo(router, to)).toEqual(expected);
  });

  test('leads to the line of the route and to the one of the policy rule', () => {
    const [turn] = everyTurn(router.network, (walk) =>
      lookUp(walk, router.netns, { packet: packetTo('192.168.2.6'), mark: 0 }),
    );
    const { step } = turn?.result ?? {};
    expect(step).toMatchObject({ table: 'main', prefix: '192.168.2.0/26', policyRule: 32766 });
    const route = ADDR.split('\n').length + RULES.split('\n').length + 7;
    expect(step?.evidence.map(({ line }) => line)).toEqual([ADDR.split('\n').length + 2, route]);
  });
});

describe('policy rules', () => {
  const router = readNetns(
    'router',
    `${ADDR}# ip rule
0:	from all lookup local
10:	from all fwmark 0x2/0xf lookup 100
20:	not from 10.0.0.0/24 iif eth1 goto 40
30:	from all iif eth1 prohibit
40:	from 10.1.0.1 lookup 100
50:	from all lookup main suppress_prefixlength 0
60:	from all iif eth0 blackhole
70:	from all iif gone unreachable
80:	not from all iif gone lookup 200
32766:	from all lookup main
# ip route show table all
default via 10.1.0.100 dev eth1 table 100
default via 10.0.0.200 dev eth0 table 200
default via 10.0.0.254 dev eth0
${MAIN}local 10.0.0.1 dev eth0 table local proto kernel scope host src 10.0.0.1
`,
  );
  test.each<readonly [string, string, Ask, string]>([
    ['of tables, the more specific main', '10.1.0.77', {}, 'unicast dev eth1'],
    ['not main’s default', '203.0.113.9', {}, 'unicast via 10.0.0.200 dev eth0'],
    [
      'the mark, by its mask',
      '203.0.113.9',
      { mark: 0x80000012 },
      'unicast via 10.1.0.100 dev eth1',
    ],
    ['the source', '203.0.113.9', { from: '10.1.0.1' }, 'unicast via 10.1.0.100 dev eth1'],
    ['what comes in by eth0', '203.0.113.9', { from: '10.0.0.7', iif: 'eth0' }, 'blackhole'],
    [
      'what comes in by eth1 and is told so',
      '203.0.113.9',
      { from: '10.0.0.7', iif: 'eth1' },
      'prohibit',
    ],
    [
      '`not` and `goto`',
      '203.0.113.9',
      { from: '10.7.0.7', iif: 'eth1' },
      'unicast via 10.0.0.200 dev eth0',
    ],
    ['to an own address', '10.0.0.1', { from: '10.7.0.7', iif: 'eth1' }, 'local dev eth0'],
  ])('%s', (_, to, ask, expected) => {
    expect(routesTo(router, to, ask)).toEqual([expected]);
  });
});

test('rules that go back to one another end as unknown, not in a loop', () => {
  const rules = '# ip rule\n10:\tfrom all goto 20\n20:\tfrom all goto 10\n';
  expect(routesTo(readNetns('router', `${ADDR}${rules}# ip route\n${MAIN}`), '10.0.0.9')).toEqual([
    'unknown: policy rule 20 goes back to 10: no kernel takes that',
  ]);
});

describe('what the capture does not tell', () => {
  test('no policy rules: the usual ones are presumed', () => {
    const router = readNetns('router', `${ADDR}# ip route\n${MAIN}`);
    expect(routesTo(router, '10.0.0.7')).toEqual([
      'unicast dev eth0 if the IPv4 policy rules of netns/router/host, which were not captured, are the usual ones',
    ]);
  });

  test('no routes: nothing is known but what is its own', () => {
    const router = readNetns('router', `${ADDR}${RULES}`);
    expect(routesTo(router, '10.0.0.1')).toEqual(['local dev eth0']);
    expect(routesTo(router, '10.0.0.7')).toEqual([
      'unknown: no IPv4 routes of table main were captured in netns/router/host',
    ]);
  });

  const owner = (rules: string): CapturedNetns =>
    readPartly(
      'router',
      `${ADDR}# ip rule
0:	from all lookup local
${rules}
32766:	from all lookup main
# ip route show table all
default via 10.1.0.100 dev eth1 table 100
10.0.0.0/24 dev eth0
local 10.0.0.1 dev eth0 table local proto kernel scope host src 10.0.0.1
`,
    );

  test('the user who sends is asked for where the table has an answer', () => {
    const router = owner('10:	from all lookup 100 uidrange 1000-1000');
    expect(routesTo(router, '203.0.113.9')).toEqual([
      'noRoute if policy rule 10 of netns/router/host does not match (it asks for a user)',
      'unicast via 10.1.0.100 dev eth1 if policy rule 10 of netns/router/host matches (it asks for a user)',
    ]);
  });

  test('and not where it has none', () => {
    const router = owner('10:	from all lookup 200 uidrange 1000-1000');
    expect(routesTo(router, '10.0.0.7')).toEqual(['unicast dev eth0']);
  });

  test('a rule with words that are not understood', () => {
    const router = owner('10:	from all lookup 100 flavour sour');
    expect(routesTo(router, '203.0.113.9')).toHaveLength(2);
  });

  test('a table of which `ip route` shows nothing', () => {
    const router = readNetns(
      'router',
      `${ADDR}# ip rule
0:	from all lookup local
10:	from all lookup 100
32766:	from all lookup main
# ip route\n${MAIN}`,
    );
    const why = 'no IPv4 routes of table 100 were captured in netns/router/host';
    expect(routesTo(router, '10.0.0.7')).toEqual([
      `unicast dev eth0 if policy rule 10 of netns/router/host leads to no route to 10.0.0.7 (${why})`,
      `unknown: ${why} if policy rule 10 of netns/router/host decides on 10.0.0.7 (${why})`,
    ]);
  });
});

describe('addresses that need no route', () => {
  const router = readNetns('router', `${ADDR}${RULES}# ip route\n${MAIN}`);
  test.each<readonly [string, Ask, string]>([
    ['255.255.255.255', {}, 'noRoute'],
    ['255.255.255.255', { oif: 'eth1' }, 'broadcast dev eth1'],
    ['255.255.255.255', { from: '10.1.0.1' }, 'broadcast dev eth1'],
    ['255.255.255.255', { from: '10.9.9.9', iif: 'eth0' }, 'broadcast dev eth0'],
    ['224.0.0.251', { oif: 'eth0' }, 'multicast dev eth0'],
    ['0.0.0.0', {}, 'local dev lo'],
    ['203.0.113.9', {}, 'noRoute'],
    // Told the interface, the kernel takes it to be on the link.
    ['203.0.113.9', { oif: 'eth1' }, 'unicast dev eth1'],
  ])('%s %j: %s', (to, ask, expected) => {
    expect(routesTo(router, to, ask)).toEqual([expected]);
  });
});

test('127.0.0.1 leaves by a real interface only with route_localnet', () => {
  const text = (value: number): string => `${ADDR}${RULES}# ip route\n${MAIN}
# sysctl net.ipv4.conf.all.route_localnet net.ipv4.conf.eth0.route_localnet
net.ipv4.conf.all.route_localnet = 0
net.ipv4.conf.eth0.route_localnet = ${value}
`;
  const ask = { from: '127.0.0.1' };
  expect(routesTo(readNetns('router', text(1)), '10.0.0.7', ask)).toEqual(['unicast dev eth0']);
  expect(routesTo(readNetns('router', text(0)), '10.0.0.7', ask)).toEqual([
    'noRoute: 127.0.0.1 does not leave by eth0: route_localnet is off',
  ]);
});
