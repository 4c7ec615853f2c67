import { CLUSTER } from '../cluster.ts';

/** One thing that goes wrong on a node: what does it, what a packet then meets, and who should say so. */
export interface Broken {
  readonly what: string;
  /** Runs on the node, and the one that takes it back. Shell text. */
  readonly on: 'control' | 'worker';
  readonly spoil: string;
  readonly mend: string;
  /** Ends with 0 while all is well, with anything else while it is not. */
  readonly asks: { readonly on: 'control' | 'worker'; readonly command: string };
  /** What the capture says then, and did not before. */
  readonly finding: { readonly ruleId: string; readonly subject: string };
}

const CLIENT = podOf('client-control');
const SHELL = podOf('shell-control');
const FAR_CLIENT = podOf('client-worker');
const ping = (from: string, to: string, options = ''): string =>
  `ip netns exec cni-${from} ping -n -c 1 -W 1 ${options} ${to}`;
const clientToFarClient = {
  on: 'control',
  command: ping('client-control', FAR_CLIENT.addresses.v4),
} as const;
const write = (value: number, key: string): string => `echo ${value} > /proc/sys/net/${key}`;

export const BROKEN: readonly Broken[] = [
  {
    what: 'forwarding is off',
    on: 'control',
    spoil: write(0, 'ipv4/ip_forward'),
    mend: write(1, 'ipv4/ip_forward'),
    asks: clientToFarClient,
    finding: { ruleId: 'forwarding-off', subject: 'netns/control/host' },
  },
  {
    what: 'the host end of a workload does not answer for its gateway',
    on: 'control',
    spoil: `${write(0, `ipv4/conf/${CLIENT.hostInterface}/proxy_arp`)}; ip -n cni-client-control neigh flush all`,
    mend: `${write(1, `ipv4/conf/${CLIENT.hostInterface}/proxy_arp`)}; ip -n cni-client-control neigh flush all`,
    asks: clientToFarClient,
    finding: { ruleId: 'proxy-arp-off', subject: `if/control/host/${CLIENT.hostInterface}` },
  },
  {
    what: 'a workload has no route',
    on: 'control',
    spoil: `ip route del ${CLIENT.addresses.v4}`,
    mend: `ip route add ${CLIENT.addresses.v4} dev ${CLIENT.hostInterface} scope link`,
    asks: { on: 'control', command: ping('shell-control', CLIENT.addresses.v4) },
    finding: { ruleId: 'workload-route-missing', subject: 'pod/default/client-control' },
  },
  {
    what: "the rest of the node's block is nowhere",
    on: 'control',
    spoil: 'ip route del blackhole 192.168.1.0/26',
    mend: 'ip route add blackhole 192.168.1.0/26 proto 80',
    // An address of the block that no pod has must not leave the node.
    asks: { on: 'control', command: '! ip route get 192.168.1.40' },
    finding: { ruleId: 'block-route-missing', subject: 'netns/control/host' },
  },
  {
    what: "the peer's VTEP has no neighbour entry",
    on: 'control',
    spoil: 'ip neigh del 192.168.2.0 dev vxlan.calico',
    mend: 'ip neigh replace 192.168.2.0 lladdr 66:00:00:00:04:02 dev vxlan.calico nud permanent',
    asks: clientToFarClient,
    finding: { ruleId: 'remote-block-unreachable', subject: 'if/control/host/vxlan.calico' },
  },
  {
    what: "the FDB sends the peer's VTEP to somebody else",
    on: 'control',
    spoil: 'bridge fdb replace 66:00:00:00:04:02 dev vxlan.calico dst 10.0.0.99',
    mend: 'bridge fdb replace 66:00:00:00:04:02 dev vxlan.calico dst 10.0.0.12',
    asks: clientToFarClient,
    finding: { ruleId: 'remote-block-unreachable', subject: 'if/control/host/vxlan.calico' },
  },
  {
    what: 'there is no default route',
    on: 'control',
    spoil: 'ip route del default',
    mend: 'ip route add default via 10.0.2.1 dev eth0',
    asks: { on: 'control', command: 'ip route get 198.51.100.1' },
    finding: { ruleId: 'default-route-missing', subject: 'netns/control/host' },
  },
  {
    what: 'the host end of a pod is down',
    on: 'control',
    spoil: `ip link set ${SHELL.hostInterface} down`,
    mend: `ip link set ${SHELL.hostInterface} up`,
    asks: { on: 'control', command: ping('dns-control', SHELL.addresses.v4) },
    finding: { ruleId: 'interface-down', subject: `if/control/host/${SHELL.hostInterface}` },
  },
  {
    what: "the tunnel's packets are not let in",
    on: 'worker',
    spoil: 'iptables-nft -I INPUT -p udp --dport 4789 -j DROP',
    mend: 'iptables-nft -D INPUT -p udp --dport 4789 -j DROP',
    asks: clientToFarClient,
    finding: { ruleId: 'tunnel-port-blocked', subject: 'if/worker/host/eth1' },
  },
  {
    what: 'the way back leads out of another interface than packets come in by',
    on: 'worker',
    spoil: `ip route add ${CLIENT.addresses.v4} via 10.0.0.11 dev eth1`,
    mend: `ip route del ${CLIENT.addresses.v4} via 10.0.0.11 dev eth1`,
    asks: clientToFarClient,
    finding: { ruleId: 'rp-filter-asymmetric', subject: 'if/worker/host/vxlan.calico' },
  },
  {
    what: 'one end of a veth pair takes less than the other sends',
    on: 'control',
    spoil: `ip link set ${SHELL.hostInterface} mtu 1400`,
    mend: `ip link set ${SHELL.hostInterface} mtu 1500`,
    asks: { on: 'control', command: ping('shell-control', '10.85.1.1', '-M do -s 1440') },
    finding: { ruleId: 'mtu-mismatch', subject: `if/control/host/${SHELL.hostInterface}` },
  },
  {
    what: 'an exception stands behind what it is an exception of',
    on: 'control',
    spoil: [
      'iptables-nft -A INPUT -s 10.85.1.0/24 -p icmp -j DROP',
      `iptables-nft -A INPUT -s ${SHELL.addresses.v4} -p icmp -j ACCEPT`,
    ].join(' && '),
    mend: [
      'iptables-nft -D INPUT -s 10.85.1.0/24 -p icmp -j DROP',
      `iptables-nft -D INPUT -s ${SHELL.addresses.v4} -p icmp -j ACCEPT`,
    ].join(' && '),
    asks: { on: 'control', command: ping('shell-control', '10.85.1.1') },
    finding: { ruleId: 'unreachable-rule', subject: 'netns/control/host' },
  },
];

function podOf(name: string) {
  const pod = CLUSTER.nodes
    .flatMap(({ bridgePods, calicoPods }) => [...bridgePods, ...calicoPods])
    .find((one) => one.name === name);
  if (!pod) throw new Error(`no pod is called ${name}`);
  return pod;
}
