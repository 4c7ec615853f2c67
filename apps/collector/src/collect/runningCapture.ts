import { type ChildProcess, type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { PassThrough, pipeline } from 'node:stream';
import { assertNever } from '@vethscope/model';
import { type Manifest, readManifest } from '@vethscope/parsers';
import { errorCode, failureInWords } from '../captures/failureInWords.ts';
import { type BundleVerdict, bundleCheck, type WholeBundle } from './bundleCheck.ts';
import type { CaptureProgram } from './captureProgram.ts';
import { gzipped } from './gzipped.ts';
import { TextTail } from './textTail.ts';

/** Ends a collect without a bundle; the message is one line. */
export class CaptureFailed extends Error {}

/** A capture while it is made. */
export interface RunningCapture {
  /**
   * The archive's bytes as they come, to be read once. Throws `CaptureFailed` at the end where they
   * are no whole bundle, and at once when `signal` ends it.
   */
  readonly bytes: AsyncIterable<Uint8Array>;
  /** Once `bytes` has come to its end. */
  readonly finished: () => FinishedCapture;
  /** Resolves once the program is gone, which is made to go if need be. Never rejects. */
  readonly gone: () => Promise<void>;
}

export interface FinishedCapture {
  readonly packedBytes: number;
  readonly manifest: Manifest;
  /** What it wrote to standard error, the last lines of it. */
  readonly remarks: readonly string[];
}

interface Ending {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** How long a program that was asked to stop may take to clean up. */
const GRACE_MILLISECONDS = 3000;
const LINGER_MILLISECONDS = 1000;

export function startCapture(
  program: CaptureProgram,
  env: Readonly<Record<string, string | undefined>>,
  signal: AbortSignal,
): RunningCapture {
  const child = spawn(program.command, program.argv, {
    env: { ...env },
    stdio: 'pipe',
    detached: program.group === 'own',
  });
  const ending = endingOf(child, program.command);
  // Read from the beginning: what nobody reads, Node.js drops once the program has ended.
  const stdout = new PassThrough();
  pipeline(child.stdout, stdout, () => undefined);
  const stop = () => kill(child, program, 'SIGTERM');
  const tail = new TextTail();
  child.stderr.on('data', (chunk: Buffer) => tail.take(chunk));
  // A program that ends before it has read all of the script says why itself.
  child.stdin.on('error', () => undefined);
  child.stdin.end(program.stdin);

  let finished: FinishedCapture | undefined;
  async function* bytes(): AsyncGenerator<Uint8Array> {
    const check = bundleCheck();
    const onAbort = () => {
      stdout.destroy();
      stop();
    };
    signal.addEventListener('abort', onAbort, { once: true });
    try {
      if (signal.aborted) throw new CaptureFailed(INTERRUPTED);
      let isOver = false;
      for await (const chunk of gzipped(stdout)) {
        isOver = (await check.take(chunk)) === 'over';
        yield chunk;
        if (isOver) break;
      }
      const verdict = await check.finish();
      if (isOver) stop();
      const end = await ending;
      if (verdict.kind !== 'whole') {
        // It was ended here for what it printed, or believes that all went well.
        const causes = isOver || end.code === 0 ? [] : [endingInWords(program.command, end)];
        throw new CaptureFailed(
          [verdictInWords(verdict), ...causes, ...tail.lines().slice(-1)].join(': '),
        );
      }
      const manifest = readManifest(verdict.manifest, (path) => path);
      if (manifest?.node === undefined) throw new CaptureFailed('its manifest.json is none');
      finished = { packedBytes: verdict.packedBytes, manifest, remarks: tail.lines() };
    } catch (error) {
      if (signal.aborted) throw new CaptureFailed(INTERRUPTED);
      throw error;
    } finally {
      signal.removeEventListener('abort', onAbort);
      stop();
    }
  }

  return {
    bytes: bytes(),
    finished: () => {
      if (finished === undefined) throw new CaptureFailed('it was not read to its end');
      return finished;
    },
    gone: () => gone(child, program, ending),
  };
}

const INTERRUPTED = 'interrupted: nothing is kept';

/** Rejects with `CaptureFailed` where the program could not be started. */
function endingOf(child: ChildProcess, command: string): Promise<Ending> {
  const ending = new Promise<Ending>((resolve, reject) => {
    child.once('error', (error) =>
      reject(
        new CaptureFailed(
          errorCode(error) === 'ENOENT'
            ? `${command} is not installed here, or not in PATH`
            : `${command} could not be started: ${failureInWords(error)}`,
        ),
      ),
    );
    child.once('close', (code, signal) => resolve({ code, signal }));
    // A shared connection (ControlPersist) stays behind and may hold standard error open.
    child.once('exit', (code, signal) => {
      setTimeout(() => resolve({ code, signal }), LINGER_MILLISECONDS).unref();
    });
  });
  // Whoever reads the bytes gets to know.
  ending.catch(() => undefined);
  return ending;
}

async function gone(
  child: ChildProcessWithoutNullStreams,
  program: CaptureProgram,
  ending: Promise<Ending>,
): Promise<void> {
  kill(child, program, 'SIGTERM');
  const timer = setTimeout(() => kill(child, program, 'SIGKILL'), GRACE_MILLISECONDS);
  await ending.catch(() => undefined);
  clearTimeout(timer);
  if (program.group === 'own') killGroup(child.pid, 'SIGKILL');
  child.stdout.destroy();
  child.stderr.destroy();
}

function kill(child: ChildProcess, { group }: CaptureProgram, signal: NodeJS.Signals): void {
  if (child.exitCode !== null || child.signalCode !== null) return;
  if (group === 'own') killGroup(child.pid, signal);
  else child.kill(signal);
}

/** `pid` is absent where the program could not be started. */
function killGroup(pid: number | undefined, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch {
    // None of it is left.
  }
}

function verdictInWords(verdict: Exclude<BundleVerdict, WholeBundle>): string {
  switch (verdict.kind) {
    case 'nothing':
      return 'nothing came back';
    case 'noArchive':
      return `what came back is no archive, it begins with "${verdict.beginning}" (a shell that prints something at log-in?)`;
    case 'cut':
      return `the capture broke off${after(verdict.lastMember)}`;
    case 'noManifest':
      return `the capture did not come to its end: no manifest.json${after(verdict.lastMember)}`;
    case 'hugeManifest':
      return 'its manifest.json is larger than any capture needs';
    default:
      return assertNever(verdict);
  }
}

function after(lastMember: string | undefined): string {
  return lastMember === undefined ? '' : ` after ${lastMember}`;
}

/** `ssh ended with exit code 255`. */
function endingInWords(command: string, { code, signal }: Ending): string {
  return signal === null
    ? `${command} ended with exit code ${code}`
    : `${command} was ended by ${signal}`;
}
