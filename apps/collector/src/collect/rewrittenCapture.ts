import { type CaptureFiles, readManifest, unpackCapture } from '@vethscope/parsers';
import { isManifest, packBundle } from './packBundle.ts';
import { CaptureFailed, type FinishedCapture, type RunningCapture } from './runningCapture.ts';

/**
 * The same capture with its files rewritten, as redacting does. For that it is read as a whole; name
 * and report are those of the rewritten one.
 */
export function rewrittenCapture(
  capture: RunningCapture,
  rewrite: (files: CaptureFiles) => CaptureFiles,
): RunningCapture {
  let finished: FinishedCapture | undefined;
  async function* bytes(): AsyncGenerator<Uint8Array> {
    const original = await unpackCapture('bundle.tar.gz', await joined(capture.bytes));
    if (!original.ok) throw new CaptureFailed(original.reason);
    const files = rewrite(original.capture);
    const manifest = manifestOf(files);
    const packed = await packBundle(files, startOf(manifest));
    finished = { ...capture.finished(), packedBytes: packed.length, manifest };
    yield packed;
  }
  return {
    ...capture,
    bytes: bytes(),
    finished: () => {
      if (finished === undefined) throw new CaptureFailed('it was not read to its end');
      return finished;
    },
  };
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
