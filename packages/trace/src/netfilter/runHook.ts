import type { Namespace } from '../network/network.ts';
import type { Skb } from '../walk/skb.ts';
import type { Walk } from '../walk/walk.ts';

export type Hook = 'PREROUTING' | 'INPUT' | 'FORWARD' | 'OUTPUT' | 'POSTROUTING';

export type HookVerdict =
  | { readonly kind: 'accept' }
  /** `unknown`: a target whose effect the capture cannot tell (QUEUE, one that is not understood). */
  | { readonly kind: 'drop' | 'reject' | 'unknown'; readonly because: string };

/**
 * Shows the packet to all tables of one hook, in the kernel's order, and changes it as they say.
 * OUTPUT asks for a new route each time a table has changed the mark or an address: `reroute`
 * gives false where there is none any more, and the packet is dropped.
 */
export declare function runHook(
  walk: Walk,
  netns: Namespace,
  hook: Hook,
  skb: Skb,
  reroute?: () => boolean,
): HookVerdict;
