import type { Snapshot } from '@vethscope/model';
import { type ArchiveLimits, readSnapshot } from '@vethscope/parsers';
import { type ReadCapture, readCaptures } from '../captures/readCaptures.ts';
import { unreadableCaptures } from '../captures/whyUnreadable.ts';
import { Unusable } from './exitCodes.ts';
import { type Io, notify } from './io.ts';

export interface ReadInput {
  readonly captures: readonly ReadCapture[];
  readonly snapshot: Snapshot;
}

/**
 * Reads a command's CAPTURE arguments, tells the user what could not be read, and goes on with the
 * rest. Throws `Unusable` when nothing was readable.
 */
export async function readForCommand(
  captureArguments: readonly string[],
  limits: ArchiveLimits,
  io: Io,
): Promise<ReadInput> {
  const { captures, problems } = await readCaptures(captureArguments, io.stdin, limits);
  const files = captures.map((capture) => capture.files);
  const snapshot = readSnapshot(files);
  const unreadable = unreadableCaptures(files, snapshot).flatMap((reason, index) =>
    reason === undefined ? [] : `${captures[index]?.argument}: ${reason}`,
  );
  const lines = [...problems, ...unreadable];
  const isNothingReadable = unreadable.length === captures.length;
  // The last line is the one that `run` prints.
  for (const line of isNothingReadable ? lines.slice(0, -1) : lines) notify(io, line);
  if (isNothingReadable) throw new Unusable(lines.at(-1) ?? 'no capture was given');
  return { captures, snapshot };
}
