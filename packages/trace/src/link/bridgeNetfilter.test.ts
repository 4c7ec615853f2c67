import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Hook, HookVerdict } from '../netfilter/runHook.ts';
import type { Namespace } from '../network/network.ts';
import { readNodes, USUAL_RULES } from '../testing/captures.ts';
import { endWords, ip, packetOf, send, skbOf, startWalk, storyOf } from '../testing/frames.ts';
import type { Skb } from '../walk/skb.ts';
import type { Walk } from '../walk/walk.ts';

/** What iptables is shown, and what it does: a Service 10.96.0.1 is the pod b, 10.96.0.2 the pod a. */
const seen: string[] = [];
const verdicts = new Map<Hook, HookVerdict>();
vi.mock('../netfilter/runHook.ts', () => ({
  runHook: (_walk: Walk, _netns: Namespace, hook: Hook, skb: Skb): HookVerdict => {
    const { inInterface, outInterface, physIn, physOut, isBridged } = skb;
    const devices = Object.entries({ in: inInterface, out: outInterface, physIn, physOut });
    const words = devices.flatMap(([key, device]) => (device ? [`${key} ${device.name}`] : []));
    seen.push([hook, ...words, ...(isBridged ? ['bridged'] : [])].join(' '));
    const pods = new Map([
      [ip('10.96.0.1'), ip('10.1.0.3')],
      [ip('10.96.0.2'), ip('10.1.0.2')],
    ]);
    const pod = pods.get(skb.packet.destination);
    if (hook === 'PREROUTING' && pod) skb.packet = { ...skb.packet, destination: pod };
    return verdicts.get(hook) ?? { kind: 'accept' };
  },
}));

beforeEach(() => {
  seen.length = 0;
  verdicts.clear();
});

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
# iptables-save
*filter
:FORWARD DROP [0:0]
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

const sendFromA = (text: string, destination: string, length = 60) => {
  const walk = startWalk(readNodes({ n: text }));
  const nexthop = destination.startsWith('10.96.') ? '10.1.0.1' : destination;
  const packet = packetOf('10.1.0.2', destination, { length });
  const next = send(walk, 'n/a/eth0', nexthop, skbOf(packet));
  return { next, words: endWords(next), story: storyOf(walk), assumptions: walk.assumptions };
};

describe('iptables and what crosses a bridge', () => {
  it('sees it in PREROUTING, FORWARD and POSTROUTING, as the kernel traces it', () => {
    expect(sendFromA(NODE, '10.1.0.3').words).toBe('receive if/n/b/eth0');
    expect(seen).toEqual([
      'PREROUTING in br0 physIn va',
      'FORWARD in br0 out br0 physIn va physOut vb bridged',
      'POSTROUTING in br0 out br0 physIn va physOut vb bridged',
    ]);
  });

  it('sees in PREROUTING what goes up to the IP layer, which does not show it once more', () => {
    const { next, words } = sendFromA(NODE, '10.1.0.1');
    expect(words).toBe('receive if/n/host/br0');
    if (next.stage !== 'receive') throw new Error(words);
    expect(next.skb.wasPrerouted).toBe(true);
    expect(next.skb.physIn?.name).toBe('va');
    expect(seen).toEqual(['PREROUTING in br0 physIn va']);
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

  it.each<[string, Hook, HookVerdict, string]>([
    [
      'drops in FORWARD',
      'FORWARD',
      { kind: 'drop', because: 'policy DROP' },
      'dropped: policy DROP',
    ],
    ['rejects', 'FORWARD', { kind: 'reject', because: 'rule 1' }, 'rejected: rule 1'],
    ['drops in PREROUTING', 'PREROUTING', { kind: 'drop', because: 'rule 2' }, 'dropped: rule 2'],
  ])('%s', (_what, hook, verdict, expected) => {
    verdicts.set(hook, verdict);
    expect(sendFromA(NODE, '10.1.0.3').words).toBe(expected);
  });

  it.each([
    ['both are off', 'nf-call-iptables = 0', 'nf_call_iptables 0', 0],
    ['the attribute is on', 'nf-call-iptables = 0', 'nf_call_iptables 1', 3],
    ['the module is not loaded', 'nothing = 0', 'nf_call_iptables 1', 0],
  ])('is asked %s times where %s', (_what, sysctl, attribute, hooks) => {
    sendFromA(
      NODE.replace('nf-call-iptables = 1', sysctl).replace('nf_call_iptables 0', attribute),
      '10.1.0.3',
    );
    expect(seen).toHaveLength(hooks);
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
    const noRules = unknown.replace(':FORWARD DROP [0:0]', ':FORWARD ACCEPT [0:0]');
    expect(sendFromA(noRules, '10.1.0.3').assumptions).toEqual([]);
  });

  it('fragments for a port with a smaller MTU only where iptables sees it', () => {
    const mayFragment = (text: string) => {
      const walk = startWalk(readNodes({ n: text }));
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
