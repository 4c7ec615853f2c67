import { spawn } from 'node:child_process';
import { type ArchiveLimits, unpackCapture } from '@vethscope/parsers';
import { failureInWords } from '../captures/failureInWords.ts';
import { sizeInWords } from '../captures/sizeInWords.ts';
import { type Bundle, readBundle } from './manifest.ts';
import type { LookRequest } from './mergeBundle.ts';

export type CaptureResult =
  | { readonly ok: true; readonly bundle: Bundle }
  /** One line. */
  | { readonly ok: false; readonly reason: string };

/** Looks at the node. Never rejects; `signal` ends it at once. */
export type Capture = (request: LookRequest, signal: AbortSignal) => Promise<CaptureResult>;

export interface CaptureOptions {
  /** The text of vethscope-capture.sh. */
  readonly script: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly limits: ArchiveLimits;
}

/** The script ends commands that hang; this is for a script that hangs itself. */
const TIMEOUT_MS = 120_000;

export function scriptCapture({ script, env, limits }: CaptureOptions): Capture {
  return async (request, signal) => {
    const run = await runScript(script, argumentsOf(request), { env, limits, signal });
    if (!run.ok) return run;
    const unpacked = await unpackCapture('live.tar.gz', run.bytes, limits);
    if (!unpacked.ok) return unpacked;
    const bundle = readBundle(unpacked.capture);
    return bundle ? { ok: true, bundle } : { ok: false, reason: 'the capture was cut short' };
  };
}

function argumentsOf(request: LookRequest): readonly string[] {
  if (request.scope === 'everything') return [];
  return [
    ...request.netns.flatMap((name) => ['--netns', name]),
    ...(request.cluster === 'without' ? ['--without-cluster'] : []),
  ];
}

type ScriptRun =
  | { readonly ok: true; readonly bytes: Buffer }
  | { readonly ok: false; readonly reason: string };

interface ScriptSurroundings extends Pick<CaptureOptions, 'env' | 'limits'> {
  readonly signal: AbortSignal;
}

function runScript(
  script: string,
  args: readonly string[],
  { env, limits: { maxUnpackedBytes }, signal }: ScriptSurroundings,
): Promise<ScriptRun> {
  return new Promise((resolve) => {
    // A group of its own, so that whatever it started ends with it.
    const child = spawn('sh', ['-s', '--', ...args], { env, detached: true });
    // It may end before it has read all of itself: `close` tells.
    child.stdin.on('error', () => undefined).end(script);
    const end = (reason: string) => {
      failure ??= reason;
      endGroup(child.pid);
    };
    let failure: string | undefined;
    let said = '';
    let length = 0;
    const chunks: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length <= maxUnpackedBytes) chunks.push(chunk);
      else end(`the capture is larger than ${sizeInWords(maxUnpackedBytes)}`);
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said = text.trimEnd().split('\n').at(-1) ?? said;
    });
    const timer = setTimeout(() => end('the capture took too long and was ended'), TIMEOUT_MS);
    const abort = () => end('the server stops');
    signal.addEventListener('abort', abort, { once: true });
    if (signal.aborted) abort();
    const settle = (reason: string | undefined) => {
      clearTimeout(timer);
      signal.removeEventListener('abort', abort);
      resolve(
        reason === undefined ? { ok: true, bytes: Buffer.concat(chunks) } : { ok: false, reason },
      );
    };
    child.on('error', (error) => settle(failureInWords(error)));
    child.on('close', (code) =>
      settle(failure ?? (code === 0 ? undefined : said || `the capture ended with ${code}`)),
    );
  });
}

function endGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGTERM');
  } catch {
    // It ended by itself just now.
  }
}
