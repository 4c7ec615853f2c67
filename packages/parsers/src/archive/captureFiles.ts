import type { Diagnostic } from '@vethscope/model';

/** A capture once it is unpacked: what the command line, the server and an exported page share. */
export interface CaptureFiles {
  /** The capture's file or folder name without its endings: `calico-single-node`. */
  readonly name: string;
  /** Sorted by path, paths unique. */
  readonly files: readonly CaptureFile[];
  /** What the archive held and could not be read. */
  readonly diagnostics: readonly Diagnostic[];
}

export interface CaptureFile {
  /** With `/`, relative, no `..`; evidence points at it. */
  readonly path: string;
  readonly text: string;
}
