import type { Evidence } from '../evidence.ts';
import type { Id } from '../ids.ts';

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
  /** One line, as the command prints it or close to it: `-A FORWARD -i cni0 -j DROP`. */
  readonly text: string;
  readonly evidence: readonly Evidence[];
}

export type RecordKind =
  | 'link'
  | 'address'
  | 'netnsName'
  | 'route'
  | 'policyRule'
  | 'neighbor'
  | 'fdb'
  | 'bridgeVlan'
  | 'chain'
  | 'rule'
  | 'nftTable'
  | 'ipset'
  | 'ipsetMember'
  | 'sysctl'
  | 'socket'
  | 'pod'
  | 'service'
  | 'endpoint'
  | 'kubeNode'
  | 'networkPolicy'
  | 'calico'
  | 'sandbox'
  | 'firewalldZone'
  | 'unmanagedDevices';
