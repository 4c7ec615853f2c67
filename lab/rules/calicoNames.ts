import { createHash } from 'node:crypto';
import type { RuleChain } from './restore.ts';

/** nftables itself would take more; iptables has room for 28. */
const MAX_CHAIN_NAME = 28;
const MAX_IPSET_NAME = 31;
const RULE_HASH = 16;

/**
 * `cali-pri-kns.kube-system`; `cali-pri-_kJqfZpgUe7r2t4A-14` where the name is too long: Calico,
 * `libcalico-go/lib/hash`, GetLengthLimitedID.
 */
export function calicoChainName(prefix: string, id: string): string {
  if (prefix.length + id.length <= MAX_CHAIN_NAME) return prefix + id;
  return `${prefix}_${base64url('sha256', id)}`.slice(0, MAX_CHAIN_NAME);
}

/** `cali40s:ck5Xlrk1PJnDexs5NS5WG0l`: the set of what a selector selects, `MakeUniqueID`. */
export function selectorSetName(version: 4 | 6, selector: string): string {
  return `cali${version}0s:${base64url('sha224', selector)}`.slice(0, MAX_IPSET_NAME);
}

/**
 * Puts into each rule the comment by which Felix knows its own again, `cali:wUHhoiAYhphO9Mso`: a
 * hash over the chain's name and all of its rules up to this one. Calico, `felix/iptables/rules.go`,
 * RuleHashes; the rules have to be in Felix's own words for it (`--jump`, not `-j`).
 */
export function withRuleHashes({ name, rules }: RuleChain): RuleChain {
  let hash = createHash('sha224').update(name).digest();
  return {
    name,
    rules: rules.map((rule) => {
      hash = createHash('sha224').update(hash).update(`-A ${name} HASH ${rule}`).digest();
      const known = hash.toString('base64url').slice(0, RULE_HASH);
      return `-m comment --comment "cali:${known}" ${rule}`;
    }),
  };
}

function base64url(algorithm: string, text: string): string {
  return createHash(algorithm).update(text).digest('base64url');
}
