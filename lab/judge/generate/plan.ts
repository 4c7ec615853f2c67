/** What the kernel is asked about: machines as the commands that make them, made of one seed. */
export interface CasePlan {
  readonly seed: number;
  readonly nodes: readonly NodePlan[];
  /** A switch and router that nothing is captured of. */
  readonly outside: { readonly name: string; readonly setup: Setup };
  /** No rule asks for a sender's MAC address then: those outside are not captured. */
  readonly probedFromOutside: boolean;
  /** One NIC each, from a node to a bridge outside. */
  readonly cables: readonly CablePlan[];
}

export interface NodePlan {
  readonly name: string;
  /** The node's own namespace; made once all its pods are there. */
  readonly setup: Setup;
  readonly pods: readonly PodPlan[];
}

export interface PodPlan {
  /** Name under /run/netns; no other node has it. */
  readonly netns: string;
  readonly hostInterface: string;
  readonly hostMac: string;
  /** `eth0` in the pod. */
  readonly mac: string;
  readonly setup: Setup;
}

export interface CablePlan {
  readonly node: string;
  readonly name: string;
  readonly mac: string;
  readonly bridge: string;
}

/** In this order. */
export interface Setup {
  /** Paths below /proc/sys, before all else. */
  readonly before: Readonly<Record<string, number>>;
  /** `ip` commands. */
  readonly ip: readonly string[];
  /** Routes and rules that need not all be taken: two may be for the same. `ip -4`, `ip -6`. */
  readonly routes: Readonly<Record<Stack, readonly string[]>>;
  /** `bridge` commands. */
  readonly bridge: readonly string[];
  readonly sysctls: Readonly<Record<string, number>>;
  /** `ipset restore`. */
  readonly ipsets: readonly string[];
  /** `iptables-nft-restore`. */
  readonly rules: Readonly<Record<Stack, readonly string[]>>;
  /** Servers answer on them, ports of `SERVER_PORTS`. */
  readonly served: readonly string[];
}

export type Stack = 'v4' | 'v6';
export const STACKS: readonly Stack[] = ['v4', 'v6'];

/** That something listens on, and that nothing does. */
export const SERVER_PORTS: readonly number[] = [53, 80, 8080];
export const CLOSED_PORTS: readonly number[] = [81, 443, 8443];
/** That nothing but NAT makes something of. */
export const NAT_PORTS: readonly number[] = [30001, 30002, 8081, 8082];

export const NO_SETUP: Setup = {
  ...{ before: {}, ip: [], bridge: [], sysctls: {}, ipsets: [], rules: { v4: [], v6: [] } },
  routes: { v4: [], v6: [] },
  served: [],
};
