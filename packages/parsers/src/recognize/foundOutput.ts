import type { Diagnostic, Evidence } from '@vethscope/model';
import type { CommandReader } from '../commands/command.ts';
import type { Origin } from '../source/sourceLines.ts';

/** One command's output in a capture, not read yet. */
export interface FoundOutput {
  /** As typed; else what it was recognized as. */
  readonly command: string;
  readonly argv: readonly string[];
  /** Absent: no parser for it. */
  readonly reader?: CommandReader;
  readonly text: string;
  readonly origin: Origin;
  readonly evidence: Evidence;
  readonly netns: string;
  /** Where one capture holds several nodes. */
  readonly node?: string;
  /** `part`: behind a filter, so that what is missing may have been there. */
  readonly extent: 'whole' | 'part';
  /** With exit code 0, as somebody wrote down. */
  readonly endedWell?: true;
  /** Nothing was run, since there was nothing to list; a bundle's manifest says so. */
  readonly isImplied?: true;
}

export interface FoundOutputs {
  readonly outputs: readonly FoundOutput[];
  readonly diagnostics: readonly Diagnostic[];
}
