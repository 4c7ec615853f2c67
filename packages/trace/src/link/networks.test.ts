import { describe, expect, it } from 'vitest';
import { readNodes, USUAL_RULES } from '../testing/captures.ts';
import { endWords, send, testWalk } from '../testing/frames.ts';
import { packetOf, skbOf } from '../testing/packets.ts';

/** Nodes on one network outside, 10.0.0.0/24 with the gateway 10.0.0.1, and what hangs on their NICs. */
const nic = (own: number, neighbors: string) => `
# ip -d addr
2: eth1: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 state UP group default
    link/ether 00:15:5d:00:00:0${own} brd ff:ff:ff:ff:ff:ff
    inet 10.0.0.${own}/24 brd 10.0.0.255 scope global eth1
# ip route
default via 10.0.0.254 dev eth1
10.0.0.0/24 dev eth1 proto kernel scope link
# ip rule
${USUAL_RULES}
# ip neigh
${neighbors}
`;
const GATEWAY = '10.0.0.254 dev eth1 lladdr 00:15:5d:00:00:fe REACHABLE';
const two = nic(2, GATEWAY);

const sendFromOne = (nodes: Readonly<Record<string, string>>, nexthop: string, to = nexthop) => {
  const walk = testWalk(readNodes(nodes));
  const next = send(walk, 'one/host/eth1', nexthop, skbOf(packetOf('10.0.0.1', to)));
  return { words: endWords(next), assumptions: walk.assumptions };
};

describe('out by a NIC', () => {
  it('comes in at the captured node that has the MAC address', () => {
    const one = nic(1, '10.0.0.2 dev eth1 lladdr 00:15:5d:00:00:02 STALE');
    expect(sendFromOne({ one, two }, '10.0.0.2')).toEqual({
      words: 'receive if/two/host/eth1',
      assumptions: [],
    });
  });

  it('takes it for granted that equal prefixes are one network where no neighbour entry shows it', () => {
    const { words, assumptions } = sendFromOne({ one: nic(1, GATEWAY), two }, '10.0.0.2');
    expect(words).toBe('receive if/two/host/eth1');
    expect(assumptions).toEqual([
      'eth1 of one and eth1 of two are on one network: both have an address of 10.0.0.0/24',
    ]);
  });

  it.each([
    [
      'the gateway in its table',
      GATEWAY,
      'leavesCapture: out by eth1 towards the gateway 10.0.0.254 (00:15:5d:00:00:fe)',
    ],
    ['no entry', '', 'leavesCapture: out by eth1 towards the gateway 10.0.0.254'],
    [
      'an entry that says that nobody answered',
      '10.0.0.254 dev eth1 FAILED',
      "unresolved: nobody on eth1's link answers for 10.0.0.254: its neighbour entry is FAILED",
    ],
  ])('towards a gateway, with %s', (_what, neighbors, expected) => {
    expect(sendFromOne({ one: nic(1, neighbors), two }, '10.0.0.254', '8.8.8.8').words).toBe(
      expected,
    );
  });

  it('asks nobody for the address of all, which `ip addr add` gives no `brd`', () => {
    // ip addr add 10.0.0.1/24 dev eth1; the kernel: broadcast 10.0.0.255 dev eth1 table local
    const one = nic(1, GATEWAY).replace('brd 10.0.0.255 ', '');
    expect(sendFromOne({ one, two }, '10.0.0.255').words).toBe(
      'leavesCapture: out by eth1 towards 10.0.0.255',
    );
  });

  it('does not fit', () => {
    const walk = testWalk(readNodes({ one: nic(1, GATEWAY) }));
    const packet = packetOf('10.0.0.1', '8.8.8.8', { length: 1501 });
    expect(endWords(send(walk, 'one/host/eth1', '10.0.0.254', skbOf(packet)))).toBe(
      'dropped: needs fragmentation: 1501 bytes do not fit through eth1 with an MTU of 1500',
    );
  });
});

describe('what sits on a NIC', () => {
  // Not in the kernel of the lab: after 8021q, bonding and ipip of 6.12's source.
  const vlan = (own: number) => `
# ip -d addr
2: eth1: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 state UP group default
    link/ether 00:15:5d:00:00:0${own} brd ff:ff:ff:ff:ff:ff
3: eth1.100@eth1: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 state UP group default
    link/ether 00:15:5d:00:00:0${own} brd ff:ff:ff:ff:ff:ff
    vlan protocol 802.1Q id 100 <REORDER_HDR>
    inet 10.0.0.${own}/24 scope global eth1.100
`;
  it('a VLAN reaches the same VLAN of another node', () => {
    const walk = testWalk(readNodes({ one: vlan(1), two: vlan(2) }));
    const packet = packetOf('10.0.0.1', '10.0.0.2');
    expect(endWords(send(walk, 'one/host/eth1.100', '10.0.0.2', skbOf(packet)))).toBe(
      'receive if/two/host/eth1.100',
    );
  });

  const bond = (own: number) => `
# ip -d addr
2: eth1: <BROADCAST,MULTICAST,SLAVE,UP,LOWER_UP> mtu 1500 master bond0 state UP group default
    link/ether 00:15:5d:00:00:0${own} brd ff:ff:ff:ff:ff:ff
3: bond0: <BROADCAST,MULTICAST,MASTER,UP,LOWER_UP> mtu 1500 state UP group default
    link/ether 00:15:5d:00:00:0${own} brd ff:ff:ff:ff:ff:ff
    bond mode active-backup active_slave eth1
    inet 10.0.0.${own}/24 scope global bond0
`;
  it('a bond reaches the bond of another node', () => {
    const walk = testWalk(readNodes({ one: bond(1), two: bond(2) }));
    const packet = packetOf('10.0.0.1', '10.0.0.2');
    expect(endWords(send(walk, 'one/host/bond0', '10.0.0.2', skbOf(packet)))).toBe(
      'receive if/two/host/bond0',
    );
  });

  const macvlans = `
# ip -d addr
2: eth1: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 state UP group default
    link/ether 00:15:5d:00:00:01 brd ff:ff:ff:ff:ff:ff
    inet 10.0.0.1/24 scope global eth1
3: mac0@eth1: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 state UP group default
    link/ether 02:00:00:00:03:01 brd ff:ff:ff:ff:ff:ff
    macvlan mode bridge
    inet 10.0.0.11/24 scope global mac0
4: mac1@eth1: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 state UP group default
    link/ether 02:00:00:00:03:02 brd ff:ff:ff:ff:ff:ff
    macvlan mode bridge
    inet 10.0.0.12/24 scope global mac1
# ip neigh
10.0.0.1 dev mac0 lladdr 00:15:5d:00:00:01 PERMANENT
10.0.0.12 dev mac0 lladdr 02:00:00:00:03:02 PERMANENT
`;
  it.each([
    ['its sibling', '10.0.0.12', 'receive if/one/host/mac1'],
    [
      'not the device that it sits on',
      '10.0.0.1',
      'dropped: a macvlan cannot reach the device that it sits on: eth1',
    ],
  ])('a macvlan reaches %s', (_what, nexthop, expected) => {
    const walk = testWalk(readNodes({ one: macvlans }));
    const packet = packetOf('10.0.0.11', nexthop);
    expect(endWords(send(walk, 'one/host/mac0', nexthop, skbOf(packet)))).toBe(expected);
  });

  const device = (flags: string, details: string) => `
# ip -d addr
2: x0: <${flags}> mtu 1500 state UNKNOWN group default
    link/none
    ${details}
    inet 10.9.0.1/24 scope global x0
`;
  it.each([
    [
      'BROADCAST,NOARP,UP,LOWER_UP',
      'dummy',
      'dropped: x0 is a device of type dummy: it sends nothing anywhere',
    ],
    ['POINTOPOINT,NOARP,UP,LOWER_UP', 'wireguard', 'leavesCapture: into the WireGuard tunnel x0'],
    ['POINTOPOINT,NOARP,UP,LOWER_UP', 'tun type tun', 'leavesCapture: into the program behind x0'],
    ['POINTOPOINT,NOARP', 'wireguard', 'dropped: x0 is down'],
    [
      'POINTOPOINT,NOARP,UP,LOWER_UP',
      'gre remote 10.0.0.2 local 10.0.0.1',
      'undecided: x0 is a tunnel of type gre: what it does with a packet is not followed',
    ],
  ])('%s %s: %s', (flags, details, expected) => {
    const walk = testWalk(readNodes({ one: device(flags, details) }));
    const packet = packetOf('10.9.0.1', '10.9.0.2');
    expect(endWords(send(walk, 'one/host/x0', '10.9.0.2', skbOf(packet)))).toBe(expected);
  });
});
