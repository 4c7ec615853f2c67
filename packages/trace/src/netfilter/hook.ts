import type { TableName } from '@vethscope/model';

export type Hook = 'PREROUTING' | 'INPUT' | 'FORWARD' | 'OUTPUT' | 'POSTROUTING';

export type HookVerdict =
  | { readonly kind: 'accept' }
  /** `unknown`: a target whose effect the capture cannot tell (QUEUE, one that is not understood). */
  | { readonly kind: 'drop' | 'reject' | 'unknown'; readonly because: string };

export const ACCEPT: HookVerdict = { kind: 'accept' };

/** What a packet meets at a hook: a table, or conntrack's first and last look. */
export type Station = TableName | 'security (legacy)' | 'security (nft)' | 'track' | 'confirm';

/**
 * By priority: enum nf_ip_hook_priorities of netfilter_ipv4.h, the same for IPv6. Only iptables-nft
 * has its security table at 150, behind the translation of sources.
 */
export const STATIONS: Readonly<Record<Hook, readonly Station[]>> = {
  PREROUTING: ['raw', 'track', 'mangle', 'nat'],
  INPUT: ['mangle', 'filter', 'security (legacy)', 'nat', 'security (nft)', 'confirm'],
  FORWARD: ['mangle', 'filter', 'security'],
  OUTPUT: ['raw', 'track', 'mangle', 'nat', 'filter', 'security'],
  POSTROUTING: ['mangle', 'nat', 'confirm'],
};
