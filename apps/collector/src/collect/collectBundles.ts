import type { CaptureFiles } from '@vethscope/parsers';
import { sizeInWords } from '../captures/sizeInWords.ts';
import { bundleName } from './bundleName.ts';
import { captureProgram, type SshOptions } from './captureProgram.ts';
import { captureSummary } from './captureSummary.ts';
import { missingNetns } from './missingNetns.ts';
import { type OutputPlace, writeBundle } from './outputPlace.ts';
import type { Progress } from './progress.ts';
import { rewrittenBundle, wholeCapture } from './rewrittenCapture.ts';
import {
  CaptureFailed,
  type FinishedCapture,
  type RunningCapture,
  startCapture,
} from './runningCapture.ts';
import type { ScriptOptions } from './scriptWords.ts';
import { severalAtOnce } from './severalAtOnce.ts';
import type { Target } from './target.ts';

export interface CollectRequest {
  readonly script: string;
  readonly options: ScriptOptions & SshOptions;
  readonly place: OutputPlace;
  /**
   * What becomes of all bundles' files, together, before any of them is written; they stay as they
   * are without. Answers as many, in the same order.
   */
  readonly rewrite?: RewriteCaptures;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Ends what is not finished; nothing of that is kept. */
  readonly signal: AbortSignal;
  readonly progress: Progress;
}

export type RewriteCaptures = (captures: readonly CaptureFiles[]) => readonly CaptureFiles[];

/** For each target: nothing where its bundle is written, else why not, in one line. */
export type CollectOutcome = { readonly ok: true } | FailedOutcome;

interface FailedOutcome {
  readonly ok: false;
  readonly reason: string;
}

/** Each is a connection and a process; a node is busy for seconds. */
const MAX_AT_ONCE = 8;

export async function collectBundles(
  targets: readonly Target[],
  request: CollectRequest,
): Promise<readonly CollectOutcome[]> {
  const { rewrite } = request;
  const outcomes =
    rewrite === undefined
      ? await severalAtOnce(targets, MAX_AT_ONCE, (target, index) =>
          collectOne(target, index, request),
        )
      : await collectRewritten(targets, request, rewrite);
  request.progress.close();
  return outcomes;
}

function collectOne(
  target: Target,
  index: number,
  request: CollectRequest,
): Promise<CollectOutcome> {
  const { place, progress } = request;
  return withCapture(target, index, request, async (capture, bytes) => {
    const written = await writeBundle(place, bytes, () => bundleName(capture.finished().manifest));
    progress.ended(index, 'done', report(target, written, capture.finished()));
    return { ok: true };
  });
}

/**
 * All captures first, into memory: only together do they get the same words for the same things, and
 * what was there before goes to no disk. Each may unpack to as much as the archive limits allow.
 */
async function collectRewritten(
  targets: readonly Target[],
  request: CollectRequest,
  rewrite: RewriteCaptures,
): Promise<readonly CollectOutcome[]> {
  const { place, progress } = request;
  const read = await severalAtOnce(targets, MAX_AT_ONCE, (target, index) =>
    withCapture(target, index, request, async (capture, bytes) => {
      const { files, finished } = await wholeCapture(capture, bytes);
      progress.passing(index, 'captured, not written yet');
      return { ok: true, index, target, files, finished } as const;
    }),
  );
  const outcomes: CollectOutcome[] = [...read];
  const whole = read.flatMap((one) => (one.ok ? [one] : []));
  const rewritten = rewrite(whole.map(({ files }) => files));
  for (const [i, { index, target, files: before, finished: original }] of whole.entries()) {
    const files = rewritten[i];
    if (files === undefined) continue;
    outcomes[index] = await tried(target, index, progress, async () => {
      const { bytes, finished } = await rewrittenBundle(files, original);
      const written = await writeBundle(place, once(bytes), () => bundleName(finished.manifest));
      const lines = [
        ...report(target, written, finished),
        ...before.diagnostics.map(({ file, message }) => named(target, `${file}: ${message}`)),
      ];
      progress.ended(index, 'done', lines);
      return { ok: true };
    });
  }
  return outcomes;
}

/** Starts a target's capture for `use`, with its bytes counted, and sees to it that it ends. */
async function withCapture<Result>(
  target: Target,
  index: number,
  { script, options, env, signal, progress }: CollectRequest,
  use: (capture: RunningCapture, bytes: AsyncIterable<Uint8Array>) => Promise<Result>,
): Promise<Result | FailedOutcome> {
  // Whoever is asked for a password sees the question below nothing that is renewed.
  if (options.questions === 'never') progress.passing(index, 'connecting');
  const capture = startCapture(captureProgram(target, script, options), env, signal);
  const bytes = counted(complete(capture, options.netns), (sum) =>
    progress.passing(index, `${sizeInWords(sum)} so far`),
  );
  return tried(target, index, progress, () => use(capture, bytes)).finally(capture.gone);
}

async function tried<Result>(
  target: Target,
  index: number,
  progress: Progress,
  work: () => Promise<Result>,
): Promise<Result | FailedOutcome> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof CaptureFailed)) throw error;
    progress.ended(index, 'failed', []);
    return { ok: false, reason: named(target, error.message) };
  }
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

/** Throws at the end, before anything is in its place, where a namespace that was asked for is missing. */
async function* complete(
  capture: RunningCapture,
  netns: readonly string[],
): AsyncGenerator<Uint8Array> {
  yield* capture.bytes;
  const missing = missingNetns(capture.finished().manifest, netns);
  if (missing !== undefined) throw new CaptureFailed(missing);
}

async function* counted(
  chunks: AsyncIterable<Uint8Array>,
  tell: (sum: number) => void,
): AsyncGenerator<Uint8Array> {
  let sum = 0;
  for await (const chunk of chunks) {
    sum += chunk.length;
    tell(sum);
    yield chunk;
  }
}

/** More of a program's remarks than that are not repeated. */
const MAX_REMARKS = 3;

function report(
  target: Target,
  written: string,
  { packedBytes, manifest, remarks }: FinishedCapture,
): readonly string[] {
  const [what = '', ...missing] = captureSummary(manifest, asRoot(target));
  return [
    `${written}: ${sizeInWords(packedBytes)}, ${what}`,
    ...missing,
    ...remarks.slice(-MAX_REMARKS).map((remark) => `it said: ${remark}`),
  ].map((line) => named(target, line));
}

function asRoot({ kind }: Target): string {
  return kind === 'ssh' ? 'log in as root, or allow sudo without a password,' : 'use sudo';
}

/** What is said about this node needs no name. */
function named(target: Target, line: string): string {
  return target.kind === 'ssh' ? `${target.destination}: ${line}` : line;
}
