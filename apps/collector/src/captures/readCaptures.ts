import { open, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import type { Readable } from 'node:stream';
import {
  type ArchiveLimits,
  type CaptureFiles,
  captureFromEntries,
  unpackCapture,
} from '@vethscope/parsers';
import { failureInWords } from './failureInWords.ts';
import { folderOfBundles, type UnpackedEntry } from './folderOfBundles.ts';
import { sizeInWords } from './sizeInWords.ts';
import { walkFolder } from './walkFolder.ts';

/** One CAPTURE of the command line, read. */
export interface ReadCapture {
  /** As typed; in a folder of bundles, as it could have been. */
  readonly argument: string;
  /** Without folders; `stdin.txt` for standard input. */
  readonly fileName: string;
  readonly files: CaptureFiles;
  /** The file as it was; absent for a folder, which is not one file. */
  readonly original?: Uint8Array;
}

export interface ReadCaptures {
  readonly captures: readonly ReadCapture[];
  /** What could not be read, or only in part: one line each, `FILE: what; what to do`. */
  readonly problems: readonly string[];
}

/** Reads CAPTURE arguments: files, folders, and `-` for standard input. Never throws for their sake. */
export async function readCaptures(
  captureArguments: readonly string[],
  stdin: Readable,
  limits: ArchiveLimits,
): Promise<ReadCaptures> {
  const captures: ReadCapture[] = [];
  const problems: string[] = [];
  for (const argument of captureArguments) {
    const result = await readOne(argument, stdin, limits).catch(
      (error: unknown): OneResult => ({ ok: false, reason: failureInWords(error) }),
    );
    if (!result.ok) {
      problems.push(`${argument}: ${withoutName(result.reason, argument)}`);
      continue;
    }
    captures.push(...result.captures);
    problems.push(...result.problems, ...result.captures.flatMap(damage));
  }
  return { captures, problems };
}

type OneResult =
  | {
      readonly ok: true;
      readonly captures: readonly ReadCapture[];
      readonly problems: readonly string[];
    }
  | { readonly ok: false; readonly reason: string };

async function readOne(
  argument: string,
  stdin: Readable,
  limits: ArchiveLimits,
): Promise<OneResult> {
  if (argument !== '-' && (await stat(argument)).isDirectory()) {
    return readFolder(argument, limits);
  }
  const original =
    argument === '-'
      ? await readUpTo(stdin, limits.maxUnpackedBytes)
      : await readFileUpTo(argument, limits.maxUnpackedBytes);
  if (original === undefined) {
    const limit = sizeInWords(limits.maxUnpackedBytes);
    return { ok: false, reason: `it is larger than ${limit}: raise the limit with --max-unpacked` };
  }
  const unpacked = await unpackCapture(argument, original, limits);
  if (!unpacked.ok) return unpacked;
  const fileName = argument === '-' ? 'stdin.txt' : basename(argument);
  return {
    ok: true,
    captures: [{ argument, fileName, files: unpacked.capture, original }],
    problems: [],
  };
}

async function readFolder(argument: string, limits: ArchiveLimits): Promise<OneResult> {
  const walked = await walkFolder(argument, limits);
  if (!walked.ok) return walked;
  const bundles = await folderOfBundles(walked.entries, limits);
  if (bundles !== undefined) return eachOf(argument, bundles, walked.problems);
  // `.` has no name of its own.
  const name = basename(resolve(argument));
  const result = captureFromEntries(name, walked.entries, limits);
  if (!result.ok) return { ok: false, reason: withoutName(result.reason, name) };
  return {
    ok: true,
    captures: [{ argument, fileName: name, files: result.capture }],
    problems: walked.problems,
  };
}

/** As if each file of the folder had been typed. */
function eachOf(
  folder: string,
  unpacked: readonly UnpackedEntry[],
  walkProblems: readonly string[],
): OneResult {
  const captures: ReadCapture[] = [];
  const problems = [...walkProblems];
  for (const { entry, result } of unpacked) {
    const argument = join(folder, entry.path);
    if (result.ok) {
      const fileName = basename(entry.path);
      captures.push({ argument, fileName, files: result.capture, original: entry.bytes });
    } else {
      problems.push(`${argument}: ${withoutName(result.reason, argument)}`);
    }
  }
  return { ok: true, captures, problems };
}

async function readFileUpTo(path: string, maxBytes: number): Promise<Uint8Array | undefined> {
  const file = await open(path);
  try {
    return await readUpTo(file.createReadStream({ autoClose: false }), maxBytes);
  } finally {
    await file.close();
  }
}

/** All that a stream gives; `undefined` when it is more than `maxBytes`. */
async function readUpTo(stream: Readable, maxBytes: number): Promise<Uint8Array | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of stream) {
    const bytes = Buffer.from(chunk);
    length += bytes.length;
    if (length > maxBytes) return undefined;
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}

/** A damaged archive is worth a word even when the rest of it is shown. */
function damage({ argument, files }: ReadCapture): readonly string[] {
  return files.diagnostics
    .filter(({ severity }) => severity !== 'info')
    .map(({ file, message }) =>
      file === basename(argument) ? `${argument}: ${message}` : `${argument}: ${file}: ${message}`,
    );
}

/** Reasons begin with the file's name; the line on the terminal begins with it as typed. */
function withoutName(reason: string, argument: string): string {
  const prefix = `${basename(argument)}: `;
  return reason.startsWith(prefix) ? reason.slice(prefix.length) : reason;
}
