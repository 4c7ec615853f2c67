import { readdirSync, readFileSync, statSync } from 'node:fs';
import type { Evidence, Snapshot, Topology } from '@vethscope/model';
import { buildTopology } from '@vethscope/model';
import type { CaptureFiles } from '../archive/captureFiles.ts';
import { captureFromEntries } from '../archive/unpackCapture.ts';
import { readSnapshot } from '../assemble/readSnapshot.ts';

/** A capture of `examples/`, read as a user's would be. */
export interface Example {
  readonly capture: CaptureFiles;
  readonly snapshot: Snapshot;
  readonly topology: Topology;
  /** The captured lines that a piece of evidence points at. */
  readonly linesOf: (evidence: Evidence) => readonly string[];
}

export function readExample(path: string): Example {
  const root = new URL(`../../../../examples/${path}`, import.meta.url);
  const entries = statSync(root).isDirectory()
    ? walk(new URL(`${root.href}/`), '')
    : [{ path, bytes: readFileSync(root) }];
  const result = captureFromEntries(path.replace(/\.md$/, ''), entries);
  if (!result.ok) throw new Error(result.reason);
  const { capture } = result;
  const snapshot = readSnapshot([capture]);
  const lines = new Map(capture.files.map((file) => [file.path, file.text.split('\n')]));
  return {
    capture,
    snapshot,
    topology: buildTopology(snapshot),
    linesOf: ({ file, line, endLine }) => lines.get(file)?.slice(line - 1, endLine) ?? [],
  };
}

function walk(folder: URL, prefix: string): { path: string; bytes: Uint8Array }[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory()
      ? walk(new URL(`${entry.name}/`, folder), `${prefix}${entry.name}/`)
      : [
          {
            path: prefix + entry.name,
            bytes: readFileSync(new URL(encodeURIComponent(entry.name), folder)),
          },
        ],
  );
}
