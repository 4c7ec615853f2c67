import type { Machine } from '../machine.ts';
import { STACKS } from '../rules/restore.ts';
import { bridge, ip, run, sysctl } from '../run.ts';
import type { Cluster } from '../startCluster.ts';

/** What people do to clusters, one step after the other: each stands on those before. */
export interface ClusterTrouble {
  /** A way for the gateway to the pods, and on both nodes the services of `ADDED`. */
  addServices(): Promise<void>;
  /** Settings, routes and neighbours that are wrong on one of the nodes. */
  mistake(): Promise<void>;
  /** Takes back what `mistake` did to bridges, and has each node send a prefix to the other. */
  loop(): Promise<void>;
  /** control forwards nothing. */
  stopForwarding(): Promise<void>;
}

/** TCP and UDP port 53, to the node's own dns pod, sources as they are; TCP port 80, with session affinity. */
export const ADDED = {
  local: { v4: '10.96.0.53', v6: 'fd00:10:96::53' },
  affine: { v4: '10.96.0.20', v6: 'fd00:10:96::20' },
} as const;
/** Calico's pool has it, no node does. */
export const LOOPING = { v4: '192.168.77.1', v6: 'fd00:192:168:77::1' } as const;

export function clusterTrouble({ underlay, nodes }: Cluster): ClusterTrouble {
  const [control, worker] = nodes.map(({ machine }) => machine);
  if (!control || !worker) throw new Error('the lab has two nodes');
  return {
    addServices: async () => {
      await ip(underlay, [
        'route add 10.85.1.0/24 via 10.0.2.11',
        'route add fd00:10:85:1::/64 via fd00:2::11',
      ]);
      await addServices(control, 1);
      await addServices(worker, 2);
    },
    mistake: async () => {
      // kube-proxy's rules before those of the bridge plugin, which accept what stays on the bridge.
      for (const machine of [control, worker]) {
        await run(machine, ['iptables-nft', ...FIRST]);
        await run(machine, ['ip6tables-nft', ...FIRST]);
      }
      await setHairpin(control, 'off');
      await setBridgeNetfilter(worker, 0);
      // What client-control is sent goes around the tunnel.
      await ip(worker, [
        'route add 192.168.1.2/32 via 10.0.0.11 dev eth1',
        'route add fd00:192:168:1::2/128 via fd00:10::11 dev eth1',
      ]);
      await sysctl(worker, { 'net/ipv4/conf/vxlan.calico/rp_filter': 0 });
      await ip(control, [
        'neighbour replace 10.85.1.3 lladdr 02:de:ad:00:00:01 dev cni0 nud permanent',
        'neighbour replace fd00:10:85:1::3 lladdr 02:de:ad:00:00:01 dev cni0 nud permanent',
        'route add 192.168.2.1/32 via 192.168.2.0 dev vxlan.calico onlink mtu 80',
      ]);
      const oneHop = { 'net/ipv4/ip_default_ttl': 1, 'net/ipv6/conf/eth0/hop_limit': 1 };
      await sysctl(worker, oneHop, 'cni-web-worker');
    },
    loop: async () => {
      await setHairpin(control, 'on');
      await sysctl(control, { 'net/ipv4/conf/eth1/rp_filter': 0 });
      await ip(control, [
        'route add 192.168.77.0/24 via 10.0.0.12 dev eth1',
        'route add fd00:192:168:77::/64 via fd00:10::12 dev eth1',
      ]);
      await ip(worker, [
        'route add 192.168.77.0/24 via 10.0.0.11 dev eth1',
        'route add fd00:192:168:77::/64 via fd00:10::11 dev eth1',
      ]);
    },
    stopForwarding: async () => {
      await sysctl(control, { 'net/ipv4/ip_forward': 0, 'net/ipv6/conf/all/forwarding': 0 });
    },
  };
}

const FIRST = ['-t', 'nat', '-I', 'POSTROUTING', '-j', 'KUBE-POSTROUTING'];

/** Of the port of dns-control. */
async function setHairpin(control: Machine, state: 'on' | 'off'): Promise<void> {
  const [port] = (await run(control, ['bridge', 'fdb', 'show', 'br', 'cni0']))
    .split('\n')
    .flatMap((line) => /^02:85:00:00:01:02 dev (\S+)/.exec(line)?.[1] ?? []);
  await bridge(control, [`link set dev ${port} hairpin ${state}`]);
}

async function setBridgeNetfilter(machine: Machine, value: 0 | 1): Promise<void> {
  await sysctl(machine, {
    'net/bridge/bridge-nf-call-iptables': value,
    'net/bridge/bridge-nf-call-ip6tables': value,
  });
}

async function addServices(machine: Machine, node: 1 | 2): Promise<void> {
  for (const stack of STACKS) {
    const pod = (n: 1 | 2): string =>
      ({ v4: `10.85.${n}.2:8080`, v6: `[fd00:10:85:${n}::2]:8080` })[stack];
    const length = { v4: 32, v6: 128 }[stack];
    const other = node === 1 ? 2 : 1;
    const recently = '--rcheck --seconds 10800 --reap --rsource';
    const lines = [
      '*nat',
      ...[':LOCAL', ':AFFINE', ':NEAR', ':FAR'].map((chain) => `${chain} - [0:0]`),
      `-A PREROUTING -d ${ADDED.local[stack]}/${length} -p udp -m udp --dport 53 -j LOCAL`,
      `-A PREROUTING -d ${ADDED.local[stack]}/${length} -p tcp -m tcp --dport 53 -j LOCAL`,
      `-A LOCAL -p udp -j DNAT --to-destination ${pod(node)}`,
      `-A LOCAL -p tcp -j DNAT --to-destination ${pod(node)}`,
      // As kube-proxy writes it for sessionAffinity: ClientIP.
      `-A PREROUTING -d ${ADDED.affine[stack]}/${length} -p tcp -m tcp --dport 80 -j AFFINE`,
      `-A AFFINE -m recent --name near-${stack} ${recently} -j NEAR`,
      `-A AFFINE -m recent --name far-${stack} ${recently} -j FAR`,
      '-A AFFINE -m statistic --mode random --probability 0.5 -j NEAR',
      '-A AFFINE -j FAR',
      `-A NEAR -p tcp -m recent --name near-${stack} --set --rsource -j DNAT --to-destination ${pod(node)}`,
      `-A FAR -p tcp -m recent --name far-${stack} --set --rsource -j DNAT --to-destination ${pod(other)}`,
      'COMMIT',
    ];
    const program = { v4: 'iptables-nft-restore', v6: 'ip6tables-nft-restore' }[stack];
    await run(machine, [program, '--noflush'], { input: `${lines.join('\n')}\n` });
  }
}
