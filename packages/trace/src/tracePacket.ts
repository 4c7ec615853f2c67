import type { Ip } from '@vethscope/model';
import type { Interface, Namespace, Network } from './network/network.ts';
import type { Packet } from './packet.ts';
import type { Trace } from './trace.ts';

/** Where a packet begins. */
export type TraceStart =
  /** A process in there sends it; without a source address the kernel chooses one. */
  | {
      readonly kind: 'sent';
      readonly netns: Namespace;
      readonly packet: Omit<Packet, 'source'> & { readonly source?: Ip };
    }
  /** It comes from outside of the capture, or from a namespace that was not captured, by `interface`. */
  | {
      readonly kind: 'arrives';
      readonly interface: Interface;
      readonly packet: Packet;
      /** What is taken for granted about the part of its way before. */
      readonly assumption: string;
    };

/** Where the packet goes, in every way that the capture leaves open; and what is answered. */
export declare function tracePacket(
  network: Network,
  start: TraceStart,
): Pick<Trace, 'packet' | 'disposition' | 'branches'>;
