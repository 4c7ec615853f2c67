import type { Evidence } from '../evidence.ts';
import type { Ip, Prefix } from '../net/ip.ts';

export interface Pod {
  readonly namespace: string;
  readonly name: string;
  /** `Running`, `CrashLoopBackOff`, … as kubectl shows it. */
  readonly status?: string;
  readonly ready?: string;
  readonly restarts?: number;
  readonly node?: string;
  /** Absent: not printed. Empty: printed as `<none>`. */
  readonly addresses?: readonly Ip[];
  /** Only JSON says it, and columns that were asked for. */
  readonly hostNetwork?: boolean;
  readonly labels?: Readonly<Record<string, string>>;
  readonly evidence: Evidence;
}

export interface Service {
  readonly namespace: string;
  readonly name: string;
  readonly type?: string;
  /** Empty for headless services (`None`). */
  readonly clusterIps: readonly Ip[];
  readonly externalIps: readonly string[];
  readonly ports: readonly ServicePort[];
  readonly selector?: Readonly<Record<string, string>>;
  readonly evidence: Evidence;
}

export interface ServicePort {
  /** Only JSON says it; the tables leave it out. */
  readonly name?: string;
  /** Lower case: `tcp`, `udp`, `sctp`. */
  readonly protocol: string;
  readonly port: number;
  readonly nodePort?: number;
  readonly targetPort?: string;
}

export interface EndpointSlice {
  readonly namespace: string;
  readonly name: string;
  /** From the label `kubernetes.io/service-name`; tables show no label. */
  readonly service?: string;
  readonly addressType?: string;
  readonly ports: readonly {
    readonly name?: string;
    readonly protocol?: string;
    readonly port?: number;
  }[];
  readonly endpoints: readonly {
    readonly addresses: readonly Ip[];
    readonly pod?: { readonly namespace: string; readonly name: string };
    readonly node?: string;
    readonly ready?: boolean;
  }[];
  /** The table shortens the list: `10.0.0.1,10.0.0.2 + 3 more...`. */
  readonly truncated: boolean;
  readonly evidence: Evidence;
}

export interface KubeNode {
  readonly name: string;
  readonly status?: string;
  readonly roles?: string;
  readonly version?: string;
  readonly internalIps: readonly Ip[];
  readonly externalIps: readonly Ip[];
  readonly podCidrs: readonly Prefix[];
  /** Calico's choice of the node's own address, which its tunnels end at: `172.16.0.11/24`. */
  readonly underlayAddresses?: readonly Prefix[];
  /** Of Calico's VXLAN interface on the node, which routes of other nodes lead to. */
  readonly vtepAddresses?: readonly Ip[];
  /** Of Calico's IP in IP interface. */
  readonly tunnelAddresses?: readonly Ip[];
  readonly osImage?: string;
  readonly kernel?: string;
  readonly runtime?: string;
  readonly evidence: Evidence;
}

/** Which pods have their traffic filtered; by which rules is not kept. */
export interface NetworkPolicy {
  readonly namespace: string;
  readonly name: string;
  /** As kubectl prints it: `app=web,tier in (a,b)`; empty for all pods of the namespace. */
  readonly podSelector: string;
  /** `Ingress`, `Egress`; only JSON says it. */
  readonly policyTypes?: readonly string[];
  readonly evidence: Evidence;
}

/** Deployments, daemon sets and the like: known to exist, with the columns kubectl gave them. */
export interface Workload {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly columns: Readonly<Record<string, string>>;
  readonly evidence: Evidence;
}

export interface CriContainer {
  /** As listed: 13 characters in tables, 64 in JSON. */
  readonly id: string;
  readonly name: string;
  readonly image?: string;
  readonly created?: string;
  readonly state?: string;
  readonly attempt?: number;
  /** Sandbox id, shortened alike. */
  readonly sandboxId?: string;
  readonly pod?: string;
  readonly namespace?: string;
  readonly evidence: Evidence;
}

/** A pod sandbox of the runtime: `crictl pods`; `crictl inspectp` tells where its network is. */
export interface CriSandbox {
  readonly id: string;
  readonly pod: string;
  readonly namespace?: string;
  readonly state?: string;
  readonly created?: string;
  readonly attempt?: number;
  /** `/var/run/netns/cni-5e2b…`: the namespace that the runtime made for it. */
  readonly netnsPath?: string;
  /** Of the process that holds the sandbox open: `pause`. */
  readonly pid?: number;
  readonly addresses?: readonly Ip[];
  /** Whether it uses the node's own network. */
  readonly hostNetwork?: boolean;
  readonly evidence: Evidence;
  /** Where other outputs say more of it. */
  readonly moreEvidence?: readonly Evidence[];
}

export interface CriImage {
  readonly id: string;
  readonly name: string;
  readonly tag?: string;
  readonly digest?: string;
  readonly size?: string;
  readonly evidence: Evidence;
}

/** One zone of `firewall-cmd --list-all-zones`. */
export interface FirewalldZone {
  readonly name: string;
  readonly active: boolean;
  readonly target?: string;
  readonly interfaces: readonly string[];
  readonly sources: readonly string[];
  readonly services: readonly string[];
  /** `4789/udp`, `51820-51821/udp`. */
  readonly ports: readonly string[];
  readonly masquerade?: boolean;
  readonly forward?: boolean;
  readonly richRules: readonly string[];
  /** Every `key: value` line, as printed. */
  readonly settings: Readonly<Record<string, string>>;
  readonly evidence: Evidence;
}

/** What NetworkManager leaves alone: `[keyfile] unmanaged-devices=`, NetworkManager.conf(5). */
export interface UnmanagedDevices {
  /** Absent: of `[keyfile]`. `device-calico`: of a section with `managed=0`, a list of its own. */
  readonly section?: string;
  /** `interface-name:cali*`, `mac:…`, `except:…` as written. */
  readonly specs: readonly string[];
  readonly evidence: Evidence;
}
