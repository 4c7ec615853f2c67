import { describe, expect, test } from 'vitest';
import { type CapturedNetns, readNetns } from '../testing/captures.ts';
import { everyTurn } from '../testing/everyAnswer.ts';
import { packetTo } from '../testing/packets.ts';
import { routeInput } from './routeInput.ts';

const ADDR = `# ip addr
1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536 qdisc noqueue state UNKNOWN group default qlen 1000
    inet 127.0.0.1/8 scope host lo
2: eth0: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc fq state UP group default qlen 1000
    inet 10.0.0.1/24 brd 10.0.0.255 scope global eth0
3: eth1: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc fq state UP group default qlen 1000
    inet 10.1.0.1/24 brd 10.1.0.255 scope global eth1
# ip rule
0:	from all lookup local
32766:	from all lookup main
32767:	from all lookup default
# ip route
10.0.0.0/24 dev eth0 proto kernel scope link src 10.0.0.1
10.1.0.0/24 dev eth1 proto kernel scope link src 10.1.0.1
`;

/** `ip netconf` of eth0, and the settings of `all`. */
function router(
  filter: 'off' | 'strict' | 'loose',
  forwarding = 'on',
  addresses = ADDR,
): CapturedNetns {
  const line = (name: string, rp: string): string =>
    `inet ${name} forwarding ${forwarding} rp_filter ${rp} mc_forwarding off proxy_neigh off ignore_routes_with_linkdown off `;
  return readNetns(
    'router',
    `${addresses}# ip netconf
${line('eth0', filter)}
${line('eth1', 'off')}
${line('all', 'off')}
# sysctl -a
net.ipv4.conf.all.accept_local = 0
net.ipv4.conf.eth0.accept_local = 0
net.ipv4.conf.all.route_localnet = 0
net.ipv4.conf.eth0.route_localnet = 0
`,
  );
}

/** What becomes of a packet that comes in by eth0. */
function arriving(
  { network, netns }: CapturedNetns,
  from: string,
  to: string,
  mark = 0,
): readonly string[] {
  const inInterface = netns.interfaces.get('eth0');
  if (!inInterface) throw new Error('no eth0');
  const skb = { packet: packetTo(to, from), mark, inInterface, packetType: 'unicast' } as const;
  return everyTurn(network, (walk) => routeInput(walk, netns, skb)).map(
    ({ result, assumptions }) => {
      const text = result.kind === 'routed' ? result.answer.result : result.step.reason;
      return [text, ...assumptions].join(' if ');
    },
  );
}

describe('a source that another interface leads back to', () => {
  const reason = 'the way back to 10.1.0.7 is eth1, not eth0 (rp_filter is strict)';
  test.each([
    ['off', 'local'],
    ['loose', 'local'],
    ['strict', reason],
  ] as const)('rp_filter %s: %s', (filter, expected) => {
    expect(arriving(router(filter), '10.1.0.7', '10.0.0.1')).toEqual([expected]);
  });
});

describe('a source whose way back was not captured', () => {
  const unknown = '(no IPv4 routes of table main were captured in netns/router/host)';
  const passes = `local if rp_filter of if/router/host/eth0 is content with the way back to 10.1.0.7 ${unknown}`;
  const fails = `the way back to 10.1.0.7 is not eth0 (rp_filter is on) if rp_filter of if/router/host/eth0 is not content with the way back to 10.1.0.7 ${unknown}`;
  test.each([
    ['off', ['local']],
    ['loose', [passes, fails]],
    ['strict', [passes, fails]],
  ] as const)('rp_filter %s', (filter, expected) => {
    const withoutRoutes = ADDR.replace(/# ip route[\s\S]*/, '');
    expect(arriving(router(filter, 'on', withoutRoutes), '10.1.0.7', '10.0.0.1')).toEqual(expected);
  });
});

describe('a source that no route leads back to', () => {
  const reason = 'there is no route back to 203.0.113.9 (rp_filter is on)';
  test.each([
    ['off', 'local'],
    ['loose', reason],
    ['strict', reason],
  ] as const)('rp_filter %s: %s', (filter, expected) => {
    expect(arriving(router(filter), '203.0.113.9', '10.0.0.1')).toEqual([expected]);
  });
});

test.each([
  ['10.0.0.7', '10.0.0.1', 'local'],
  ['10.0.0.7', '10.1.0.7', 'unicast'],
  ['10.0.0.7', '10.0.0.255', 'broadcast'],
  ['10.0.0.7', '255.255.255.255', 'broadcast'],
  ['0.0.0.0', '255.255.255.255', 'broadcast'],
  ['0.0.0.0', '10.0.0.1', '0.0.0.0 only sends to 255.255.255.255'],
  ['10.0.0.7', '0.0.0.1', '0.0.0.1 is no address to send to'],
  ['224.0.0.1', '10.0.0.1', '224.0.0.1 is no address to send from'],
  ['127.0.0.1', '10.0.0.1', '127.0.0.1 does not come in by eth0: route_localnet is off'],
  ['10.0.0.7', '127.0.0.1', '127.0.0.1 does not come in by eth0: route_localnet is off'],
  [
    '10.1.0.1',
    '10.0.0.1',
    '10.1.0.1 is an address of eth1 here: nobody else sends from it (accept_local is off)',
  ],
])('from %s to %s: %s', (from, to, expected) => {
  expect(arriving(router('off'), from, to)).toEqual([expected]);
});

test('without forwarding a packet for somebody else ends here', () => {
  expect(arriving(router('off', 'off'), '10.0.0.7', '10.1.0.7')).toEqual([
    'forwarding is off for what comes in by eth0',
  ]);
  expect(arriving(router('off', 'off'), '10.0.0.7', '10.0.0.1')).toEqual(['local']);
});

describe('IPv6', () => {
  const router = readNetns(
    'router',
    `# ip addr
2: eth0: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc fq state UP group default qlen 1000
    inet6 fd00::1/64 scope global
3: eth1: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc fq state UP group default qlen 1000
    inet6 fd00:1::1/64 scope global
# ip -6 rule
0:	from all lookup local
32766:	from all lookup main
# ip -6 route
fd00::/64 dev eth0 proto kernel metric 256 pref medium
fd00:1::/64 dev eth1 proto kernel metric 256 pref medium
# sysctl net.ipv6.conf.all.forwarding
net.ipv6.conf.all.forwarding = 1
`,
  );
  test.each([
    // It has no rp_filter.
    ['2001:db8::7', 'fd00::1', 'local'],
    ['fd00:1::7', 'fd00:1::8', 'unicast'],
    ['ff02::1', 'fd00::1', 'ff02::1 is no address to send from'],
    ['::1', 'fd00::1', '::1 never comes in by an interface'],
    ['fe80::7', 'fd00::1', 'local'],
    ['fe80::7', 'fd00:1::8', 'fe80::7 means something on its own link alone: it is not forwarded'],
  ])('from %s to %s: %s', (from, to, expected) => {
    expect(arriving(router, from, to)).toEqual([expected]);
  });
});

describe('settings that were not captured', () => {
  const router = readNetns('router', ADDR);
  test('are not asked for where they do not matter', () => {
    expect(arriving(router, '10.0.0.7', '10.0.0.1')).toEqual(['local']);
  });
  test('rp_filter is where it decides', () => {
    expect(arriving(router, '10.1.0.7', '10.0.0.1')).toEqual([
      'local if rp_filter of if/router/host/eth0, which was not captured, is not strict',
      'the way back to 10.1.0.7 is eth1, not eth0 (rp_filter is strict) if rp_filter of if/router/host/eth0, which was not captured, is strict',
    ]);
  });
  test('forwarding is for packets to others', () => {
    expect(arriving(router, '10.0.0.7', '10.1.0.7')).toEqual([
      'unicast if IPv4 forwarding of netns/router/host, which was not captured, is on',
      'IPv4 forwarding is taken to be off if IPv4 forwarding of netns/router/host, which was not captured, is off',
    ]);
  });

  /** What carries mark 7 goes by eth1 wherever it goes. */
  const byMark = (settings: string): CapturedNetns =>
    readNetns(
      'router',
      `${ADDR.replace('32766:', '100:	from all fwmark 0x7 lookup 7\n32766:')}# ip route show table 7
10.0.0.0/24 dev eth1 scope link
# ip netconf
inet eth0 forwarding on rp_filter strict mc_forwarding off proxy_neigh off ignore_routes_with_linkdown off
inet all forwarding on rp_filter strict mc_forwarding off proxy_neigh off ignore_routes_with_linkdown off
${settings}`,
    );
  const eth0 = 'src_valid_mark of if/router/host/eth0, which was not captured, is off';
  const elsewhere = 'the way back to 10.0.0.7 is eth1, not eth0 (rp_filter is strict)';
  const all = (value: number) => `# sysctl net.ipv4.conf.all.src_valid_mark
net.ipv4.conf.all.src_valid_mark = ${value}
`;
  test.each([
    ['nothing is said of it', '', 0x7, `local if ${eth0}`],
    ['it is off for `all`', all(0), 0x7, `local if ${eth0} as the one of \`all\``],
    ['it is on for `all`', all(1), 0x7, elsewhere],
    ['the packet has no mark', '', 0, 'local'],
  ])(
    'src_valid_mark is where a policy rule goes by the mark: %s',
    (_where, settings, mark, expected) => {
      expect(arriving(byMark(settings), '10.0.0.7', '10.0.0.1', mark)).toEqual([expected]);
    },
  );
});
