import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Machine } from './machine.ts';
import { enter } from './machine.ts';
import { runHere } from './run.ts';

const SCRIPT = join(import.meta.dirname, '../apps/collector/capture/vethscope-capture.sh');

interface CaptureOptions {
  /** Folder of programs in front of the machine's own; `clusterPrograms.ts` makes one. */
  readonly programs?: string;
  /** Of kubectl and crictl. Without stand-ins they would be those of the machine that runs the lab. */
  readonly cluster?: 'asked' | 'not asked';
  /** $TMPDIR. */
  readonly temporary?: string;
}

/** Captures a node as a person would over ssh, the script on standard input: a .tar.gz's bytes. */
export async function captureNode(
  machine: Machine,
  { programs = '/usr/bin', cluster = 'not asked', temporary = '/tmp' }: CaptureOptions = {},
): Promise<Uint8Array> {
  const script = await readFile(SCRIPT, 'utf8');
  const options = cluster === 'asked' ? [] : ['--without-cluster'];
  const shell = 'PATH=$1:$PATH TMPDIR=$2; export TMPDIR; shift 2; exec sh -s -- "$@"';
  return runHere(
    enter(machine, ['sh', '-c', shell, 'sh', programs, temporary, ...options]),
    script,
  );
}
