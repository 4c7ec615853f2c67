import type { Target } from '@vethscope/model';

/** What ends a walk through a chain by itself; no chain can have these names. */
const VERDICTS: ReadonlyMap<string, Target> = new Map<string, Target>([
  ['ACCEPT', { kind: 'accept' }],
  ['DROP', { kind: 'drop' }],
  ['RETURN', { kind: 'return' }],
  ['QUEUE', { kind: 'queue' }],
]);

export const NO_TARGET: Target = { kind: 'none' };

/** Every target extension of iptables 1.8: `lib{xt,ipt,ip6t}_NAME.so`. */
const TARGET_EXTENSIONS = new Set(
  `AUDIT CHECKSUM CLASSIFY CLUSTERIP CONNMARK CONNSECMARK CT DNAT DNPT DSCP ECN HL HMARK IDLETIMER
  LED LOG MARK MASQUERADE MIRROR NAT NETMAP NFLOG NFQUEUE NOTRACK RATEEST REDIRECT REJECT SAME
  SECMARK SET SNAT SNPT SYNPROXY TARPIT TCPMSS TCPOPTSTRIP TEE TOS TPROXY TRACE TTL ULOG`.split(
    /\s+/,
  ),
);

/** What a target's name alone says. */
export type TargetName =
  | { readonly kind: 'settled'; readonly target: Target }
  | { readonly kind: 'chain' }
  | { readonly kind: 'extension' };

/** A chain of the table wins over a target extension of the same name. */
export function targetNamed(name: string, isChain: (name: string) => boolean): TargetName {
  const verdict = VERDICTS.get(name);
  if (verdict) return { kind: 'settled', target: verdict };
  if (isChain(name)) return { kind: 'chain' };
  return { kind: TARGET_EXTENSIONS.has(name) ? 'extension' : 'chain' };
}
