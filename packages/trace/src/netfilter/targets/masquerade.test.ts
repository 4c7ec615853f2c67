import { expect, test } from 'vitest';
import { ip } from '../../testing/addresses.ts';
import { bench, skb } from '../testing/bench.ts';

/** Asked on Linux 6.18, with `conntrack -L`. */
const LINKS = `1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536 qdisc noqueue state UNKNOWN group default qlen 1000
    link/loopback 00:00:00:00:00:00 brd 00:00:00:00:00:00
    inet 127.0.0.1/8 scope host lo
       valid_lft forever preferred_lft forever
2: cali9: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc noqueue state UP group default
    link/ether ee:ee:ee:ee:ee:ee brd ff:ff:ff:ff:ff:ff
3: dmy: <BROADCAST,NOARP,UP,LOWER_UP> mtu 1500 qdisc noqueue state UNKNOWN group default
    link/ether 02:00:00:00:00:03 brd ff:ff:ff:ff:ff:ff
    inet 169.254.5.5/32 scope link dmy
       valid_lft forever preferred_lft forever
4: ethR: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc noqueue state UP group default
    link/ether 02:00:00:00:00:04 brd ff:ff:ff:ff:ff:ff
    inet 172.16.9.9/24 scope global ethR
       valid_lft forever preferred_lft forever
    inet 172.17.9.9/24 scope global ethR
       valid_lft forever preferred_lft forever
    inet 172.17.9.10/24 scope global secondary ethR
       valid_lft forever preferred_lft forever
`;
const SAVE = `*nat
:PREROUTING ACCEPT [0:0]
:POSTROUTING ACCEPT [0:0]
-A POSTROUTING -j MASQUERADE
COMMIT
`;

test.each([
  // The primary address in the next hop's subnet.
  ['>ethR', '172.17.9.1', '172.17.9.9'],
  ['>ethR', '172.16.9.1', '172.16.9.9'],
  // In none: the interface's first.
  ['>ethR', '10.8.0.1', '172.16.9.9'],
  // An interface without any, as Calico's: the first global address of another.
  ['>cali9', '10.7.0.2', '172.16.9.9'],
])('%s to %s leaves as %s', (way, to, from) => {
  const { netns, run } = bench({ ip_addr: LINKS, 'iptables-save': SAVE });
  const sent = skb(netns, way, `udp 10.9.9.9:4000 > ${to}:53`);
  run('OUTPUT', sent);
  run('POSTROUTING', sent);
  expect(sent.packet).toMatchObject({ source: from, sourcePort: 4000 });
});

test('IPv6: the address that fits the destination, not the next hop', () => {
  const links = `1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536 qdisc noqueue state UNKNOWN group default qlen 1000
    link/loopback 00:00:00:00:00:00 brd 00:00:00:00:00:00
    inet 127.0.0.1/8 scope host lo
       valid_lft forever preferred_lft forever
2: eth0: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc noqueue state UP group default
    link/ether 02:00:00:00:00:02 brd ff:ff:ff:ff:ff:ff
    inet6 fd00::1/64 scope global
       valid_lft forever preferred_lft forever
    inet6 fe80::2/64 scope link
       valid_lft forever preferred_lft forever
`;
  const { netns, run } = bench({ ip_addr: links, 'ip6tables-save': SAVE });
  const sent = skb(netns, '>eth0', 'udp [fd77::1]:4000 > [fd99::7]:53', { nexthop: ip('fe80::1') });
  run('OUTPUT', sent);
  run('POSTROUTING', sent);
  expect(sent.packet).toMatchObject({ source: 'fd00::1' });
});
