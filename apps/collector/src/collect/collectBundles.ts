import type { CaptureFiles } from '@vethscope/parsers';
import { sizeInWords } from '../captures/sizeInWords.ts';
import { bundleName } from './bundleName.ts';
import { captureProgram, type SshOptions } from './captureProgram.ts';
import { captureSummary } from './captureSummary.ts';
import { type OutputPlace, writeBundle } from './outputPlace.ts';
import type { Progress } from './progress.ts';
import { rewrittenCapture } from './rewrittenCapture.ts';
import { CaptureFailed, type FinishedCapture, startCapture } from './runningCapture.ts';
import type { ScriptOptions } from './scriptWords.ts';
import { severalAtOnce } from './severalAtOnce.ts';
import type { Target } from './target.ts';

export interface CollectRequest {
  readonly script: string;
  readonly options: ScriptOptions & SshOptions;
  readonly place: OutputPlace;
  /** What becomes of a bundle's files before they are written; they stay as they are without. */
  readonly rewrite?: (files: CaptureFiles) => CaptureFiles;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Ends what is not finished; nothing of that is kept. */
  readonly signal: AbortSignal;
  readonly progress: Progress;
}

/** For each target: nothing where its bundle is written, else why not, in one line. */
export type CollectOutcome =
  | { readonly ok: true }
  | { readonly ok: false; readonly reason: string };

/** Each is a connection and a process; a node is busy for seconds. */
const MAX_AT_ONCE = 8;

export async function collectBundles(
  targets: readonly Target[],
  request: CollectRequest,
): Promise<readonly CollectOutcome[]> {
  const outcomes = await severalAtOnce(targets, MAX_AT_ONCE, (target, index) =>
    collectOne(target, index, request),
  );
  request.progress.close();
  return outcomes;
}

async function collectOne(
  target: Target,
  index: number,
  { script, options, place, rewrite, env, signal, progress }: CollectRequest,
): Promise<CollectOutcome> {
  // Whoever is asked for a password sees the question below nothing that is renewed.
  if (options.questions === 'never') progress.passing(index, 'connecting');
  const started = startCapture(captureProgram(target, script, options), env, signal);
  const capture = rewrite === undefined ? started : rewrittenCapture(started, rewrite);
  try {
    const bytes = counted(capture.bytes, (sum) =>
      progress.passing(index, `${sizeInWords(sum)} so far`),
    );
    const written = await writeBundle(place, bytes, () => bundleName(capture.finished().manifest));
    progress.ended(index, 'done', report(target, written, capture.finished()));
    return { ok: true };
  } catch (error) {
    if (!(error instanceof CaptureFailed)) throw error;
    progress.ended(index, 'failed', []);
    return { ok: false, reason: named(target, error.message) };
  } finally {
    await capture.gone();
  }
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
