import { describe, expect, it } from 'vitest';
import { readNodes, USUAL_RULES } from '../testing/captures.ts';
import { endWords, send, storyOf, testWalk } from '../testing/frames.ts';
import { packetOf, skbOf } from '../testing/packets.ts';
import { rulesOf } from '../testing/story.ts';
import type { Walk } from '../walk/walk.ts';

/**
 * Each logged rule says what its hook is to see; a Service 10.96.0.1 is the pod b, 10.96.0.2 the pod a.
 */
const NODE = `
# ip -d addr
2: br0: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 state UP
    link/ether 02:00:00:00:00:99 brd ff:ff:ff:ff:ff:ff
    bridge vlan_filtering 0 nf_call_iptables 0 nf_call_ip6tables 0
    inet 10.1.0.1/24 scope global br0
3: va@if2: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 master br0 state UP
    link/ether 02:00:00:00:01:02 brd ff:ff:ff:ff:ff:ff link-netns a
    veth
    bridge_slave state forwarding hairpin off learning on flood on isolated off
4: vb@if2: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1400 master br0 state UP
    link/ether 02:00:00:00:01:03 brd ff:ff:ff:ff:ff:ff link-netns b
    veth
    bridge_slave state forwarding hairpin off learning on flood on isolated off
# ip route
10.1.0.0/24 dev br0 proto kernel scope link src 10.1.0.1
# ip rule
${USUAL_RULES}
# nft list tables
table ip raw
table ip filter
table ip mangle
table ip nat
# iptables-save
*raw
:PREROUTING ACCEPT [0:0]
-A PREROUTING -i br0 -m physdev --physdev-in va -j LOG
COMMIT
*nat
:PREROUTING ACCEPT [0:0]
-A PREROUTING -d 10.96.0.1/32 -p tcp -j DNAT --to-destination 10.1.0.3
-A PREROUTING -d 10.96.0.2/32 -p tcp -j DNAT --to-destination 10.1.0.2
COMMIT
*filter
:FORWARD ACCEPT [0:0]
-A FORWARD -i br0 -o br0 -m physdev --physdev-in va --physdev-out vb --physdev-is-bridged -j LOG
COMMIT
*mangle
:POSTROUTING ACCEPT [0:0]
-A POSTROUTING -o br0 -m physdev --physdev-in va --physdev-out vb --physdev-is-bridged -j LOG
COMMIT
# sysctl -a
net.bridge.bridge-nf-call-iptables = 1
net.ipv4.conf.br0.forwarding = 1
# ip netns exec a ip rule
${USUAL_RULES}
# ip netns exec a sysctl -a
net.ipv4.conf.all.rp_filter = 0
# ip netns exec a ip route
10.1.0.0/24 dev eth0 proto kernel scope link
# ip netns exec a ip -d addr
2: eth0@if3: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 state UP
    link/ether 02:00:00:00:02:02 brd ff:ff:ff:ff:ff:ff link-netns host-pin
    veth
    inet 10.1.0.2/24 scope global eth0
# ip netns exec b ip rule
${USUAL_RULES}
# ip netns exec b sysctl -a
net.ipv4.conf.all.rp_filter = 0
# ip netns exec b ip route
10.1.0.0/24 dev eth0 proto kernel scope link
# ip netns exec b ip -d addr
2: eth0@if4: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 state UP
    link/ether 02:00:00:00:02:03 brd ff:ff:ff:ff:ff:ff link-netns host-pin
    veth
    inet 10.1.0.3/24 scope global eth0
`;

/** The rules of the host that have matched it. */
const rulesSeen = ({ path }: Walk): readonly string[] =>
  path.hops.filter(({ netns }) => netns === 'netns/n/host').flatMap(rulesOf);
const IS_OF_IPTABLES = /: (rule|policy|conntrack|nat)$/;

const sendFromA = (text: string, destination: string, length = 60) => {
  const walk = testWalk(readNodes({ n: text }));
  const nexthop = destination.startsWith('10.96.') ? '10.1.0.1' : destination;
  const packet = packetOf('10.1.0.2', destination, { length });
  const next = send(walk, 'n/a/eth0', nexthop, skbOf(packet));
  const story = storyOf(walk).filter((line) => !IS_OF_IPTABLES.test(line));
  const { assumptions } = walk;
  return { next, words: endWords(next), story, rules: rulesSeen(walk), assumptions };
};

const ALL_HOOKS = [
  'raw PREROUTING 1 continue',
  'raw PREROUTING policy accept',
  'filter FORWARD 1 continue',
  'filter FORWARD policy accept',
  'mangle POSTROUTING 1 continue',
  'mangle POSTROUTING policy accept',
];

describe('iptables and what crosses a bridge', () => {
  it('sees it in PREROUTING, FORWARD and POSTROUTING, as the kernel traces it', () => {
    const { words, rules } = sendFromA(NODE, '10.1.0.3');
    expect(words).toBe('receive if/n/b/eth0');
    expect(rules).toEqual(ALL_HOOKS);
  });

  it('sees in PREROUTING what goes up to the IP layer, which does not show it once more', () => {
    const { next, words, rules } = sendFromA(NODE, '10.1.0.1');
    expect(words).toBe('receive if/n/host/br0');
    if (next.stage !== 'receive') throw new Error(words);
    expect(next.skb.wasPrerouted).toBe(true);
    expect(next.skb.physIn?.name).toBe('va');
    expect(rules).toEqual(ALL_HOOKS.slice(0, 2));
  });

  it('addresses the frame anew where a Service is a pod on the same bridge', () => {
    const { words, story } = sendFromA(NODE, '10.96.0.1');
    expect(words).toBe('receive if/n/b/eth0');
    expect(story.slice(2)).toEqual([
      'netns/n/host: ingress va',
      'netns/n/host: route',
      'netns/n/host: neighbor 10.1.0.3 on br0 asked 02:00:00:00:02:03',
      'netns/n/host: bridge br0: va → vb flooded',
      'netns/n/host: egress vb',
      'netns/n/b: ingress eth0',
    ]);
  });

  it('sends a pod its own Service back only with hairpin', () => {
    expect(sendFromA(NODE, '10.96.0.2').words).toBe(
      'dropped: the bridge br0 does not pass it on: hairpin is off on va',
    );
    const hairpin = NODE.replace('hairpin off', 'hairpin on');
    expect(sendFromA(hairpin, '10.96.0.2').words).toBe('receive if/n/a/eth0');
  });

  it('lets the IP layer have it where that does not forward: it will drop it', () => {
    const { words } = sendFromA(NODE.replace('forwarding = 1', 'forwarding = 0'), '10.96.0.1');
    expect(words).toBe('receive if/n/host/br0');
  });

  it.each([
    [
      'drops in FORWARD',
      ':FORWARD ACCEPT',
      ':FORWARD DROP',
      'dropped: the policy of FORWARD in filter drops it',
    ],
    [
      'rejects in FORWARD',
      '--physdev-is-bridged -j LOG\nCOMMIT\n*mangle',
      '--physdev-is-bridged -j REJECT\nCOMMIT\n*mangle',
      'rejected: rule 1 of FORWARD in filter rejects it',
    ],
    [
      'drops in PREROUTING',
      '--physdev-in va -j LOG\nCOMMIT\n*nat',
      '--physdev-in va -j DROP\nCOMMIT\n*nat',
      'dropped: rule 1 of PREROUTING in raw drops it',
    ],
  ])('%s', (_what, line, other, expected) => {
    expect(sendFromA(NODE.replace(line, other), '10.1.0.3').words).toBe(expected);
  });

  it.each([
    ['nothing where both are off', 'nf-call-iptables = 0', 'nf_call_iptables 0', []],
    ['it where the attribute is on', 'nf-call-iptables = 0', 'nf_call_iptables 1', ALL_HOOKS],
    ['nothing where the module is not loaded', 'nothing = 0', 'nf_call_iptables 1', []],
  ])('sees %s', (_what, sysctl, attribute, expected) => {
    const { rules } = sendFromA(
      NODE.replace('nf-call-iptables = 1', sysctl).replace('nf_call_iptables 0', attribute),
      '10.1.0.3',
    );
    expect(rules).toEqual(expected);
  });

  it('may or may not see it where the sysctl was not captured, and there are rules', () => {
    const unknown = NODE.replace(/^# sysctl -a\n(net.*\n)+/m, '');
    expect(sendFromA(unknown, '10.1.0.3').assumptions).toEqual([
      'iptables sees what crosses the bridge br0 (net.bridge.bridge-nf-call-iptables is on)',
    ]);
    // `ip netconf` tells of interfaces, not of bridges.
    const interfacesAlone = NODE.replace(
      /# sysctl -a\n(net.*\n)+/,
      '# ip netconf\ninet br0 forwarding on rp_filter off \n',
    );
    expect(sendFromA(interfacesAlone, '10.1.0.3').assumptions).toHaveLength(1);
    const noRules = unknown.replace(/^-A .*\n/gm, '');
    expect(sendFromA(noRules, '10.1.0.3').assumptions).toEqual([]);
  });

  it('fragments for a port with a smaller MTU only where iptables sees it', () => {
    const mayFragment = (text: string) => {
      const walk = testWalk(readNodes({ n: text }));
      const packet = packetOf('10.1.0.2', '10.1.0.3', { length: 1405, dontFragment: false });
      return endWords(send(walk, 'n/a/eth0', '10.1.0.3', skbOf(packet)));
    };
    expect(mayFragment(NODE)).toBe('receive if/n/b/eth0');
    expect(mayFragment(NODE.replace('nf-call-iptables = 1', 'nf-call-iptables = 0'))).toContain(
      'dropped: needs fragmentation: 1405 bytes do not fit through vb with an MTU of 1400',
    );
    // A frame that is 4 bytes too long for the port passes where it is not held against its MTU.
    expect(sendFromA(NODE, '10.1.0.3', 1404).words).toContain('dropped: needs fragmentation');
  });
});
