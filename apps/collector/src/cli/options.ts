import { DEFAULT_ARCHIVE_LIMITS } from '@vethscope/parsers';
import { Argument, type Command, InvalidArgumentError, Option } from 'commander';
import { MIB } from '../captures/sizeInWords.ts';

const CAPTURE_HELP = `
CAPTURE is an archive of command outputs (.tar.gz, .tgz, .tar, .tar.xz, .zip), a folder of them,
a single output, or a transcript: a Markdown page or a pasted terminal (.md, .txt, .log, or - for
standard input). Several captures are several nodes of one cluster.`;

export interface LimitOptions {
  readonly maxUnpacked: number;
  readonly maxFiles: number;
}

/** The CAPTURE arguments and how much of them is read. */
export function withCaptures(command: Command, count: 'some' | 'any'): Command {
  const name = count === 'some' ? '<CAPTURE...>' : '[CAPTURE...]';
  return withLimits(
    command.addArgument(new Argument(name, 'what to read: file, folder, or - for standard input')),
  ).addHelpText('after', CAPTURE_HELP);
}

/** How much of a capture is read. */
export function withLimits(command: Command): Command {
  return command
    .addOption(
      new Option('--max-unpacked <MIB>', 'refuse a capture that unpacks to more')
        .argParser(mebibytes)
        .default(
          DEFAULT_ARCHIVE_LIMITS.maxUnpackedBytes,
          inMebibytes(DEFAULT_ARCHIVE_LIMITS.maxUnpackedBytes),
        ),
    )
    .addOption(
      new Option('--max-files <N>', 'refuse a capture that holds more files')
        .argParser(positiveInteger)
        .default(DEFAULT_ARCHIVE_LIMITS.maxFiles),
    );
}

export function limitsOf({ maxUnpacked, maxFiles }: LimitOptions): {
  readonly maxUnpackedBytes: number;
  readonly maxFiles: number;
} {
  return { maxUnpackedBytes: maxUnpacked, maxFiles };
}

/** Bytes; fractions are fine: `0.5`. */
export function mebibytes(text: string): number {
  const count = /^\d{1,9}(\.\d{1,6})?$/.test(text) ? Math.round(Number(text) * MIB) : 0;
  if (count < 1) throw new InvalidArgumentError('It is a size in MiB, above 0.');
  return count;
}

export function inMebibytes(bytes: number): string {
  return String(bytes / MIB);
}

export function portNumber(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (!(port <= 65535))
    throw new InvalidArgumentError('It is a port from 0 (any free one) to 65535.');
  return port;
}

export function positiveInteger(text: string): number {
  const count = /^\d{1,9}$/.test(text) ? Number(text) : 0;
  if (count < 1) throw new InvalidArgumentError('It is a whole number, 1 or more.');
  return count;
}

/** Of an option that may be given again: each value is checked, and added to those before it. */
export function oneMore(checked: (text: string) => string) {
  return (text: string, before: readonly string[]): readonly string[] => [...before, checked(text)];
}
