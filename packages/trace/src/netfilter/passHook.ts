import type { Namespace } from '../network/network.ts';
import type { Next } from '../walk/next.ts';
import { end } from '../walk/next.ts';
import type { Skb } from '../walk/skb.ts';
import type { Walk } from '../walk/walk.ts';
import type { Hook } from './runHook.ts';
import { runHook } from './runHook.ts';

/** Shows a packet to a netfilter hook: the end of its way there, or `undefined` where it may go on. */
export function passHook(
  walk: Walk,
  netns: Namespace,
  hook: Hook,
  skb: Skb,
  reroute?: () => boolean,
): Next | undefined {
  const verdict = runHook(walk, netns, hook, skb, reroute);
  switch (verdict.kind) {
    case 'accept':
      return undefined;
    case 'drop':
      return end('dropped', verdict.because);
    case 'reject':
      return end('rejected', verdict.because);
    case 'unknown':
      return end('undecided', verdict.because);
  }
}
