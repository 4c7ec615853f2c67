import type { Evidence } from '../evidence.ts';
import type { Id } from '../ids.ts';
import type { FactKind } from '../snapshot/snapshot.ts';

/** One record that came, went or is not what it was, as both captures show it. */
export interface RecordChange {
  /** `netns/HOST/NAME`, or `node/HOST` for what belongs to no namespace. */
  readonly id: Id;
  readonly kind: RecordKind;
  /** Where it stands: `IPv4 filter cali-FORWARD`, an ipset's name. Absent: it stands by itself. */
  readonly place?: string;
  /** Absent: it came. */
  readonly before?: RecordSide;
  /** Absent: it went. */
  readonly after?: RecordSide;
}

/** What a record says, without counters, timers and its place in the capture. */
export interface RecordSide {
  /**
   * One line, as the command prints it or close to it: `-A FORWARD -i cni0 -j DROP`. Of a record that
   * is there before and after: what names it and what is not the same, `eth0 mtu 1500`.
   */
  readonly text: string;
  /** Of what is asked in order, rules: its number, counted from 1. */
  readonly number?: number;
  readonly evidence: readonly Evidence[];
}

/** In the order in which changes of one namespace, or of one node, are listed. */
export const RECORD_KINDS = [
  'link',
  'address',
  'netnsName',
  'route',
  'policyRule',
  'neighbor',
  'fdb',
  'bridgeVlan',
  'chain',
  'rule',
  'nftTable',
  'nftRule',
  'nftElement',
  'ipset',
  'ipsetMember',
  'sysctl',
  'socket',
  'pod',
  'service',
  'endpoint',
  'kubeNode',
  'workload',
  'networkPolicy',
  'calico',
  'sandbox',
  'firewalldZone',
  'unmanagedDevices',
] as const;

export type RecordKind = (typeof RECORD_KINDS)[number];

export type ChangeWay = 'came' | 'went' | 'changed' | 'moved';

/** `moved`: the same rule, but asked earlier or later than others that are still there. */
export function changeWay({ before, after }: RecordChange): ChangeWay {
  if (before === undefined) return 'came';
  if (after === undefined) return 'went';
  return before.text === after.text ? 'moved' : 'changed';
}

/** Records that only one capture shows, where the other one cannot tell whether they are there. */
export interface Incomparable {
  /** As of a change. */
  readonly id: Id;
  /** What they are; absent: everything that was captured in the namespace. */
  readonly fact?: FactKind;
  /** `IPv4 nat`, an ipset's name. Absent: all of them. */
  readonly place?: string;
  /** The capture that cannot tell; `both`: neither of them shows the whole of it. */
  readonly side: 'before' | 'after' | 'both';
  readonly reason: IncomparableReason;
  /** How many records nothing could be said about; 0 where it is a whole namespace. */
  readonly records: number;
}

export type IncomparableReason =
  /** No output that would list them. */
  | 'notCaptured'
  /** Its listing leaves some out: one chain, `ipset list -t`, `+ 3 more…`. */
  | 'partial'
  /** `iptables -L` without `-v`: rules were compared without their interfaces. */
  | 'interfacesHidden';
