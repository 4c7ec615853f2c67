import { exampleNetwork, readNodes, USUAL_RULES } from '@vethscope/trace/testing';
import { expect, test } from 'vitest';
import { findingsOf } from '../../testing/findingsOf.ts';
import { shadowedRoute } from './shadowedRoute.ts';

/** Lines 9 and on are the routes. */
const node = (routes: string, rules = USUAL_RULES, eth0 = 'BROADCAST,MULTICAST,UP,LOWER_UP') =>
  readNodes({
    gateway: `# ip addr
1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536 qdisc noqueue state UNKNOWN
    link/loopback 00:00:00:00:00:00 brd 00:00:00:00:00:00
    inet 10.99.0.1/32 scope global lo
2: eth0: <${eth0}> mtu 1500 qdisc mq state UP
    inet 10.7.0.1/24 scope global eth0
3: eth1: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc mq state UP
    inet 10.7.0.2/24 scope global eth1
# ip route show table all
${routes}
# ip rule
${rules}
`,
  });

const found = (...of: Parameters<typeof node>) =>
  findingsOf(shadowedRoute, node(...of)).map(({ severity, title }) => [severity, title]);

/** A kernel sends to 10.7.0.9 by eth0, whichever of both is asked: `ip route get 10.7.0.9`. */
const TWO_NICS = `10.7.0.0/24 dev eth0 proto kernel scope link src 10.7.0.1
10.7.0.0/24 dev eth1 proto kernel scope link src 10.7.0.2`;

test('two interfaces in one subnet: the first is always taken', () => {
  expect(findingsOf(shadowedRoute, node(TWO_NICS))).toMatchObject([
    {
      severity: 'info',
      title: '10.7.0.0/24 dev eth1 is never taken: eth0 is in the same subnet',
      subjects: ['if/gateway/host/eth1', 'if/gateway/host/eth0'],
      evidence: [
        { file: 'gateway.txt', line: 10, endLine: 10 },
        { file: 'gateway.txt', line: 11, endLine: 11 },
      ],
    },
  ]);
});

test.each([
  [
    'a dead end with the lower metric',
    'unreachable 10.9.0.0/16 metric 5\n10.9.0.0/16 via 10.7.0.7 dev eth0 metric 100',
    ['warning', '10.9.0.0/16 via 10.7.0.7 dev eth0 is never taken: `unreachable` comes first'],
  ],
  [
    'two routes to one pod',
    '192.168.2.1 dev eth0 scope link\n192.168.2.1 dev eth1 scope link metric 5',
    ['warning', '192.168.2.1/32 dev eth1 is never taken: another route to it comes first'],
  ],
  [
    'a route to an address of its own',
    '10.7.0.2 dev eth0 scope link',
    ['warning', "10.7.0.2/32 dev eth0 is never taken: the address is eth1's own"],
  ],
])('%s', (_, routes, expected) => {
  expect(found(routes)).toEqual([expected]);
});

test.each([
  [
    'a table behind main, which has a default route',
    `${USUAL_RULES}\n40000:\tfrom all lookup 77`,
    40000,
    32766,
  ],
  [
    'main behind a table with a default route',
    `0:\tfrom all lookup local\n100:\tfrom all lookup 77\n32766:\tfrom all lookup main`,
    32766,
    100,
  ],
])('policy rules: %s', (_, rules, hidden, by) => {
  const routes = 'default via 10.7.0.8 dev eth0\nblackhole default table 77';
  expect(found(routes, rules)).toEqual([
    ['info', `Policy rule ${hidden} is never asked: rule ${by} finds a route for every address`],
  ]);
});

test.each([
  [
    'the second default route is a spare',
    'default via 10.7.0.8 dev eth0 metric 100\ndefault via 10.7.0.9 dev eth1 metric 600',
  ],
  [
    'the dead end is the spare',
    '10.9.0.0/16 via 10.7.0.7 dev eth0\nblackhole 10.9.0.0/16 metric 4278198272',
  ],
  [
    'the blackhole holds longer prefixes',
    'blackhole 192.168.2.0/26 proto 80\n192.168.2.1 dev eth1 scope link',
  ],
  [
    'each link has its own',
    '169.254.0.0/16 dev eth0 scope link metric 1002\n169.254.0.0/16 dev eth1 scope link metric 1003',
  ],
  [
    "the other table is another's",
    '10.9.0.0/16 dev eth0 scope link\n10.9.0.0/16 dev eth1 table 77 scope link',
  ],
  [
    'each NIC has a route to the gateway from DHCP, with a metric of its own',
    '10.7.0.8 dev eth0 proto dhcp scope link src 10.7.0.1 metric 100\n10.7.0.8 dev eth1 proto dhcp scope link src 10.7.0.2 metric 600',
  ],
  [
    'an anycast address of the node is announced by others, too',
    '10.99.0.1 via 10.7.0.7 dev eth0 proto bird metric 32',
  ],
  [
    'the first one is dead',
    '10.7.0.0/24 dev eth0 proto kernel scope link src 10.7.0.1 dead linkdown\n10.7.0.0/24 dev eth1 proto kernel scope link src 10.7.0.2',
  ],
])('says nothing where %s', (_, routes) => {
  expect(found(routes)).toEqual([]);
});

test('says nothing where the first interface is down', () => {
  expect(found(TWO_NICS, USUAL_RULES, 'BROADCAST,MULTICAST')).toEqual([]);
});

test('says nothing of a subnet where a rule gives the second interface a table of its own', () => {
  const rules = `0:\tfrom all lookup local\n101:\tfrom 10.7.0.2 lookup 102\n32766:\tfrom all lookup main`;
  expect(found(TWO_NICS, rules)).toEqual([]);
});

test.each([
  ['of some packets alone', '100:\tfrom all fwmark 0x1 lookup 77'],
  ['that passes over default routes', '100:\tfrom all lookup 77 suppress_prefixlength 0'],
  ['of all but some', '100:\tnot from all fwmark 0xca6c lookup 77'],
])('a rule %s hides none', (_, rule) => {
  const rules = `0:\tfrom all lookup local\n${rule}\n32766:\tfrom all lookup main`;
  expect(found('10.9.0.0/16 dev eth0\ndefault via 10.7.0.8 dev eth0 table 77', rules)).toEqual([]);
});

test('cannot tell about own addresses and later rules without policy rules', () => {
  const network = readNodes({
    gateway: `# ip addr
1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536 qdisc noqueue state UNKNOWN
3: eth1: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc mq state UP
    inet 10.7.0.2/24 scope global eth1
# ip route
default via 10.7.0.8 dev eth1
10.7.0.2 dev eth0 scope link
`,
  });
  expect(findingsOf(shadowedRoute, network)).toEqual([]);
});

test.each([
  ['the sample', ['calico-single-node.md']],
  ['two nodes', ['calico-two-nodes/control.tar.gz', 'calico-two-nodes/worker.tar.gz']],
  ['a dual-stack bridge', ['dual-stack-bridge']],
])('says nothing of %s', async (_, paths) => {
  expect(findingsOf(shadowedRoute, await exampleNetwork(...paths))).toEqual([]);
});
