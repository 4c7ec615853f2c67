import type { Evidence } from '@vethscope/model';

/** A rule of iptables or nftables, and the chain that it stands in. */
export interface RulePlace {
  readonly chain: string;
  readonly rule: { readonly number: number; readonly evidence: Evidence };
}
