import type { Ip } from '@vethscope/model';
import type { Disposition } from '../disposition.ts';
import type { Interface, Namespace } from '../network/network.ts';
import type { Skb } from './skb.ts';

/** What a stage hands on: the stage that comes next, with all that it needs, or the end. */
export type Next =
  /** A local process, or the kernel itself, sends: routing, OUTPUT, POSTROUTING. */
  | {
      readonly stage: 'output';
      readonly netns: Namespace;
      readonly skb: Skb;
      /** It has no source address yet: the kernel chooses one. */
      readonly needsSource?: true;
    }
  /** A frame comes in by an interface: to the bridge that it is a port of, or to the IP layer. */
  | { readonly stage: 'input'; readonly interface: Interface; readonly skb: Skb }
  /** The IP layer takes what came in by an interface (a bridge's own, where it came by a port). */
  | { readonly stage: 'receive'; readonly interface: Interface; readonly skb: Skb }
  /** Routed and past POSTROUTING: MTU, neighbour, and into the device. */
  | {
      readonly stage: 'neighbor';
      readonly interface: Interface;
      /** The gateway, or the destination itself. */
      readonly nexthop: Ip;
      /** The route's own MTU; absent: the device's. */
      readonly mtu?: number;
      readonly skb: Skb;
    }
  /** A frame, its destination MAC known where the link has any, is handed to a device. */
  | { readonly stage: 'transmit'; readonly interface: Interface; readonly skb: Skb }
  | { readonly stage: 'end'; readonly outcome: Outcome };

/** The packet is still on its way. */
export type Moving = Exclude<Next, { readonly stage: 'end' }>;

export interface Outcome {
  readonly disposition: Disposition;
  /** One line for people: why it ends so. */
  readonly because: string;
  /** Delivered: in which namespace, and as what. */
  readonly arrived?: { readonly netns: Namespace; readonly skb: Skb };
}

export function end(disposition: Disposition, because: string): Next {
  return { stage: 'end', outcome: { disposition, because } };
}
