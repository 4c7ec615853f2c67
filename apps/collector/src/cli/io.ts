import type { Readable, Writable } from 'node:stream';
import { errorCode, failureInWords } from '../captures/failureInWords.ts';
import { Unusable } from './exitCodes.ts';
import { printable } from './printable.ts';

/** Everything a command touches outside of its arguments and the file system. */
export interface Io {
  readonly stdin: Readable;
  readonly stdout: Output;
  readonly stderr: Output;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  /** The user's home folder. */
  readonly home: string;
  /** The folder it was called in. */
  readonly cwd: string;
  readonly now: () => Date;
  /** Resolves when the user or the system asks to stop. */
  readonly untilStopped: () => Promise<StopSignal>;
  /** What captures a node, apps/collector/capture. */
  readonly captureScript: string;
  readonly assets: Assets;
  /** Who runs it: 0 is root; absent where there are no such numbers. */
  readonly uid: number | undefined;
}

/** A stream that may be a terminal, with so many columns. */
type Output = Writable & { readonly isTTY?: boolean; readonly columns?: number };

export type StopSignal = 'SIGINT' | 'SIGTERM' | 'SIGHUP';

/** What the build leaves beside the program. */
export interface Assets {
  /** Folder of the dashboard. */
  readonly webRoot: string;
  /** The dashboard as one HTML file, for `export`. */
  readonly exportPage: string;
}

/**
 * A result. Resolves once the stream took it, so that big results survive a slow pipe, or once its
 * reader left: `vethscope graph … | head` has enough. Throws `Unusable` where it cannot be written.
 */
export async function printResult(io: Io, text: string): Promise<void> {
  try {
    await new Promise<void>((resolve, reject) => {
      io.stdout.write(text, (error) => (error ? reject(error) : resolve()));
    });
  } catch (error) {
    if (errorCode(error) === 'EPIPE') return;
    throw new Unusable(`standard output: cannot be written: ${failureInWords(error)}`);
  }
}

/** One line for the user on standard error. */
export function notify(io: Io, line: string): void {
  io.stderr.write(`vethscope: ${printable(line)}\n`);
}
