import type { CapturedNetns, CommandOutcome, CommandRun, Evidence } from '@vethscope/model';
import { fieldAt, itemsAt, numberAt, textAt } from '../source/jsonFields.ts';

/** A command of the manifest, with what is needed to read its output. */
export interface RunEntry {
  readonly run: CommandRun;
  /** Which of several outputs in one file is its own, counted from 1. */
  readonly part?: number;
}

/**
 * `{ "command": "ip rule show", "netns": "host", "file": "host/ip_rule_show", "exit": 0, … }`, or
 * `"skipped": REASON` for one that was not run. `fileOf` gives the name that evidence has for a file.
 */
export function runOfEntry(
  value: unknown,
  evidence: Evidence,
  fileOf: (name: string) => string,
): RunEntry | undefined {
  const command = textAt(value, 'command');
  const netns = textAt(value, 'netns');
  const outcome = outcomeOf(value, fileOf);
  if (command === undefined || netns === undefined || outcome === undefined) return undefined;
  const startedAfter = numberAt(value, 'at');
  const seconds = numberAt(value, 'seconds');
  const stderr = textAt(value, 'stderr');
  const part = numberAt(value, 'part');
  return {
    run: {
      command,
      netns,
      outcome,
      ...(startedAfter !== undefined && { startedAfter }),
      ...(seconds !== undefined && { seconds }),
      ...(stderr !== undefined && { stderr: fileOf(stderr) }),
      evidence,
    },
    ...(part !== undefined && { part }),
  };
}

function outcomeOf(value: unknown, fileOf: (name: string) => string): CommandOutcome | undefined {
  const reason = textAt(value, 'skipped');
  if (reason !== undefined) {
    const isEmpty = fieldAt(value, 'empty') === true;
    return { kind: 'notRun', reason, ...(isEmpty && { knownEmpty: true }) };
  }
  const file = textAt(value, 'file');
  const code = numberAt(value, 'exit');
  if (file === undefined || code === undefined) return undefined;
  return fieldAt(value, 'timedOut') === true
    ? { kind: 'timedOut', file: fileOf(file) }
    : { kind: 'exited', code, file: fileOf(file) };
}

/** `{ "name": "blue", "inode": 4026532281, "names": ["blue"], "state": "captured", … }` */
export function netnsOfEntry(value: unknown, evidence: Evidence): CapturedNetns | undefined {
  const name = textAt(value, 'name');
  if (name === undefined) return undefined;
  const inode = numberAt(value, 'inode');
  const processes = numberAt(value, 'processes');
  const process = textAt(value, 'process');
  const state = textAt(value, 'state');
  return {
    name,
    ...(inode !== undefined && { inode }),
    names: textsIn(value, 'names'),
    paths: textsIn(value, 'paths'),
    ...(processes !== undefined && { processes }),
    ...(process !== undefined && { process }),
    ...(state === 'failed' && { failure: textAt(value, 'reason') ?? 'it could not be entered' }),
    ...(state === 'left out' && { failure: 'it was not asked for' }),
    evidence,
  };
}

function textsIn(value: unknown, key: string): readonly string[] {
  return itemsAt(value, key).filter((item) => typeof item === 'string');
}
