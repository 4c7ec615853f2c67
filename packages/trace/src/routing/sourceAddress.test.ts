import { describe, expect, test } from 'vitest';
import { ip } from '../testing/addresses.ts';
import { type CapturedNetns, readNetns } from '../testing/captures.ts';
import { everyTurn } from '../testing/everyAnswer.ts';
import { packetTo } from '../testing/packets.ts';
import { routeLocalPacket } from './routeLocalPacket.ts';
import { sourceForInterface } from './sourceAddress.ts';

/** `10.0.0.1 by eth0`: what a process here sends with, and where it goes. */
function sends(
  { network, netns }: CapturedNetns,
  to: string,
  protocol = 'tcp',
  from?: string,
): readonly string[] {
  const query = {
    ...{ packet: packetTo(to, from, { protocol }), mark: 0 },
    ...(from !== undefined && { source: ip(from) }),
  };
  return everyTurn(network, (walk) => routeLocalPacket(walk, netns, query)).map(({ result }) => {
    const { answer, source } = result;
    const device = 'device' in answer ? answer.device?.name : answer.result;
    return `${source} by ${device}`;
  });
}

const RULES = `# ip rule
0:	from all lookup local
32766:	from all lookup main
32767:	from all lookup default
# ip -6 rule
0:	from all lookup local
32766:	from all lookup main
`;

describe('IPv4', () => {
  const router = readNetns(
    'router',
    `${RULES}# ip addr
1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536 qdisc noqueue state UNKNOWN group default qlen 1000
    inet 127.0.0.1/8 scope host lo
    inet 10.255.0.1/32 scope global lo
2: eth0: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc fq state UP group default qlen 1000
    inet 10.0.0.1/24 brd 10.0.0.255 scope global eth0
    inet 10.0.0.2/24 brd 10.0.0.255 scope global secondary eth0
    inet 10.7.0.1/24 brd 10.7.0.255 scope global eth0
3: tun0: <POINTOPOINT,UP,LOWER_UP> mtu 1500 qdisc fq state UP group default qlen 1000
4: eth2: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc fq state UP group default qlen 1000
    inet 169.254.7.1/24 scope link eth2
    inet 10.2.0.1/24 scope global eth2
# ip route
default via 10.7.0.254 dev eth0
10.0.0.0/24 dev eth0 proto kernel scope link src 10.0.0.1
10.3.0.0/16 dev eth0 scope link src 10.0.0.2
10.4.0.0/16 dev tun0 scope link
10.5.0.0/16 dev eth2 scope link
10.6.0.0/16 via 10.2.0.9 dev eth2
`,
  );
  test.each([
    ['in the subnet of the gateway', '203.0.113.9', '10.7.0.1 by eth0'],
    ['of the route', '10.0.0.77', '10.0.0.1 by eth0'],
    ['of the route, also a secondary one', '10.3.0.1', '10.0.0.2 by eth0'],
    ['of another interface, lo first', '10.4.0.1', '10.255.0.1 by tun0'],
    ['of scope link, on the link', '10.5.0.1', '169.254.7.1 by eth2'],
    ['not of scope link, beyond a gateway', '10.6.0.1', '10.2.0.1 by eth2'],
    ['the address itself', '10.7.0.1', '10.7.0.1 by eth0'],
    ['of this host', '127.0.0.5', '127.0.0.1 by lo'],
  ])('%s', (_, to, expected) => {
    expect(sends(router, to)).toEqual([expected]);
  });

  test('of the sender, who can only have one of the namespace', () => {
    expect(sends(router, '203.0.113.9', 'tcp', '10.2.0.1')).toEqual(['10.2.0.1 by eth0']);
    expect(sends(router, '203.0.113.9', 'tcp', '10.9.9.9')).toEqual(['10.9.9.9 by noRoute']);
  });

  test.each([
    ['eth0', '10.7.0.9', '10.7.0.1'],
    ['eth0', '192.0.2.1', '10.0.0.1'],
    ['tun0', '192.0.2.1', '10.255.0.1'],
    ['eth2', '192.0.2.1', '10.2.0.1'],
  ])('MASQUERADE by %s to the next hop %s takes %s', (name, nexthop, expected) => {
    const device = router.netns.interfaces.get(name);
    const step = device && sourceForInterface(router.netns, device, ip(nexthop));
    expect(step?.address).toBe(expected);
  });
});

test('connect() looks up again with the source that it has found; sending alone does not', () => {
  const router = readNetns(
    'router',
    `# ip rule
0:	from all lookup local
100:	from 10.0.0.1 lookup 100
32766:	from all lookup main
# ip addr
2: eth0: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc fq state UP group default qlen 1000
    inet 10.0.0.1/24 brd 10.0.0.255 scope global eth0
3: eth1: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc fq state UP group default qlen 1000
    inet 10.1.0.1/24 brd 10.1.0.255 scope global eth1
# ip route show table all
default via 10.1.0.254 dev eth1 table 100
default via 10.0.0.254 dev eth0
local 10.0.0.1 dev eth0 table local proto kernel scope host src 10.0.0.1
local 10.1.0.1 dev eth1 table local proto kernel scope host src 10.1.0.1
`,
  );
  expect(sends(router, '203.0.113.9', 'tcp')).toEqual(['10.0.0.1 by eth1']);
  expect(sends(router, '203.0.113.9', 'icmp')).toEqual(['10.0.0.1 by eth0']);
});

describe('IPv6: RFC 6724, 10.2 and what Linux makes of it', () => {
  const router = readNetns(
    'router',
    `${RULES}# ip addr
1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536 qdisc noqueue state UNKNOWN group default qlen 1000
    inet6 ::1/128 scope host
2: eth0: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc fq state UP group default qlen 1000
    inet6 2001:db8:1::dead/64 scope global deprecated
    inet6 2001:db8:1::2/64 scope global
    inet6 fd00:1::2/64 scope global
    inet6 fe80::2/64 scope link
3: eth1: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc fq state UP group default qlen 1000
    inet6 2001:db8:3::3/64 scope global tentative
    inet6 2001:db8:4::3/64 scope global
    inet6 fe80::3/64 scope link
# ip -6 route
2001:db8:1::/64 dev eth0 proto kernel metric 256 pref medium
2001:db8:5::/64 via 2001:db8:1::9 dev eth0 src 2001:db8:1::dead metric 1024 pref medium
fd00::/16 via fd00:1::9 dev eth0 metric 1024 pref medium
default via fe80::9 dev eth1 metric 1024 pref medium
fe80::/64 dev eth1 proto kernel metric 256 pref medium
`,
  );
  test.each([
    ['the address itself', '2001:db8:1::2', '2001:db8:1::2 by eth0'],
    ['not a deprecated one', '2001:db8:1::77', '2001:db8:1::2 by eth0'],
    ['of the route', '2001:db8:5::1', '2001:db8:1::dead by eth0'],
    ['with the same label', 'fd00:7::1', 'fd00:1::2 by eth0'],
    [
      'of the outgoing interface, not one that is still tentative',
      '2600::1',
      '2001:db8:4::3 by eth1',
    ],
    ['of the link, for what is on it', 'fe80::77', 'fe80::3 by eth1'],
  ])('%s', (_, to, expected) => {
    expect(sends(router, to)).toEqual([expected]);
  });
});
