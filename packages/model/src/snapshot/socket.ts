import type { Evidence } from '../evidence.ts';
import type { Family, Ip } from '../net/ip.ts';

/** A socket that takes what nobody has asked for yet: `ss -lntu`. */
export interface ListeningSocket {
  /** As `ss` calls it: `tcp`, `udp`, `sctp`, … */
  readonly protocol: string;
  /** Where it takes packets; `0.0.0.0` and `::` are every address of the family. */
  readonly address: Ip;
  /** Families that reach it: `::` takes IPv4, too, unless told not to. Absent: not printed. */
  readonly families?: readonly Family[];
  /** The only interface that it takes packets from: `127.0.0.53%lo`. */
  readonly device?: string;
  readonly port: number;
  /** Absent: not asked for (`-p`), not to be seen by who asked, or the kernel itself (VXLAN). */
  readonly processes?: readonly SocketProcess[];
  readonly evidence: Evidence;
}

export interface SocketProcess {
  readonly name: string;
  readonly pid: number;
}
