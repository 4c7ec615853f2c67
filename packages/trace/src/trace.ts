import type { Id } from '@vethscope/model';
import type { Disposition } from './disposition.ts';
import type { Packet } from './packet.ts';
import type { Step } from './step.ts';

/** Where one packet goes: docs/trace.md, docs/json.md. */
export interface Trace {
  readonly packet: Packet;
  readonly from: TraceEnd;
  readonly to: TraceEnd;
  /** The branches' common one, else `undecided`. */
  readonly disposition: Disposition;
  readonly branches: readonly Branch[];
}

/** What was asked for, and what it was found to be. */
export interface TraceEnd {
  /** As typed: `kube-system/coredns-abc`, `10.96.0.10`. */
  readonly text: string;
  /** Element of the topology; absent for an address that nothing captured has. */
  readonly id?: Id;
}

/** One way that it can go. Those that end alike whatever is assumed are one. */
export interface Branch {
  /** Of all that is left to chance; `null` where it also rests on what the capture does not tell. */
  readonly probability: number | null;
  readonly disposition: Disposition;
  /** One line each; empty: this is so. */
  readonly assumptions: readonly string[];
  readonly hops: readonly Hop[];
  /** Why it ends as it does, one line. */
  readonly because: string;
  /** The step that decided: `hops[hop].steps[step]`. */
  readonly decidedBy?: StepPlace;
  /** Of packets that arrive and are answered; absent: there is nobody to answer. */
  readonly reply?: Reply;
}

/** The answer's way back, through the same state. */
export interface Reply {
  readonly packet: Packet;
  /** `delivered` only where the sender of the request knows it for the answer. */
  readonly disposition: Disposition;
  readonly hops: readonly Hop[];
  readonly because: string;
  readonly decidedBy?: StepPlace;
}

export interface StepPlace {
  readonly hop: number;
  readonly step: number;
}

/** A stay in one namespace. */
export interface Hop {
  readonly node: string;
  /** Its id in the topology: `netns/NODE/NAME`. */
  readonly netns: Id;
  readonly steps: readonly Step[];
}
