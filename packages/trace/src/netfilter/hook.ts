import type { TableName } from '@vethscope/model';

export type Hook = 'PREROUTING' | 'INPUT' | 'FORWARD' | 'OUTPUT' | 'POSTROUTING';

export type HookVerdict =
  | { readonly kind: 'accept' }
  /** `unknown`: a target whose effect the capture cannot tell (QUEUE, one that is not understood). */
  | { readonly kind: 'drop' | 'reject' | 'unknown'; readonly because: string };

export const ACCEPT: HookVerdict = { kind: 'accept' };

/** What a packet meets at a hook: a table, or conntrack's first and last look. */
export type Station = TableName | 'track' | 'confirm';

/** By priority: enum nf_ip_hook_priorities of netfilter_ipv4.h, the same for IPv6. */
export const STATIONS: Readonly<Record<Hook, readonly Station[]>> = {
  PREROUTING: ['raw', 'track', 'mangle', 'nat'],
  INPUT: ['mangle', 'filter', 'security', 'nat', 'confirm'],
  FORWARD: ['mangle', 'filter', 'security'],
  OUTPUT: ['raw', 'track', 'mangle', 'nat', 'filter', 'security'],
  POSTROUTING: ['mangle', 'nat', 'confirm'],
};
