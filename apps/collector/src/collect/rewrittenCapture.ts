import { type CaptureFiles, readManifest, unpackCapture } from '@vethscope/parsers';
import { bundleName } from './bundleName.ts';
import { isManifest, packBundle } from './packBundle.ts';
import { CaptureFailed, type FinishedCapture, type RunningCapture } from './runningCapture.ts';

/** A capture in memory, unpacked. */
export interface WholeCapture {
  readonly files: CaptureFiles;
  readonly finished: FinishedCapture;
}

/**
 * Reads a capture as a whole, which rewriting it takes; nothing of it is written anywhere. Throws
 * `CaptureFailed`, also for one above the limits of what is unpacked.
 */
export async function wholeCapture(
  capture: RunningCapture,
  bytes: AsyncIterable<Uint8Array> = capture.bytes,
): Promise<WholeCapture> {
  const archive = await joined(bytes);
  const finished = capture.finished();
  const unpacked = await unpackCapture(`${bundleName(finished.manifest)}.tar.gz`, archive);
  if (!unpacked.ok) throw new CaptureFailed(unpacked.reason);
  return { files: unpacked.capture, finished };
}

/** The bundle made of a capture's files once they are rewritten; its name and report are theirs. */
export async function rewrittenBundle(
  files: CaptureFiles,
  original: FinishedCapture,
): Promise<{ readonly bytes: Uint8Array; readonly finished: FinishedCapture }> {
  const manifest = manifestOf(files);
  const bytes = await packBundle(files, startOf(manifest));
  return { bytes, finished: { ...original, packedBytes: bytes.length, manifest } };
}

async function joined(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const all: Uint8Array[] = [];
  for await (const chunk of chunks) all.push(chunk);
  return Buffer.concat(all);
}

/** The beginning of time where it does not tell: the same for the same bundle in any case. */
function startOf({ record }: FinishedCapture['manifest']): Date {
  const started = new Date(record.startedAt);
  return Number.isNaN(started.getTime()) ? new Date(0) : started;
}

function manifestOf({ files }: CaptureFiles): FinishedCapture['manifest'] {
  const file = files.find(({ path }) => isManifest(path));
  const manifest = file && readManifest(file, (path) => path);
  if (manifest === undefined) throw new CaptureFailed('its manifest.json is none any more');
  return manifest;
}
