import type { NodeSnapshot, RunCounts } from '@vethscope/model';
import { countRuns, notRunByReason } from '@vethscope/model';

/** How one node was captured, as its bundle's manifest tells; its place is the manifest's head. */
export interface InspectedCapture {
  readonly file: string;
  readonly line: number;
  readonly endLine: number;
  readonly node: string;
  /** Of the bundle: `1.0`. */
  readonly bundleVersion: string;
  readonly tool: string;
  /** ISO 8601 in UTC, by the node's own clock. */
  readonly startedAt: string;
  readonly finishedAt?: string;
  readonly user?: string;
  readonly kernel?: string;
  readonly os?: string;
  readonly commands: RunCounts;
  /** What was not run and stays unknown, by reason, in the order of the manifest. */
  readonly notRun: readonly CommandsNotRun[];
  /** Namespaces that were found, and not captured. */
  readonly notCaptured: readonly NetnsNotCaptured[];
}

interface CommandsNotRun {
  readonly reason: string;
  /** Each once, however many namespaces it was to be run in. */
  readonly commands: readonly string[];
  /** Namespaces in which it was not run. */
  readonly netns: readonly string[];
}

interface NetnsNotCaptured {
  readonly netns: string;
  readonly reason: string;
}

/** `undefined` for a node of which nobody wrote down how it was captured. */
export function inspectedCapture({ name, capture }: NodeSnapshot): InspectedCapture | undefined {
  if (!capture) return undefined;
  const { formatVersion, tool, startedAt, finishedAt, user, kernel, os, evidence } = capture;
  const { file, line, endLine } = evidence;
  return {
    file,
    line,
    endLine,
    node: name,
    bundleVersion: formatVersion,
    tool,
    startedAt,
    ...(finishedAt !== undefined && { finishedAt }),
    ...(user !== undefined && { user }),
    ...(kernel !== undefined && { kernel }),
    ...(os !== undefined && { os }),
    commands: countRuns(capture.commands),
    notRun: notRunByReason(capture.commands).map(({ reason, runs }) => ({
      reason,
      commands: [...new Set(runs.map(({ command }) => command))],
      netns: [...new Set(runs.map(({ netns }) => netns))],
    })),
    notCaptured: capture.namespaces.flatMap(({ name: netns, failure }) =>
      failure === undefined ? [] : [{ netns, reason: failure }],
    ),
  };
}
