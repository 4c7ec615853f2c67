import type { ChangedFacts } from '@vethscope/model';

/** What can be a reason to look at the node again. */
export type TriggerKind =
  /** The server started, or somebody asked for it. */
  | 'start'
  | 'asked'
  /** A monitor had been lost, or the kernel's queue ran over: events may be missing. */
  | 'missed'
  | 'namespaces'
  | 'link'
  | 'address'
  | 'route'
  | 'rule'
  | 'neighbor'
  /** Forwarding, rp_filter or proxy ARP of an interface. */
  | 'setting'
  | 'nft'
  /** Namespaces came or went a while ago: pods and sandboxes are known by now. */
  | 'cluster';

export interface Trigger {
  readonly kind: TriggerKind;
  /** Names of the namespaces it was about, sorted; empty: not about one. */
  readonly netns: readonly string[];
}

/** One state of the followed node: a capture of its own. */
export interface LiveState {
  /** Of the capture: everything under /api/v1/captures/{id} works. */
  readonly id: string;
  /** ISO 8601: when it was looked at. */
  readonly at: string;
  readonly triggers: readonly Trigger[];
  readonly changes: StateChanges;
  /** The oldest state that is still kept: all before it are gone. */
  readonly oldest: string;
}

/** Against the state before it; the first one has no changes. */
export interface StateChanges {
  readonly added: ChangedElements;
  readonly removed: ChangedElements;
  readonly changed: ChangedElements;
  readonly facts: readonly ChangedFacts[];
}

export interface ChangedElements {
  readonly count: number;
  /** The first of them, sorted. */
  readonly ids: readonly string[];
}

/** Whether what is shown is what is there. */
export interface LiveStatus {
  readonly live: boolean;
  /** Since when: ISO 8601. */
  readonly since: string;
  /** Why not; one line. */
  readonly reason?: string;
  /** What is not noticed at all, and why: one line each. */
  readonly blind: readonly string[];
}

export type LiveEvent =
  | { readonly event: 'state'; readonly data: LiveState }
  | { readonly event: 'status'; readonly data: LiveStatus };
