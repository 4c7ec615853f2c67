import type { Interface, Namespace } from '../network/network.ts';
import type { Skb } from '../walk/skb.ts';
import type { Walk } from '../walk/walk.ts';
import type { Answer } from './answer.ts';
import type { Hook } from './hook.ts';

/** What a rule sees of a packet at one hook: struct nf_hook_state and the skb. */
export interface Sight {
  readonly walk: Walk;
  readonly netns: Namespace;
  readonly hook: Hook;
  readonly skb: Skb;
  /** Absent: no device, so the kernel compares with an empty name. */
  readonly in: Interface | undefined;
  readonly out: Interface | undefined;
}

/** A condition of a rule, ready to be asked. */
export type Test = (sight: Sight) => Answer;

/** Which devices the kernel tells a hook: ip_rcv, ip_local_deliver, ip_forward, ip_local_out, ip_output. */
export function sightOf(walk: Walk, netns: Namespace, hook: Hook, skb: Skb): Sight {
  return {
    walk,
    netns,
    hook,
    skb,
    in: hook === 'OUTPUT' ? undefined : skb.inInterface,
    out: hook === 'PREROUTING' || hook === 'INPUT' ? undefined : skb.outInterface,
  };
}
