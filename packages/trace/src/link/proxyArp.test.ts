import { describe, expect, it } from 'vitest';
import { readNodes, USUAL_RULES } from '../testing/captures.ts';
import { endWords, send, storyOf, testWalk } from '../testing/frames.ts';
import { packetOf, skbOf } from '../testing/packets.ts';

/*
 * A pod as Calico wires it: its gateway 169.254.1.1 is nobody's address, the host answers for it by
 * proxy ARP. Each case was tried on a real kernel (6.18): whether the pod's neighbour entry got an
 * address.
 */
const NODE = `
# ip -d addr
2: eth1: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 state UP
    link/ether 02:00:00:00:00:01 brd ff:ff:ff:ff:ff:ff
    inet 10.0.0.1/24 scope global eth1
3: cali1@if2: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1450 state UP
    link/ether ee:ee:ee:ee:ee:ee brd ff:ff:ff:ff:ff:ff link-netns pod
    veth
    inet6 fe80::ecee:eeff:feee:eeee/64 scope link
# ip route
default via 10.0.0.2 dev eth1
192.168.1.2 dev cali1 scope link
# ip rule
${USUAL_RULES}
# sysctl -a
net.ipv4.ip_forward = 1
net.ipv4.conf.cali1.forwarding = 1
net.ipv4.conf.cali1.proxy_arp = 1
net.ipv6.conf.cali1.forwarding = 1
# ip netns exec pod ip -d addr
2: eth0@if3: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1450 state UP
    link/ether 02:00:00:00:02:02 brd ff:ff:ff:ff:ff:ff link-netns host-pin
    veth
    inet 192.168.1.2/32 scope global eth0
    inet6 fd00::2/128 scope global
# ip netns exec pod ip route
default via 169.254.1.1 dev eth0
169.254.1.1 dev eth0 scope link
`;

const ask = (text: string, address = '169.254.1.1') => {
  const walk = testWalk(readNodes({ n: text }));
  const source = address.includes(':') ? 'fd00::2' : '192.168.1.2';
  const next = send(walk, 'n/pod/eth0', address, skbOf(packetOf(source, address)));
  return { words: endWords(next), story: storyOf(walk)[0], assumptions: walk.assumptions };
};

const PROXY = 'netns/n/pod: neighbor 169.254.1.1 on eth0 proxy ee:ee:ee:ee:ee:ee';
const OWN = 'netns/n/pod: neighbor 169.254.1.1 on eth0 asked ee:ee:ee:ee:ee:ee';
const NOBODY = 'netns/n/pod: neighbor 169.254.1.1 on eth0 unanswered';
const without = (line: string) => NODE.replace(`${line}\n`, '');
const instead = (line: string, other: string) => NODE.replace(line, other);

describe('who answers for the gateway of a Calico pod', () => {
  it.each([
    ['the host, by proxy ARP', NODE, PROXY],
    ['nobody without proxy_arp', without('net.ipv4.conf.cali1.proxy_arp = 1'), NOBODY],
    [
      'the host where proxy_arp is on for all',
      instead('cali1.proxy_arp = 1', 'all.proxy_arp = 1'),
      PROXY,
    ],
    [
      'nobody where the interface does not forward',
      instead('cali1.forwarding = 1', 'cali1.forwarding = 0'),
      NOBODY,
    ],
    ['nobody without a route', without('default via 10.0.0.2 dev eth1'), NOBODY],
    [
      'nobody where the route leads back',
      instead('default via 10.0.0.2 dev eth1', 'default dev cali1'),
      NOBODY,
    ],
    [
      'the host where it leads back, with proxy_arp_pvlan',
      instead('default via 10.0.0.2 dev eth1', 'default dev cali1').replace(
        'proxy_arp = 1',
        'proxy_arp_pvlan = 1',
      ),
      PROXY,
    ],
    ['the host that has the address, on any device', instead('10.0.0.1/24', '169.254.1.1/32'), OWN],
    [
      'nobody for an address of another device with arp_ignore',
      instead('10.0.0.1/24', '169.254.1.1/32').replace(
        'net.ipv4.ip_forward = 1',
        'net.ipv4.ip_forward = 1\nnet.ipv4.conf.all.arp_ignore = 1',
      ),
      NOBODY,
    ],
    [
      'what its own table has',
      `${NODE}# ip netns exec pod ip neigh\n169.254.1.1 dev eth0 lladdr ee:ee:ee:ee:ee:ee STALE\n`,
      'netns/n/pod: neighbor 169.254.1.1 on eth0 entry ee:ee:ee:ee:ee:ee',
    ],
    [
      'it asks anew where the last answer failed',
      `${NODE}# ip netns exec pod ip neigh\n169.254.1.1 dev eth0 FAILED\n`,
      PROXY,
    ],
  ])('%s', (_who, text, expected) => {
    expect(ask(text).story).toBe(expected);
  });

  it('takes it for granted where the settings were not captured', () => {
    const { story, assumptions } = ask(NODE.replace(/# sysctl -a\n(net.*\n)+/, ''));
    expect(story).toBe(PROXY);
    expect(assumptions).toEqual(['proxy_arp is on for cali1']);
  });

  it('takes proxy_arp_pvlan for off, and says so, where it alone would let the host answer', () => {
    const back = instead('default via 10.0.0.2 dev eth1', 'default dev cali1');
    const byNetconf = back.replace(
      /# sysctl -a\n(net.*\n)+/,
      `# ip netconf
inet cali1 forwarding on rp_filter off mc_forwarding off proxy_neigh on ignore_routes_with_linkdown off
`,
    );
    const { story, assumptions } = ask(byNetconf);
    expect(story).toBe(NOBODY);
    expect(assumptions).toEqual([
      'proxy_arp_pvlan of if/n/host/cali1, which was not captured, is off',
    ]);
  });

  it('comes to nothing where the host does not answer', () => {
    expect(ask(without('net.ipv4.conf.cali1.proxy_arp = 1')).words).toBe(
      "unresolved: nobody on eth0's link answers for 169.254.1.1",
    );
  });

  it('asks for an IPv6 address on the link alone', () => {
    expect(ask(NODE, 'fe80::ecee:eeff:feee:eeee').story).toContain('asked ee:ee:ee:ee:ee:ee');
    const elsewhere = NODE.replace('10.0.0.1/24', 'fd55::1/64').replace('inet fd55', 'inet6 fd55');
    expect(ask(elsewhere, 'fd55::1').story).toContain('unanswered');
  });

  it.each([
    ['a proxy entry and proxy_ndp', ['proxy_ndp = 1'], 'dev cali1 proxy', 'proxy ee:'],
    ['a proxy entry alone', [], 'dev cali1 proxy', 'unanswered'],
  ])('answers NDP for an address with %s', (_what, settings, entry, expected) => {
    const lines = settings.map((setting) => `net.ipv6.conf.cali1.${setting}\n`).join('');
    const text = NODE.replace('# sysctl -a\n', `# sysctl -a\n${lines}`);
    expect(ask(`${text}# ip neigh show proxy\nfd56::9 ${entry}\n`, 'fd56::9').story).toContain(
      expected,
    );
  });

  it('leaves open which addresses are listed as proxied where nobody asked for that', () => {
    const proxying = NODE.replace(
      '# sysctl -a\n',
      '# sysctl -a\nnet.ipv6.conf.cali1.proxy_ndp = 1\n',
    );
    expect(ask(proxying, 'fd56::9').assumptions).toEqual(['cali1 has a proxy entry for fd56::9']);
    const asked = ask(`${proxying}# ip neigh show proxy\nfd56::7 dev cali1 proxy\n`, 'fd56::9');
    expect(asked.story).toContain('unanswered');
    expect(asked.assumptions).toEqual([]);
  });
});
