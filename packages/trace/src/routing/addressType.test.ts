import { describe, expect, test } from 'vitest';
import { ip } from '../testing/addresses.ts';
import { type CapturedNetns, readNetns } from '../testing/captures.ts';
import { everyTurn } from '../testing/everyAnswer.ts';
import { type AddressType, addressType, hasAddressType } from './addressType.ts';

const router = readNetns(
  'router',
  `# ip rule
0:	from all lookup local
32766:	from all lookup main
32767:	from all lookup default
# ip -6 rule
0:	from all lookup local
32766:	from all lookup main
# ip addr
1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536 qdisc noqueue state UNKNOWN group default qlen 1000
    inet 127.0.0.1/8 scope host lo
    inet6 ::1/128 scope host
2: eth0: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc fq state UP group default qlen 1000
    inet 10.0.0.1/24 brd 10.0.0.255 scope global eth0
    inet6 fd00::1/64 scope global
    inet6 fe80::ecee:eeff:feee:eeee/64 scope link
3: eth1: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc fq state UP group default qlen 1000
    inet 10.1.0.1/24 brd 10.1.0.255 scope global eth1
    inet6 fe80::ecee:eeff:feee:eeee/64 scope link
# ip route
10.0.0.0/24 dev eth0 proto kernel scope link src 10.0.0.1
blackhole 10.8.0.0/16
# ip -6 route
fd00::/64 dev eth0 proto kernel metric 256 pref medium
`,
);

function limitedTo(
  name: string | undefined,
): ReturnType<CapturedNetns['netns']['interfaces']['get']> {
  return name === undefined ? undefined : router.netns.interfaces.get(name);
}

describe('inet_addr_type()', () => {
  test.each<readonly [string, string | undefined, AddressType]>([
    ['10.0.0.1', undefined, 'LOCAL'],
    ['10.0.0.1', 'eth0', 'LOCAL'],
    // `--limit-iface-in`: only the addresses of that interface.
    ['10.0.0.1', 'eth1', 'UNICAST'],
    ['127.4.4.4', undefined, 'LOCAL'],
    ['10.0.0.255', undefined, 'BROADCAST'],
    ['10.0.0.255', 'eth1', 'UNICAST'],
    ['255.255.255.255', 'eth1', 'BROADCAST'],
    ['0.0.0.0', undefined, 'BROADCAST'],
    ['224.0.0.1', undefined, 'MULTICAST'],
    ['10.0.0.7', undefined, 'UNICAST'],
    ['203.0.113.9', undefined, 'UNICAST'],
    // Only the table `local` is asked.
    ['10.8.0.1', undefined, 'UNICAST'],
  ])('%s, limited to %s: %s', (address, device, expected) => {
    const [turn] = everyTurn(router.network, (walk) =>
      addressType(walk, router.netns, ip(address), limitedTo(device)),
    );
    expect(turn).toEqual({ result: expected, probability: 1, assumptions: [] });
  });
});

describe('xt_addrtype of IPv6: kinds of address all have to hold', () => {
  test.each<readonly [string, readonly AddressType[], string | undefined, boolean]>([
    ['fd00::1', ['LOCAL'], undefined, true],
    ['fd00::1', ['UNICAST'], undefined, true],
    ['fd00::1', ['LOCAL'], 'eth0', true],
    ['fd00::1', ['LOCAL'], 'eth1', false],
    // Two interfaces have it.
    ['fe80::ecee:eeff:feee:eeee', ['LOCAL'], 'eth0', true],
    ['fe80::ecee:eeff:feee:eeee', ['LOCAL'], 'eth1', true],
    ['::1', ['LOCAL'], undefined, true],
    ['fd00::7', ['LOCAL'], undefined, false],
    ['fd00::7', ['UNICAST', 'LOCAL'], undefined, false],
    ['2001:db8::1', ['UNREACHABLE'], undefined, true],
    ['ff02::1', ['MULTICAST'], undefined, true],
    ['ff02::1', ['UNICAST'], undefined, false],
    ['::', ['UNSPEC'], undefined, true],
  ])('%s is %j, limited to %s: %s', (address, types, device, expected) => {
    const [turn] = everyTurn(router.network, (walk) =>
      hasAddressType(walk, router.netns, ip(address), types, limitedTo(device)),
    );
    expect(turn?.result).toBe(expected);
  });
});
