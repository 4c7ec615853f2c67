import { calicoWorkloadHash } from '@vethscope/model';
import type { CaptureFiles } from '../archive/captureFiles.ts';

/** What differs from a whole, healthy capture: a file's text, or `undefined` to leave it out. */
export type Changes = Readonly<Record<string, string | undefined>>;

/**
 * A capture of `worker1`, `worker2`, … of a Calico cluster with VXLAN on IPv4 and IPv6, as iproute2
 * 6.1 prints it. Worker N is 10.0.0.(10+N) and fd00:10::(10+N) on eth1, its VTEPs are 192.168.N.0 and
 * fd00:192:168:N::, it has one pod 192.168.N.5, and cni0 with the range that every worker has.
 */
export function calicoWorker(
  n: number,
  peers: readonly number[],
  changes: Changes = {},
): CaptureFiles {
  const port = `cali${calicoWorkloadHash('shop', `cart-${n}`)}`;
  const files: Changes = {
    hostname: `worker${n}\n`,
    'ip_-d_addr_show': hostAddresses(n, port),
    ip_route_show: lines([
      'default via 10.0.0.1 dev eth1 proto static',
      `10.0.0.0/24 dev eth1 proto kernel scope link src ${underlay(n)}`,
      '10.85.0.0/16 dev cni0 proto kernel scope link src 10.85.0.1',
      `192.168.${n}.5 dev ${port} scope link`,
      `blackhole 192.168.${n}.0/26 proto 80`,
      ...peers.map(
        (peer) => `192.168.${peer}.0/26 via ${vtep(peer)} dev vxlan.calico proto 80 onlink`,
      ),
    ]),
    'ip_-6_route_show': lines([
      'fd00:10::/64 dev eth1 proto kernel metric 256 pref medium',
      ...peers.map(
        (peer) =>
          `fd00:192:168:${peer}::/122 via ${vtep6(peer)} dev vxlan-v6.calico proto 80 metric 1024 onlink pref medium`,
      ),
    ]),
    ip_neigh_show: lines([
      '10.0.0.1 dev eth1 lladdr 00:15:5d:00:00:01 REACHABLE',
      ...peers.flatMap((peer) => [
        `${underlay(peer)} dev eth1 lladdr ${nicMac(peer)} REACHABLE`,
        `${vtep(peer)} dev vxlan.calico lladdr ${vtepMac(peer)} PERMANENT`,
        `${vtep6(peer)} dev vxlan-v6.calico lladdr ${vtep6Mac(peer)} PERMANENT`,
      ]),
    ]),
    bridge_fdb_show: lines([
      '33:33:00:00:00:01 dev eth1 self permanent',
      ...peers.flatMap((peer) => [
        `${vtepMac(peer)} dev vxlan.calico dst ${underlay(peer)} self permanent`,
        `${vtep6Mac(peer)} dev vxlan-v6.calico dst ${underlay6(peer)} self permanent`,
      ]),
    ]),
    'netns/cart/ip_-d_addr_show': podAddresses(n),
    ...changes,
  };
  return {
    name: `worker${n}`,
    files: Object.entries(files)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .flatMap(([path, text]) => (text === undefined ? [] : [{ path, text }])),
    diagnostics: [],
  };
}

const underlay = (n: number): string => `10.0.0.${10 + n}`;
const underlay6 = (n: number): string => `fd00:10::${10 + n}`;
const vtep = (n: number): string => `192.168.${n}.0`;
const vtep6 = (n: number): string => `fd00:192:168:${n}::`;
const nicMac = (n: number): string => `00:15:5d:00:00:${octet(10 + n)}`;
const vtepMac = (n: number): string => `66:00:00:00:04:${octet(n)}`;
const vtep6Mac = (n: number): string => `66:00:00:00:06:${octet(n)}`;

const ETHERNET = '<BROADCAST,MULTICAST,UP,LOWER_UP>';

function hostAddresses(n: number, port: string): string {
  return lines([
    '1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536 qdisc noqueue state UNKNOWN group default qlen 1000',
    '    link/loopback 00:00:00:00:00:00 brd 00:00:00:00:00:00 promiscuity 0',
    ...inet('127.0.0.1/8', 'lo'),
    `2: eth1: ${ETHERNET} mtu 1500 qdisc mq state UP group default qlen 1000`,
    `    link/ether ${nicMac(n)} brd ff:ff:ff:ff:ff:ff promiscuity 0`,
    ...inet(`${underlay(n)}/24`, 'eth1'),
    ...inet6(`${underlay6(n)}/64`),
    `3: cni0: ${ETHERNET} mtu 1500 qdisc noqueue state UP group default qlen 1000`,
    `    link/ether 2e:ef:76:4d:74:${octet(n)} brd ff:ff:ff:ff:ff:ff promiscuity 0`,
    '    bridge forward_delay 1500 hello_time 200 max_age 2000',
    ...inet('10.85.0.1/16', 'cni0'),
    `4: vxlan.calico: ${ETHERNET} mtu 1450 qdisc noqueue state UNKNOWN group default`,
    `    link/ether ${vtepMac(n)} brd ff:ff:ff:ff:ff:ff promiscuity 0`,
    `    vxlan id 4096 local ${underlay(n)} dev eth1 srcport 0 0 dstport 4789 nolearning ttl auto ageing 300`,
    ...inet(`${vtep(n)}/32`, 'vxlan.calico'),
    `5: vxlan-v6.calico: ${ETHERNET} mtu 1430 qdisc noqueue state UNKNOWN group default`,
    `    link/ether ${vtep6Mac(n)} brd ff:ff:ff:ff:ff:ff promiscuity 0`,
    `    vxlan id 4097 local ${underlay6(n)} dev eth1 srcport 0 0 dstport 4789 nolearning ttl auto ageing 300`,
    ...inet6(`${vtep6(n)}/128`),
    `6: ${port}@if2: ${ETHERNET} mtu 1450 qdisc noqueue state UP group default`,
    '    link/ether ee:ee:ee:ee:ee:ee brd ff:ff:ff:ff:ff:ff link-netns cart promiscuity 0',
    '    veth',
  ]);
}

function podAddresses(n: number): string {
  return lines([
    '1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536 qdisc noqueue state UNKNOWN group default qlen 1000',
    '    link/loopback 00:00:00:00:00:00 brd 00:00:00:00:00:00 promiscuity 0',
    ...inet('127.0.0.1/8', 'lo'),
    `2: eth0@if6: ${ETHERNET} mtu 1450 qdisc noqueue state UP group default`,
    `    link/ether 0a:58:c0:a8:${octet(n)}:05 brd ff:ff:ff:ff:ff:ff link-netns host-pin promiscuity 0`,
    '    veth',
    ...inet(`192.168.${n}.5/32`, 'eth0'),
  ]);
}

function inet(address: string, device: string): readonly string[] {
  return [
    `    inet ${address} scope global ${device}`,
    '       valid_lft forever preferred_lft forever',
  ];
}

function inet6(address: string): readonly string[] {
  return [`    inet6 ${address} scope global`, '       valid_lft forever preferred_lft forever'];
}

function octet(value: number): string {
  return value.toString(16).padStart(2, '0');
}

function lines(texts: readonly string[]): string {
  return texts.map((text) => `${text}\n`).join('');
}
