import type { Evidence } from '../evidence.ts';

/** How a bundle was made: what its manifest says, docs/bundle.md. Typed captures have none. */
export interface CaptureRecord {
  /** Of the bundle's format: `1.0`. */
  readonly formatVersion: string;
  /** Name and version of what captured: `vethscope-capture 0.1.0`. */
  readonly tool: string;
  /** ISO 8601 in UTC, by the node's own clock. */
  readonly startedAt: string;
  readonly finishedAt?: string;
  /** Who ran it: without `root` much stays unknown. */
  readonly user?: string;
  /** `uname -r`. */
  readonly kernel?: string;
  /** PRETTY_NAME of /etc/os-release. */
  readonly os?: string;
  readonly namespaces: readonly CapturedNetns[];
  /** In the order of the manifest, which is the one in which they ran. */
  readonly commands: readonly CommandRun[];
  readonly evidence: Evidence;
}

/** A network namespace as the capture found it, by the inode that the kernel gave it. */
export interface CapturedNetns {
  /** As everything captured inside it is filed: `host`, a name, or `net:[INODE]` without one. */
  readonly name: string;
  /** Of the nsfs entry: what `stat -L` says of `/proc/PID/ns/net`. The same inode is the same namespace. */
  readonly inode?: number;
  /** Every name that leads to this inode. */
  readonly names: readonly string[];
  /** Where those names are: `/run/netns/blue`. */
  readonly paths: readonly string[];
  /** How many processes live in it, as far as whoever captured may see. */
  readonly processes?: number;
  /** Name of one of them: `pause`. */
  readonly process?: string;
  /** Absent: it was captured. Else why not: `it vanished before it could be entered`. */
  readonly failure?: string;
  readonly evidence: Evidence;
}

/** One command that was run on the node, or that could not be. */
export interface CommandRun {
  readonly command: string;
  readonly netns: string;
  readonly outcome: CommandOutcome;
  /** Seconds after the capture's start. */
  readonly startedAfter?: number;
  readonly seconds?: number;
  /** File with what it wrote to standard error, as evidence calls it. */
  readonly stderr?: string;
  readonly evidence: Evidence;
}

export type CommandOutcome =
  /** `file` as evidence calls it. */
  | { readonly kind: 'exited'; readonly code: number; readonly file: string }
  /** Ended after its own limit; what it had printed by then is in `file`. */
  | { readonly kind: 'timedOut'; readonly file: string }
  | {
      readonly kind: 'notRun';
      readonly reason: string;
      /** The kernel says that there is nothing to list: as good as an empty output. */
      readonly knownEmpty?: true;
    };
