import { describe, expect, it } from 'vitest';
import { namespaceOf, readNodes } from '../testing/captures.ts';
import { endWords, follow, send, storyOf, testWalk } from '../testing/frames.ts';
import { packetOf, skbOf } from '../testing/packets.ts';
import type { Skb } from '../walk/skb.ts';
import { decapsulate } from './decapsulate.ts';

/** Calico's tunnel between two nodes, as its neighbour and FDB entries have it. */
const node = (own: number, other: number) => `
# ip -d addr
2: eth1: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 state UP
    link/ether 00:15:5d:00:00:0${own} brd ff:ff:ff:ff:ff:ff
    inet 10.0.0.${own}/24 scope global eth1
4: vxlan.calico: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1450 state UNKNOWN
    link/ether 66:00:00:00:04:0${own} brd ff:ff:ff:ff:ff:ff
    vxlan id 4096 local 10.0.0.${own} dev eth1 srcport 0 0 dstport 4789 nolearning ttl auto ageing 300
    inet 192.168.${own}.0/32 scope global vxlan.calico
# ip route
192.168.${other}.0/26 via 192.168.${other}.0 dev vxlan.calico onlink
# ip neigh
192.168.${other}.0 dev vxlan.calico lladdr 66:00:00:00:04:0${other} PERMANENT
10.0.0.${other} dev eth1 lladdr 00:15:5d:00:00:0${other} REACHABLE
# bridge fdb
66:00:00:00:04:0${other} dev vxlan.calico dst 10.0.0.${other} self permanent
`;
const NODES = { one: node(1, 2), two: node(2, 1) };
const PACKET = packetOf('192.168.1.5', '192.168.2.5', { length: 100 });

const enterTunnel = (nodes: Readonly<Record<string, string>>, skb: Partial<Skb> = {}) => {
  const walk = testWalk(readNodes(nodes));
  return { walk, next: send(walk, 'one/host/vxlan.calico', '192.168.2.0', skbOf(PACKET, skb)) };
};

describe('a packet through a VXLAN tunnel', () => {
  it('goes as UDP to the VTEP that the FDB names, with the mark that it has', () => {
    const { walk, next } = enterTunnel(NODES, { mark: 0x77 });
    expect(storyOf(walk)).toEqual([
      'netns/one/host: neighbor 192.168.2.0 on vxlan.calico entry 66:00:00:00:04:02',
      'netns/one/host: encap vxlan.calico 10.0.0.1 → 10.0.0.2 150',
    ]);
    if (next.stage !== 'output') throw new Error(endWords(next));
    const { packet, mark, vni, outInterface } = next.skb;
    expect({ mark, vni, outInterface }).toEqual({ mark: 0x77, vni: 4096, outInterface: undefined });
    expect(packet).toEqual({
      ...{ family: 4, source: '10.0.0.1', destination: '10.0.0.2', protocol: 'udp' },
      ...{ destinationPort: 4789, length: 150, ttl: 64, dscp: 0, dontFragment: false },
    });
  });

  it.each([
    ['', false],
    ['df set ', true],
    // As what it carries.
    ['df inherit ', true],
  ])('with DF where the device says so: %j', (setting, expected) => {
    const one = NODES.one.replace('ttl auto ', `ttl auto ${setting}`);
    const { next } = enterTunnel({ one, two: NODES.two });
    if (next.stage !== 'output') throw new Error(endWords(next));
    expect(PACKET.dontFragment).toBe(true);
    expect(next.skb.packet.dontFragment).toBe(expected);
  });

  it('comes out at the peer, with the mark that its INPUT gave the outer packet', () => {
    const { walk, next } = enterTunnel(NODES);
    if (next.stage !== 'output') throw new Error(endWords(next));
    const there = send(walk, 'one/host/eth1', '10.0.0.2', next.skb);
    if (there.stage !== 'receive') throw new Error(endWords(there));
    there.skb.mark = 0x88;
    const inside = decapsulate(walk, namespaceOf(walk.network, 'two/host'), there.skb);
    const arrived = inside && follow(walk, inside);
    if (arrived?.stage !== 'receive') throw new Error('it did not come out');
    expect(arrived.interface.id).toBe('if/two/host/vxlan.calico');
    expect(arrived.skb).toMatchObject({ packet: PACKET, mark: 0x88 });
    expect(storyOf(walk).slice(2)).toEqual([
      'netns/one/host: neighbor 10.0.0.2 on eth1 entry 00:15:5d:00:00:02',
      'netns/one/host: egress eth1',
      'netns/two/host: ingress eth1',
      'netns/two/host: decap vxlan.calico',
    ]);
  });

  it.each([
    [
      'another VNI there',
      { one: NODES.one, two: NODES.two.replace('id 4096', 'id 4097') },
      'dropped: no VXLAN device in here has the VNI 4096',
    ],
    [
      'the device down there',
      { one: NODES.one, two: NODES.two.replace(/(vxlan.calico: <.*),UP,LOWER_UP/, '$1') },
      'dropped: vxlan.calico is down',
    ],
    [
      'another port there: it is for a socket',
      { one: NODES.one, two: NODES.two.replace('dstport 4789', 'dstport 8472') },
      'not for a tunnel',
    ],
  ])('%s', (_what, nodes, expected) => {
    const { walk, next } = enterTunnel(nodes);
    if (next.stage !== 'output') throw new Error(endWords(next));
    const inside = decapsulate(walk, namespaceOf(walk.network, 'two/host'), next.skb);
    expect(inside ? endWords(follow(walk, inside)) : 'not for a tunnel').toBe(expected);
  });

  const noEntry = NODES.one.replace(/66:00:00:00:04:02 dev vxlan.calico dst.*\n/, '');
  it.each([
    ['no FDB entry', noEntry, 'dropped: the FDB of vxlan.calico has no VTEP for 66:00:00:00:04:02'],
    [
      'an entry for all other addresses',
      `${noEntry}00:00:00:00:00:00 dev vxlan.calico dst 10.0.0.2 self permanent\n`,
      'output in netns/one/host',
    ],
    [
      'no FDB captured: the peer of that address is meant',
      NODES.one.replace(/# bridge fdb\n.*\n/, ''),
      'output in netns/one/host',
    ],
  ])('with %s', (_what, one, expected) => {
    const { walk, next } = enterTunnel({ one, two: NODES.two });
    expect(endWords(next)).toBe(expected);
    expect(walk.assumptions).toEqual(
      one.includes('bridge fdb')
        ? []
        : ["the FDB of vxlan.calico (not captured) has 66:00:00:00:04:02 at 10.0.0.2, two's VTEP"],
    );
  });

  it('leaves the capture where the peer was not captured', () => {
    const { walk, next } = enterTunnel({ one: NODES.one });
    if (next.stage !== 'output') throw new Error(endWords(next));
    expect(endWords(send(walk, 'one/host/eth1', '10.0.0.2', next.skb))).toBe(
      'leavesCapture: out by eth1 towards 10.0.0.2',
    );
  });

  it('over IPv6 is 70 bytes longer, and not fragmented: 1,430 bytes fit into 1,500', () => {
    const over6 = NODES.one
      .replaceAll(/10\.0\.0\.(\d)/g, 'fd00::$1')
      .replace('inet fd00', 'inet6 fd00');
    const length = 1431;
    const walk = testWalk(readNodes({ one: over6.replace('mtu 1450', 'mtu 1500') }));
    const packet = packetOf('192.168.1.5', '192.168.2.5', { length, dontFragment: false });
    const next = send(walk, 'one/host/vxlan.calico', '192.168.2.0', skbOf(packet));
    if (next.stage !== 'output') throw new Error(endWords(next));
    expect(next.skb.packet).toMatchObject({ destination: 'fd00::2', length: 1501 });
    expect(endWords(send(walk, 'one/host/eth1', 'fd00::2', next.skb))).toBe(
      'dropped: needs fragmentation: 1501 bytes do not fit through eth1 with an MTU of 1500',
    );
  });
});
