import { expect, test } from 'vitest';
import { readNodes, USUAL_RULES } from '../testing/captures.ts';
import { endWords, send, testWalk } from '../testing/frames.ts';
import { packetOf, skbOf } from '../testing/packets.ts';

/**
 * A pod asks its host for fd01::1. What becomes of it was asked of Linux 6.18 with iptables-nft and just
 * these rules: connect() times out where nobody answers.
 */
const endOf = (host: string, pod = '') => {
  const text = `
# ip -d addr
5: veth1@if2: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 state UP group default
    link/ether 02:00:00:00:00:01 brd ff:ff:ff:ff:ff:ff link-netns pod
    veth
    inet6 fd01::1/64 scope global
# ip6tables-save
${filter(host)}
# ip netns exec pod ip -d addr
2: eth0@if5: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 state UP group default
    link/ether 02:00:00:00:00:02 brd ff:ff:ff:ff:ff:ff link-netns host-pin
    veth
    inet6 fd01::11/64 scope global
# ip netns exec pod ip -6 rule
${USUAL_RULES}
# ip netns exec pod ip6tables-save
${filter(pod)}`;
  const walk = testWalk(readNodes({ n: text }));
  return endWords(send(walk, 'n/pod/eth0', 'fd01::1', skbOf(packetOf('fd01::11', 'fd01::1'))));
};

const filter = (rules: string) =>
  `*filter\n:INPUT ACCEPT [0:0]\n:FORWARD ACCEPT [0:0]\n:OUTPUT ACCEPT [0:0]\n${rules}COMMIT`;

const ONLY_TCP = (chain: string) => `-A ${chain} -p tcp -j ACCEPT\n-A ${chain} -j DROP\n`;
const NOBODY = "unresolved: nobody on eth0's link answers for fd01::1: ";

test.each([
  ['nothing stops it', '', '', 'receive if/n/host/veth1'],
  [
    'the host takes no ICMPv6',
    ONLY_TCP('INPUT'),
    '',
    `${NOBODY}rule 2 of INPUT in filter drops it (ICMPv6 135 in host on n)`,
  ],
  [
    'the host takes the question and sends no answer',
    ONLY_TCP('OUTPUT'),
    '',
    `${NOBODY}rule 2 of OUTPUT in filter drops it (ICMPv6 136 in host on n)`,
  ],
  [
    'the pod asks nothing',
    '',
    ONLY_TCP('OUTPUT'),
    `${NOBODY}rule 2 of OUTPUT in filter drops it (ICMPv6 135 in pod on n)`,
  ],
  [
    'the pod hears no answer',
    '',
    ONLY_TCP('INPUT'),
    `${NOBODY}rule 2 of INPUT in filter drops it (ICMPv6 136 in pod on n)`,
  ],
  [
    // fd01::1 listens to ff02::1:ff00:1.
    'what the host takes is asked of all that may have the address',
    `-A INPUT -d ff02::1:ff00:1 -p ipv6-icmp -m icmp6 --icmpv6-type 135 -j ACCEPT\n${ONLY_TCP('INPUT')}`,
    '',
    'receive if/n/host/veth1',
  ],
  [
    'neighbour discovery belongs to no connection',
    `-A INPUT -m conntrack --ctstate UNTRACKED -j ACCEPT\n${ONLY_TCP('INPUT')}`,
    '',
    'receive if/n/host/veth1',
  ],
])('%s', (_what, host, pod, expected) => {
  expect(endOf(host, pod)).toBe(expected);
});
