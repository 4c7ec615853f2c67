import type { Machine } from '../machine.ts';

/** A namespace that probes are sent from, to or through. */
export interface Place {
  readonly machine: Machine;
  /** Name under the machine's /run/netns. Absent: the machine's own. */
  readonly netns?: string;
}

/** A question to the kernel: one packet, the first of a connection. */
export interface Probe {
  /** `PlaceKey` of the sender. */
  readonly from: PlaceKey;
  readonly proto: 'tcp' | 'udp' | 'icmp';
  /** Absent: the kernel chooses. */
  readonly source?: string;
  readonly address: string;
  /** Nothing to ICMP. */
  readonly dport: number;
  /** Bytes of a datagram that are not headers. Absent: a word. */
  readonly payload?: number;
  /** Of a sender that is not captured: where the packet comes in. */
  readonly entry?: { readonly place: PlaceKey; readonly interface: string };
}

/** `control/host`, `control/cni-web-control`: machine and namespace. */
export type PlaceKey = string;

export function placeKey({ machine, netns }: Place): PlaceKey {
  return `${machine.name}/${netns ?? 'host'}`;
}

/** What the sender of a probe has seen. */
export type Sight =
  | { readonly kind: 'answered' }
  /** RST, or ICMP "port unreachable". */
  | { readonly kind: 'refused' }
  | { readonly kind: 'silent' }
  /** An error of errno(3), of the sender's own kernel or by ICMP: `EHOSTUNREACH`. */
  | { readonly kind: 'error'; readonly code: string };

/** What a server has seen. */
export interface Sighting {
  readonly at: { readonly proto: 'tcp' | 'udp'; readonly address: string; readonly port: number };
  readonly from: { readonly address: string; readonly port: number };
}

/** A rule that matched, or a chain's policy that decided, as `nft monitor trace` tells it. */
export type KernelStep =
  | {
      readonly kind: 'rule';
      readonly family: 'ip' | 'ip6';
      readonly table: string;
      readonly chain: string;
      /** 1-based. */
      readonly rule: number;
      /** `accept`, `drop`, `return`, `continue`, `jump CHAIN`, `goto CHAIN`. */
      readonly verdict: string;
    }
  | {
      readonly kind: 'policy';
      readonly family: 'ip' | 'ip6';
      readonly table: string;
      readonly chain: string;
      readonly verdict: string;
    };

/** What the kernel did with one probe. */
export interface KernelAnswer {
  /** The source port, or the echo's id, that it was sent with. */
  readonly sport: number;
  readonly sight: Sight;
  readonly sightings: readonly (Sighting & { readonly place: PlaceKey })[];
  /** The chains that each namespace has, `ip nat INPUT`: iptables-save shows some that are not there. */
  readonly chains: ReadonlyMap<PlaceKey, ReadonlySet<string>>;
  /** Where the probe itself has come to the IP layer. */
  readonly seenIn: readonly PlaceKey[];
  /** Of the probe itself, in each namespace that has seen it. */
  readonly request: ReadonlyMap<PlaceKey, readonly KernelStep[]>;
  /** Of the first packet that came back. */
  readonly reply: ReadonlyMap<PlaceKey, readonly KernelStep[]>;
}
