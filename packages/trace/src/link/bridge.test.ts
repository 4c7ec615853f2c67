import { describe, expect, it } from 'vitest';
import { deviceOf, readNodes, USUAL_RULES } from '../testing/captures.ts';
import { endWords, follow, send, storyOf, testWalk } from '../testing/frames.ts';
import { packetOf, skbOf } from '../testing/packets.ts';

/*
 * Three pods on one bridge; every outcome was seen on a real kernel (6.18) with the same set-up.
 *
 *   a 10.1.0.2 ── va ┐
 *   b 10.1.0.3 ── vb ┼ br0 10.1.0.1
 *   c 10.1.0.4 ── vc ┘
 */
const port = (index: number, pod: string, mac: string, more = 'hairpin off isolated off') =>
  `${index}: v${pod}@if2: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 master br0 state UP
    link/ether ${mac} brd ff:ff:ff:ff:ff:ff link-netns ${pod}
    veth
    bridge_slave state forwarding ${more} learning on flood on`;
const pod = (name: string, index: number, mac: string, address: string) => `
# ip netns exec ${name} ip -d addr
2: eth0@if${index}: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 state UP
    link/ether ${mac} brd ff:ff:ff:ff:ff:ff link-netns host-pin
    veth
    inet ${address}/24 brd 10.1.0.255 scope global eth0
# ip netns exec ${name} ip route
10.1.0.0/24 dev eth0 proto kernel scope link src ${address}
default via 10.1.0.1 dev eth0
# ip netns exec ${name} ip rule
${USUAL_RULES}
# ip netns exec ${name} sysctl -a
net.ipv4.conf.all.rp_filter = 0`;

const NODE = `
# ip -d addr
2: br0: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 state UP
    link/ether 02:00:00:00:00:99 brd ff:ff:ff:ff:ff:ff
    bridge vlan_filtering 0 nf_call_iptables 0 nf_call_ip6tables 0
    inet 10.1.0.1/24 brd 10.1.0.255 scope global br0
${port(3, 'a', '02:00:00:00:01:02')}
${port(4, 'b', '02:00:00:00:01:03')}
${port(5, 'c', '02:00:00:00:01:04')}
# ip route
10.1.0.0/24 dev br0 proto kernel scope link src 10.1.0.1
# ip rule
${USUAL_RULES}
# ip netns list
a (id: 0)
b (id: 1)
c (id: 2)
# sysctl -a
net.bridge.bridge-nf-call-iptables = 0
net.ipv4.ip_forward = 1
# bridge fdb
02:00:00:00:00:99 dev br0 master br0 permanent
02:00:00:00:02:02 dev va master br0
02:00:00:00:01:02 dev va master br0 permanent
02:00:00:00:01:03 dev vb master br0 permanent
02:00:00:00:01:04 dev vc master br0 permanent
${pod('a', 3, '02:00:00:00:02:02', '10.1.0.2')}
${pod('b', 4, '02:00:00:00:02:03', '10.1.0.3')}
${pod('c', 5, '02:00:00:00:02:04', '10.1.0.4')}
`;

const arrive = (text: string, by: string, nexthop: string, source = '10.1.0.2') => {
  const walk = testWalk(readNodes({ n: text }));
  const next = send(walk, by, nexthop, skbOf(packetOf(source, nexthop)));
  return { words: endWords(next), story: storyOf(walk), assumptions: walk.assumptions };
};

describe('a bridge', () => {
  it('floods to the pod that nobody has learned, and knows the way back', () => {
    const walk = testWalk(readNodes({ n: NODE }));
    const there = send(walk, 'n/b/eth0', '10.1.0.4', skbOf(packetOf('10.1.0.3', '10.1.0.4')));
    const back = send(walk, 'n/c/eth0', '10.1.0.3', skbOf(packetOf('10.1.0.4', '10.1.0.3')));
    expect([there, back].map(endWords)).toEqual(['receive if/n/c/eth0', 'receive if/n/b/eth0']);
    expect(storyOf(walk)).toEqual([
      'netns/n/b: neighbor 10.1.0.4 on eth0 asked 02:00:00:00:02:04',
      'netns/n/b: egress eth0',
      'netns/n/host: ingress vb',
      'netns/n/host: bridge br0: vb → va vc flooded',
      'netns/n/host: egress vc',
      'netns/n/c: ingress eth0',
      // It was asked by it before.
      'netns/n/c: neighbor 10.1.0.3 on eth0 entry 02:00:00:00:02:03',
      'netns/n/c: egress eth0',
      'netns/n/host: ingress vc',
      'netns/n/host: bridge br0: vc → vb known',
      'netns/n/host: egress vb',
      'netns/n/b: ingress eth0',
    ]);
    expect(walk.assumptions).toEqual([]);
  });

  it('hands what is for its own address to the IP layer', () => {
    expect(arrive(NODE, 'n/a/eth0', '10.1.0.1')).toEqual({
      words: 'receive if/n/host/br0',
      story: [
        'netns/n/a: neighbor 10.1.0.1 on eth0 asked 02:00:00:00:00:99',
        'netns/n/a: egress eth0',
        'netns/n/host: ingress va',
        'netns/n/host: bridge br0: va → br0 own',
      ],
      assumptions: [],
    });
  });

  it('sends from its own interface to the port that has learned the address', () => {
    expect(arrive(NODE, 'n/host/br0', '10.1.0.2', '10.1.0.1').story).toContain(
      'netns/n/host: bridge br0: br0 → va known',
    );
  });

  const neighbor = (mac: string) =>
    `${NODE}\n# ip netns exec a ip neigh\n10.1.0.1 dev eth0 lladdr ${mac} PERMANENT\n`;
  it.each([
    ['of the bridge', '02:00:00:00:00:99', 'receive if/n/host/br0'],
    ['of the port of arrival', '02:00:00:00:01:02', 'receive if/n/host/br0'],
    [
      'of another port',
      '02:00:00:00:01:03',
      'dropped: the frame is for 02:00:00:00:01:03, and br0 is 02:00:00:00:00:99',
    ],
    [
      'of nobody',
      '02:00:00:00:09:09',
      'dropped: the bridge br0 does not pass it on: behind no port of br0 but va is anybody with 02:00:00:00:09:09',
    ],
  ])('takes a frame for the MAC address %s: %s', (_whose, mac, expected) => {
    expect(arrive(neighbor(mac), 'n/a/eth0', '10.1.0.1').words).toBe(expected);
  });

  it.each([
    ['a static entry for the wrong port', '02:00:00:00:02:04 dev vb master br0 static', 'is for'],
    ['a permanent entry: it goes up', '02:00:00:00:02:04 dev vb master br0 permanent', 'is for'],
  ])('believes %s', (_what, entry, expected) => {
    const text = NODE.replace('# bridge fdb\n', `# bridge fdb\n${entry}\n`);
    expect(arrive(text, 'n/a/eth0', '10.1.0.4').words).toContain(expected);
  });

  it('does not believe what it had learned when the owner has answered from elsewhere', () => {
    const stale = NODE.replace(
      '# bridge fdb\n',
      '# bridge fdb\n02:00:00:00:02:04 dev vb master br0\n',
    );
    expect(arrive(stale, 'n/a/eth0', '10.1.0.4').words).toBe('receive if/n/c/eth0');
  });

  it('keeps isolated ports apart, and lets others and itself talk to them', () => {
    const isolated = NODE.replace(/(v[ab]@[\s\S]*?)isolated off/g, '$1isolated on');
    expect(arrive(isolated, 'n/a/eth0', '10.1.0.3').words).toBe(
      "unresolved: nobody on eth0's link answers for 10.1.0.3",
    );
    expect(arrive(isolated, 'n/a/eth0', '10.1.0.4').words).toBe('receive if/n/c/eth0');
    expect(arrive(isolated, 'n/a/eth0', '10.1.0.1').words).toBe('receive if/n/host/br0');
  });

  it('asks nobody behind a port that takes no broadcasts, but for the bridge itself', () => {
    const deaf = NODE.replace(/(vb@[\s\S]*?flood on)/, '$1 bcast_flood off');
    expect(arrive(deaf, 'n/a/eth0', '10.1.0.3').words).toBe(
      "unresolved: nobody on eth0's link answers for 10.1.0.3",
    );
    expect(arrive(deaf, 'n/host/br0', '10.1.0.3', '10.1.0.1').words).toBe('receive if/n/b/eth0');
    expect(arrive(deaf, 'n/b/eth0', '10.1.0.2', '10.1.0.3').words).toBe('receive if/n/a/eth0');
  });

  it('takes nothing from a port that is not forwarding', () => {
    const blocked = NODE.replace(/(va@[\s\S]*?state) forwarding/, '$1 blocking');
    expect(arrive(blocked, 'n/a/eth0', '10.1.0.3').words).toContain('unresolved');
    const known = blocked.concat(
      '\n# ip netns exec a ip neigh\n10.1.0.3 dev eth0 lladdr 02:00:00:00:02:03 STALE\n',
    );
    expect(arrive(known, 'n/a/eth0', '10.1.0.3').words).toBe(
      'dropped: the bridge br0 does not pass it on: va is blocking',
    );
  });

  it('says what it takes for granted of ports without details', () => {
    const plain = NODE.replaceAll('ip -d addr', 'ip addr').replaceAll(
      /\n {4}(bridge_slave|bridge|veth)\b.*/g,
      '',
    );
    const { words, assumptions } = arrive(plain, 'n/a/eth0', '10.1.0.4');
    expect(words).toBe('receive if/n/c/eth0');
    expect(assumptions.join('\n')).toContain(
      'br0 forwards between its ports as a bridge does by default (its details were not captured)',
    );
  });

  it.each([
    [1404, 'receive if/n/b/eth0'],
    [1405, 'dropped: eth0 takes no frame of 1405 bytes: its MTU is 1400'],
  ])(
    'brings a packet of %i bytes to a pod with an MTU of 1400: a tag has always room',
    (length, expected) => {
      const small = NODE.replace(
        '2: eth0@if4: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500',
        '2: eth0@if4: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1400',
      );
      const walk = testWalk(readNodes({ n: small }));
      const next = send(
        walk,
        'n/a/eth0',
        '10.1.0.3',
        skbOf(packetOf('10.1.0.2', '10.1.0.3', { length })),
      );
      expect(endWords(next)).toBe(expected);
    },
  );

  it.each([
    ['a pod on the link', '10.1.0.4', 'receive if/n/c/eth0'],
    ['elsewhere: by the gateway', '8.8.8.8', 'receive if/n/host/br0'],
  ])('takes a packet from a pod that was not captured, to %s', (_where, to, expected) => {
    const walk = testWalk(readNodes({ n: NODE }));
    const port = deviceOf(walk.network, 'n/host/vb');
    walk.path.enter(port.netns);
    const skb = skbOf(packetOf('10.1.0.3', to));
    expect(endWords(follow(walk, { stage: 'input', interface: port, skb }))).toBe(expected);
  });
});

/* After br_vlan.c of 6.12: the kernel of the lab has no VLAN filtering. */
describe('a bridge that filters by VLAN', () => {
  const filtering = NODE.replace('vlan_filtering 0', 'vlan_filtering 1')
    .replace(/# bridge fdb\n(.*\n)+?\n/, '\n')
    .concat(`# bridge vlan
port              vlan-id
va                10 PVID Egress Untagged
vb                10 PVID Egress Untagged
vc                20 PVID Egress Untagged
br0               10 PVID Egress Untagged
`);
  it('joins the ports of one VLAN', () => {
    const { words, story } = arrive(filtering, 'n/a/eth0', '10.1.0.3');
    expect(words).toBe('receive if/n/b/eth0');
    expect(story).toContain('netns/n/host: bridge br0: va → vb flooded vlan 10');
    expect(arrive(filtering, 'n/a/eth0', '10.1.0.1').words).toBe('receive if/n/host/br0');
  });

  it.each([
    ['of another VLAN', filtering],
    [
      'that takes no untagged frames',
      filtering.replace('va                10 PVID', 'va                10'),
    ],
  ])('keeps a port %s apart', (_which, text) => {
    expect(arrive(text, 'n/a/eth0', '10.1.0.4').words).toBe(
      "unresolved: nobody on eth0's link answers for 10.1.0.4",
    );
  });

  it('says what it takes for granted where the VLANs were not captured', () => {
    const unknown = filtering.replace(/# bridge vlan\n(.*\n)+/, '');
    const { words, assumptions } = arrive(unknown, 'n/a/eth0', '10.1.0.4');
    expect(words).toBe('receive if/n/c/eth0');
    expect(assumptions).toEqual(['the VLANs of br0 let it through (they were not captured)']);
  });
});
