import type { Stack } from './plan.ts';

/** One address of each family. */
export type DualStack = Readonly<Record<Stack, string>>;

/** Outside: two networks that nodes have NICs in, and what lies behind their gateways. */
export const OUTSIDE = {
  gateways: {
    eth0: { v4: '172.16.0.1', v6: 'fd16::1' },
    eth1: { v4: '172.17.0.1', v6: 'fd17::1' },
  },
  /** Answers, behind both gateways. */
  far: { v4: '203.0.113.7', v6: 'fd99::7' },
  /** Beyond, where nothing is. */
  nowhere: { v4: '198.51.100.9', v6: 'fd98::9' },
} as const;

/** `eth0`'s or `eth1`'s of node 1 or 2. */
export function nicAddress(nic: 'eth0' | 'eth1', node: number): DualStack {
  const net = nic === 'eth0' ? 16 : 17;
  return { v4: `172.${net}.0.1${node}`, v6: `fd${net}::1${node}` };
}

/** On the node's bridge: .1 is the bridge's own. */
export function bridgeAddress(node: number, host: number): DualStack {
  return { v4: `10.${node}.0.${host}`, v6: `fd10:${node}::${host}` };
}

/** Routed to one interface each; host 0 is the tunnel's end. */
export function blockAddress(node: number, host: number): DualStack {
  return { v4: `10.${node}.9.${host}`, v6: `fd10:${node}:9::${host}` };
}

export function bridgeSubnet(node: number): DualStack {
  return { v4: `10.${node}.0.0/24`, v6: `fd10:${node}::/64` };
}

export function block(node: number): DualStack {
  return { v4: `10.${node}.9.0/24`, v6: `fd10:${node}:9::/64` };
}

/** On a pod's loopback. */
export function furtherAddress(node: number, host: number): DualStack {
  return { v4: `10.${node}.77.${host}`, v6: `fd77:${node}::${host}` };
}

/** Of a service: no interface has it. */
export function serviceAddress(service: number): DualStack {
  return { v4: `10.96.0.${service}`, v6: `fd96::${service}` };
}

export const ALL_STACKS_LENGTH = { v4: 32, v6: 128 } as const;
