import type { Namespace } from '../network/network.ts';
import type { Next } from '../walk/next.ts';
import type { Skb } from '../walk/skb.ts';
import type { Walk } from '../walk/walk.ts';

export declare function decapsulate(walk: Walk, netns: Namespace, skb: Skb): Next | undefined;
