import type { CaptureFile, CaptureFiles } from '@vethscope/parsers';
import { kubeProxyNat } from './kubeProxyNat.ts';
import { type Attachment, type NodeSize, type Pod, plannedPods } from './pods.ts';

/**
 * A capture of a Calico node, its size chosen, text as iproute2 6.1, kubectl and iptables 1.8 print
 * it: cni0 with one pod in four, a cali* interface for each of the others, vxlan.calico on eth1.
 * The same size gives the same bytes; of two sizes the smaller one's pods are also in the larger.
 */
export function generateNode(name: string, size: NodeSize): CaptureFiles {
  const pods = plannedPods(size);
  const files: CaptureFile[] = [
    { path: 'hostname.txt', text: `${name}\n` },
    {
      path: 'ip_netns_list.txt',
      text: lines([HOST_PIN, ...pods.map(({ netns }, i) => `${netns} (id: ${i})`)]),
    },
    { path: 'ip_-d_link_show.txt', text: hostLinks(pods) },
    { path: 'ip_addr_show.txt', text: hostAddresses(pods) },
    { path: 'ip_route_show.txt', text: hostRoutes(pods) },
    { path: 'kubectl_get_pods_-A_-o_wide.txt', text: podTable(name, pods) },
    ...pods.flatMap(podFiles),
    ...(size.services === 0
      ? []
      : [{ path: 'iptables-save_-c_-t_nat.txt', text: kubeProxyNat(size) }]),
  ];
  return { name, files: files.sort((a, b) => (a.path < b.path ? -1 : 1)), diagnostics: [] };
}

/** CRI-O pins the host's namespace for pods with `hostNetwork`: pods see their peers in there. */
export const HOST_PIN = 'a6630dc0-bda5-4a80-8e8b-f9ed6866da34';
const BRIDGE_MAC = '2e:ef:76:4d:74:2f';
const LOOPBACK = 'lo: <LOOPBACK,UP,LOWER_UP> mtu 65536 qdisc noqueue state UNKNOWN';
const ETHERNET = '<BROADCAST,MULTICAST,UP,LOWER_UP>';
const QUEUES =
  'addrgenmode eui64 numtxqueues 1 numrxqueues 1 gso_max_size 65536 gso_max_segs 65535 tso_max_size 524280 tso_max_segs 65535 gro_max_size 65536';

function hostLinks(pods: readonly Pod[]): string {
  return lines([
    `1: ${LOOPBACK} mode DEFAULT group default qlen 1000`,
    `    link/loopback 00:00:00:00:00:00 brd 00:00:00:00:00:00 promiscuity 0  allmulti 0 minmtu 0 maxmtu 0 ${QUEUES}`,
    `2: eth0: ${ETHERNET} mtu 1500 qdisc mq state UP mode DEFAULT group default qlen 1000`,
    `    link/ether 00:15:5d:bf:ba:60 brd ff:ff:ff:ff:ff:ff promiscuity 0  allmulti 0 minmtu 68 maxmtu 65521 ${QUEUES}`,
    `3: eth1: ${ETHERNET} mtu 1500 qdisc mq state UP mode DEFAULT group default qlen 1000`,
    `    link/ether 00:15:5d:bf:ba:63 brd ff:ff:ff:ff:ff:ff promiscuity 0  allmulti 0 minmtu 68 maxmtu 65521 ${QUEUES}`,
    `4: cni0: ${ETHERNET} mtu 1500 qdisc noqueue state UP mode DEFAULT group default qlen 1000`,
    `    link/ether ${BRIDGE_MAC} brd ff:ff:ff:ff:ff:ff promiscuity 0  allmulti 0 minmtu 68 maxmtu 65535`,
    `    bridge forward_delay 1500 hello_time 200 max_age 2000 ageing_time 30000 stp_state 0 priority 32768 vlan_filtering 0 vlan_protocol 802.1Q bridge_id 8000.${BRIDGE_MAC} designated_root 8000.${BRIDGE_MAC} root_port 0 ${QUEUES}`,
    `11: vxlan.calico: ${ETHERNET} mtu 1450 qdisc noqueue state UNKNOWN mode DEFAULT group default qlen 1000`,
    '    link/ether 66:b9:7e:86:1e:53 brd ff:ff:ff:ff:ff:ff promiscuity 0  allmulti 0 minmtu 68 maxmtu 65535',
    `    vxlan id 4096 local 10.0.0.11 dev eth1 srcport 0 0 dstport 4789 nolearning ttl auto ageing 300 udpcsum noudp6zerocsumtx noudp6zerocsumrx ${QUEUES}`,
    ...pods.flatMap(hostLink),
  ]);
}

function hostLink({ port, ifindex, netns, attachment, mac }: Pod, i: number): readonly string[] {
  if (attachment === 'routed') {
    return [
      `${ifindex}: ${port}@if2: ${ETHERNET} mtu 1450 qdisc noqueue state UP mode DEFAULT group default`,
      `    link/ether ee:ee:ee:ee:ee:ee brd ff:ff:ff:ff:ff:ff link-netns ${netns} promiscuity 0  allmulti 0 minmtu 68 maxmtu 65535`,
      `    veth ${QUEUES}`,
    ];
  }
  return [
    `${ifindex}: ${port}@if2: ${ETHERNET} mtu 1500 qdisc noqueue master cni0 state UP mode DEFAULT group default`,
    `    link/ether ${hostMac(mac)} brd ff:ff:ff:ff:ff:ff link-netns ${netns} promiscuity 1  allmulti 1 minmtu 68 maxmtu 65535`,
    '    veth',
    `    bridge_slave state forwarding priority 32 cost 2 hairpin on guard off root_block off fastleave off learning on flood on port_id 0x8${(i + 1).toString(16).padStart(3, '0')} port_no 0x${(i + 1).toString(16)} designated_port ${32769 + i} designated_cost 0 designated_bridge 8000.${BRIDGE_MAC} designated_root 8000.${BRIDGE_MAC} ${QUEUES}`,
  ];
}

function hostAddresses(pods: readonly Pod[]): string {
  return lines([
    ...loopbackAddresses(),
    `2: eth0: ${ETHERNET} mtu 1500 qdisc mq state UP group default qlen 1000`,
    '    link/ether 00:15:5d:bf:ba:60 brd ff:ff:ff:ff:ff:ff',
    ...inet('172.16.0.11/24 brd 172.16.0.255', 'eth0'),
    `3: eth1: ${ETHERNET} mtu 1500 qdisc mq state UP group default qlen 1000`,
    '    link/ether 00:15:5d:bf:ba:63 brd ff:ff:ff:ff:ff:ff',
    ...inet('10.0.0.11/24 brd 10.0.0.255', 'eth1'),
    `4: cni0: ${ETHERNET} mtu 1500 qdisc noqueue state UP group default qlen 1000`,
    `    link/ether ${BRIDGE_MAC} brd ff:ff:ff:ff:ff:ff`,
    ...inet('10.85.0.1/16 brd 10.85.255.255', 'cni0'),
    `11: vxlan.calico: ${ETHERNET} mtu 1450 qdisc noqueue state UNKNOWN group default qlen 1000`,
    '    link/ether 66:b9:7e:86:1e:53 brd ff:ff:ff:ff:ff:ff',
    ...inet('192.168.2.0/32', 'vxlan.calico'),
    ...pods.flatMap(({ port, ifindex, netns, attachment, mac }) =>
      attachment === 'bridge'
        ? [
            `${ifindex}: ${port}@if2: ${ETHERNET} mtu 1500 qdisc noqueue master cni0 state UP group default`,
            `    link/ether ${hostMac(mac)} brd ff:ff:ff:ff:ff:ff link-netns ${netns}`,
          ]
        : [
            `${ifindex}: ${port}@if2: ${ETHERNET} mtu 1450 qdisc noqueue state UP group default`,
            `    link/ether ee:ee:ee:ee:ee:ee brd ff:ff:ff:ff:ff:ff link-netns ${netns}`,
          ],
    ),
  ]);
}

function hostRoutes(pods: readonly Pod[]): string {
  return lines([
    'default via 172.16.0.254 dev eth0 proto static metric 100',
    '10.0.0.0/24 dev eth1 proto kernel scope link src 10.0.0.11 metric 101',
    '10.85.0.0/16 dev cni0 proto kernel scope link src 10.85.0.1',
    '172.16.0.0/24 dev eth0 proto kernel scope link src 172.16.0.11 metric 100',
    'blackhole 192.168.2.0/23 proto 80',
    ...pods
      .filter(({ attachment }) => attachment === 'routed')
      .map((pod) => `${pod.address} dev ${pod.port} scope link`),
  ]);
}

function podFiles({ netns, ...pod }: Pod): readonly CaptureFile[] {
  return [
    { path: `netns/${netns}/ip_-d_link_show.txt`, text: podLinks(pod) },
    { path: `netns/${netns}/ip_addr_show.txt`, text: podAddresses(pod) },
    { path: `netns/${netns}/ip_route_show.txt`, text: podRoutes(pod) },
  ];
}

type InPod = Omit<Pod, 'netns'>;

function podLinks({ ifindex, mac, attachment }: InPod): string {
  return lines([
    `1: ${LOOPBACK} mode DEFAULT group default qlen 1000`,
    `    link/loopback 00:00:00:00:00:00 brd 00:00:00:00:00:00 promiscuity 0  allmulti 0 minmtu 0 maxmtu 0 ${QUEUES}`,
    `2: eth0@if${ifindex}: ${ETHERNET} mtu ${mtuOf(attachment)} qdisc noqueue state UP mode DEFAULT group default`,
    `    link/ether ${mac} brd ff:ff:ff:ff:ff:ff link-netns ${HOST_PIN} promiscuity 0  allmulti 0 minmtu 68 maxmtu 65535`,
    `    veth ${QUEUES}`,
  ]);
}

function podAddresses({ ifindex, mac, attachment, address }: InPod): string {
  return lines([
    ...loopbackAddresses(),
    `2: eth0@if${ifindex}: ${ETHERNET} mtu ${mtuOf(attachment)} qdisc noqueue state UP group default`,
    `    link/ether ${mac} brd ff:ff:ff:ff:ff:ff link-netns ${HOST_PIN}`,
    ...inet(attachment === 'bridge' ? `${address}/16 brd 10.85.255.255` : `${address}/32`, 'eth0'),
  ]);
}

function podRoutes({ attachment, address }: InPod): string {
  return lines(
    attachment === 'bridge'
      ? [
          'default via 10.85.0.1 dev eth0',
          `10.85.0.0/16 dev eth0 proto kernel scope link src ${address}`,
        ]
      : ['default via 169.254.1.1 dev eth0', '169.254.1.1 dev eth0 scope link'],
  );
}

function podTable(node: string, pods: readonly Pod[]): string {
  const rows = [
    ['NAMESPACE', 'NAME', 'READY', 'STATUS', 'RESTARTS', 'AGE', 'IP', 'NODE'],
    ...pods.map((pod) => [
      ...[pod.namespace, pod.name, '1/1', 'Running', '0', '73m', pod.address, node],
    ]),
  ];
  const headers = ['NOMINATED NODE', 'READINESS GATES'];
  const widths = rows[0]?.map((_, at) => Math.max(...rows.map((row) => (row[at] ?? '').length)));
  return lines(
    rows.map((row, i) => {
      const last = i === 0 ? headers : ['<none>        ', '<none>'];
      return [...row.map((cell, at) => cell.padEnd(widths?.[at] ?? 0)), ...last].join('   ');
    }),
  );
}

function loopbackAddresses(): readonly string[] {
  return [
    `1: ${LOOPBACK} group default qlen 1000`,
    '    link/loopback 00:00:00:00:00:00 brd 00:00:00:00:00:00',
    '    inet 127.0.0.1/8 scope host lo',
    '       valid_lft forever preferred_lft forever',
    '    inet6 ::1/128 scope host ',
    '       valid_lft forever preferred_lft forever',
  ];
}

function inet(address: string, device: string): readonly string[] {
  return [
    `    inet ${address} scope global ${device}`,
    '       valid_lft forever preferred_lft forever',
  ];
}

function mtuOf(attachment: Attachment): number {
  return attachment === 'bridge' ? 1500 : 1450;
}

/** The host's end of a bridged pod's veth: another address than the pod's own. */
function hostMac(mac: string): string {
  return mac.replace(/^0a/, '0e');
}

function lines(texts: readonly string[]): string {
  return texts.map((text) => `${text}\n`).join('');
}
