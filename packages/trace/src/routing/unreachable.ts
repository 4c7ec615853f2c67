import type { Nexthop } from '@vethscope/model';
import { type Namespace, perNamespace } from '../network/network.ts';

/** Whether a host passes by an IPv6 gateway: it was asked for, and did not answer. A router does not. */
export function isUnreachable(netns: Namespace, { via, device }: Nexthop): boolean {
  if (via === undefined || failed(netns).size === 0) return false;
  if (netns.sysctl('net.ipv6.conf.all.forwarding')?.value === '1') return false;
  return failed(netns).has(`${device} ${via}`);
}

const failed = perNamespace(
  ({ facts }): ReadonlySet<string> =>
    new Set(
      facts.neighbors
        .filter(({ states }) => states.includes('FAILED'))
        .map(({ device, address }) => `${device} ${address}`),
    ),
);
