import { createHash } from 'node:crypto';
import { calicoWorkloadHash } from '@vethscope/model';

/**
 * What the lab builds, as plain data: the builders read it, and tests compare with it what a capture
 * shows. Nothing in here is global on the machine, so any number of labs can have the same.
 */
export interface ClusterPlan {
  /** The switch that the nodes hang on: a bridge for each of their NICs, and the default gateway. */
  readonly underlay: { readonly name: string; readonly gateway: DualStack };
  readonly nodes: readonly NodePlan[];
  /** Of all Calico pods. */
  readonly pool: DualStack;
  readonly services: readonly ServicePlan[];
}

/** An IPv4 and an IPv6 address, or a prefix of each. */
interface DualStack {
  readonly v4: string;
  readonly v6: string;
}

export interface NodePlan {
  readonly name: string;
  /** `eth0`: default route. */
  readonly management: InterfacePlan;
  /** `eth1`: what the tunnels run over. */
  readonly underlay: InterfacePlan;
  readonly bridge: InterfacePlan & { readonly subnet: DualStack };
  readonly bridgePods: readonly PodPlan[];
  readonly calicoPods: readonly PodPlan[];
  /** Calico's IPAM block of this node. */
  readonly block: DualStack;
  readonly tunnels: { readonly v4: TunnelPlan; readonly v6: TunnelPlan };
  readonly namespaces: NamespacesPlan;
  /** Links of kinds that not every kernel has. */
  readonly extraLinks: readonly ExtraLinkPlan[];
}

export interface InterfacePlan {
  readonly name: string;
  readonly mac: string;
  readonly mtu: number;
  /** With their on-link length: `10.0.0.11/24`. */
  readonly addresses: DualStack;
}

export interface PodPlan {
  readonly namespace: string;
  readonly name: string;
  /** Full id of its sandbox, 64 hex digits. */
  readonly sandbox: string;
  /** Name under /run/netns. */
  readonly netns: string;
  readonly hostInterface: string;
  readonly hostMac: string;
  /** `eth0` in the pod. */
  readonly mac: string;
  readonly mtu: number;
  /** Without a length. */
  readonly addresses: DualStack;
}

export interface TunnelPlan {
  readonly name: string;
  readonly vni: number;
  readonly port: number;
  /** Underlay address, and the interface it is on. */
  readonly local: string;
  readonly device: string;
  /** Of the VTEP: the block's first address. */
  readonly address: string;
  readonly mac: string;
  readonly mtu: number;
}

interface NamespacesPlan {
  /** A second name of the first bridge pod's namespace. */
  readonly secondName: string;
  /** A name of the node's own namespace, as CRI-O pins it for pods with host network. */
  readonly hostPin: string;
  /** A namespace that a process lives in and no name leads to; its end of the veth is `eth0`. */
  readonly unnamed: PodPlan;
}

/** `options` stand behind `type KIND`: ip-link(8). */
export type ExtraLinkPlan =
  | {
      readonly kind: 'vlan' | 'macvlan';
      readonly name: string;
      readonly mac: string;
      readonly parent: string;
      readonly options: string;
    }
  | {
      readonly kind: 'bond';
      readonly name: string;
      /** A further NIC on the underlay. */
      readonly member: Omit<InterfacePlan, 'addresses'>;
      readonly options: string;
    };

export interface ServicePlan {
  readonly namespace: string;
  readonly name: string;
  /** Empty for the only port of a service. */
  readonly port: string;
  readonly clusterIp: DualStack;
  readonly number: number;
  readonly nodePort?: number;
  /** `NAMESPACE/POD` of each. */
  readonly endpoints: readonly string[];
  readonly targetPort: number;
}

const UNDERLAY_MTU = 1500;
const VXLAN_OVERHEAD = { v4: 50, v6: 70 };
/** The port that the pods of the lab answer on. */
export const POD_PORT = 8080;

export const CLUSTER: ClusterPlan = {
  underlay: { name: 'underlay', gateway: { v4: '10.0.2.1', v6: 'fd00:2::1' } },
  nodes: [nodePlan('control', 1), nodePlan('worker', 2)],
  pool: { v4: '192.168.0.0/16', v6: 'fd00:192:168::/48' },
  services: [
    {
      namespace: 'default',
      name: 'web',
      port: 'http',
      clusterIp: { v4: '10.96.0.80', v6: 'fd00:10:96::80' },
      number: 80,
      nodePort: 30080,
      endpoints: ['default/web-control', 'default/web-worker'],
      targetPort: POD_PORT,
    },
    {
      namespace: 'kube-system',
      name: 'dns',
      port: '',
      clusterIp: { v4: '10.96.0.10', v6: 'fd00:10:96::10' },
      number: 53,
      endpoints: ['kube-system/dns-control', 'kube-system/dns-worker'],
      targetPort: POD_PORT,
    },
    {
      namespace: 'default',
      name: 'nobody',
      port: 'http',
      clusterIp: { v4: '10.96.0.99', v6: 'fd00:10:96::99' },
      number: 80,
      endpoints: [],
      targetPort: POD_PORT,
    },
  ],
};

/** `n` tells the node in its addresses. */
function nodePlan(name: string, n: number): NodePlan {
  const bridgePod = (namespace: string, pod: string, i: number): PodPlan => ({
    ...named(namespace, `${pod}-${name}`),
    hostInterface: `veth${sha256(`${namespace}/${pod}-${name}`).slice(0, 8)}`,
    hostMac: `02:85:00:01:0${n}:0${i}`,
    mac: `02:85:00:00:0${n}:0${i}`,
    mtu: UNDERLAY_MTU,
    addresses: { v4: `10.85.${n}.${i}`, v6: `fd00:10:85:${n}::${i}` },
  });
  const calicoPod = (namespace: string, pod: string, i: number): PodPlan => ({
    ...named(namespace, `${pod}-${name}`),
    hostInterface: `cali${calicoWorkloadHash(namespace, `${pod}-${name}`)}`,
    hostMac: 'ee:ee:ee:ee:ee:ee',
    mac: `02:19:21:68:0${n}:0${i}`,
    mtu: UNDERLAY_MTU - VXLAN_OVERHEAD.v4,
    addresses: { v4: `192.168.${n}.${i}`, v6: `fd00:192:168:${n}::${i}` },
  });
  const underlay = { v4: `10.0.0.1${n}`, v6: `fd00:10::1${n}` };
  const nic = (ifname: string, i: number, v4: string, v6: string): InterfacePlan => ({
    name: ifname,
    mac: `02:00:00:00:0${i}:0${n}`,
    mtu: UNDERLAY_MTU,
    addresses: { v4: `${v4}/24`, v6: `${v6}/64` },
  });
  const further = (i: number): { readonly mac: string; readonly parent: string } => ({
    mac: `02:00:00:00:0${i}:0${n}`,
    parent: 'eth1',
  });
  return {
    name,
    management: nic('eth0', 0, `10.0.2.1${n}`, `fd00:2::1${n}`),
    underlay: nic('eth1', 1, underlay.v4, underlay.v6),
    bridge: {
      name: 'cni0',
      mac: `02:85:00:00:0${n}:00`,
      mtu: UNDERLAY_MTU,
      addresses: { v4: `10.85.${n}.1/24`, v6: `fd00:10:85:${n}::1/64` },
      subnet: { v4: `10.85.${n}.0/24`, v6: `fd00:10:85:${n}::/64` },
    },
    bridgePods: [bridgePod('kube-system', 'dns', 2), bridgePod('default', 'shell', 3)],
    calicoPods: [calicoPod('default', 'web', 1), calicoPod('default', 'client', 2)],
    block: { v4: `192.168.${n}.0/26`, v6: `fd00:192:168:${n}::/122` },
    tunnels: {
      v4: {
        ...{ name: 'vxlan.calico', vni: 4096, port: 4789, local: underlay.v4, device: 'eth1' },
        ...{ address: `192.168.${n}.0`, mac: `66:00:00:00:04:0${n}` },
        mtu: UNDERLAY_MTU - VXLAN_OVERHEAD.v4,
      },
      v6: {
        ...{ name: 'vxlan-v6.calico', vni: 4096, port: 4789, local: underlay.v6, device: 'eth1' },
        ...{ address: `fd00:192:168:${n}::`, mac: `66:00:00:00:06:0${n}` },
        mtu: UNDERLAY_MTU - VXLAN_OVERHEAD.v6,
      },
    },
    namespaces: {
      secondName: `docker-dns-${name}`,
      hostPin: `host-network-${name}`,
      unnamed: bridgePod('default', 'nameless', 9),
    },
    extraLinks: [
      { kind: 'vlan', name: 'eth1.100', ...further(1), options: 'id 100' },
      { kind: 'macvlan', name: 'mac0', ...further(3), options: 'mode bridge' },
      {
        kind: 'bond',
        name: 'bond0',
        member: { name: 'eth2', mac: `02:00:00:00:02:0${n}`, mtu: UNDERLAY_MTU },
        options: 'mode active-backup miimon 100',
      },
    ],
  };
}

function named(
  namespace: string,
  name: string,
): Pick<PodPlan, 'namespace' | 'name' | 'sandbox' | 'netns'> {
  return { namespace, name, sandbox: sha256(`${namespace}/${name}`), netns: `cni-${name}` };
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
