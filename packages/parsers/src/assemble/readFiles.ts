import type { Diagnostic } from '@vethscope/model';
import type { CaptureFile } from '../archive/captureFiles.ts';
import { type FoundBundles, findBundles } from '../bundle/findBundles.ts';
import { fileOutputs } from '../recognize/fileOutputs.ts';
import type { FoundOutput } from '../recognize/foundOutput.ts';
import { capturedNetnsNames } from './capturedNetnsNames.ts';
import { type ReadInput, readOutput } from './readOutput.ts';

/** One file of a capture, and what was read in it. */
export type ReadFile =
  | {
      readonly kind: 'outputs';
      /**
       * `bundled`: a manifest says what it holds. `transcript`: a page or a pasted terminal, of which
       * the outputs are parts.
       */
      readonly form: 'bundled' | 'file' | 'transcript';
      readonly captured: CaptureFile;
      /** In the order of their lines. */
      readonly outputs: readonly ReadInput[];
      /** About the file as a whole: what belongs to no command, what was shown in part. */
      readonly diagnostics: readonly Diagnostic[];
    }
  /** No command's output was found in it. */
  | { readonly kind: 'stranger'; readonly captured: CaptureFile }
  /** Nothing may have been there to list, or the command may have failed: nobody knows. */
  | { readonly kind: 'empty'; readonly captured: CaptureFile }
  /** A bundle's own. */
  | { readonly kind: 'manifest'; readonly captured: CaptureFile }
  /** A manifest tells of it, and no output is in it: what a command said on standard error. */
  | { readonly kind: 'remarks'; readonly captured: CaptureFile };

export interface ReadFiles {
  /** In their order. */
  readonly files: readonly ReadFile[];
  /** By node: what bundles say of how they were made. */
  readonly bundles: FoundBundles['manifests'];
  /**
   * The outputs that manifests list, in the order of their commands; also of commands that were not
   * run since they had nothing to print.
   */
  readonly bundled: readonly ReadInput[];
  /** What manifests say went wrong. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads every file of one capture. `fileOf` names a path as evidence shall; `onRead` hears after each
 * output how many characters it had.
 */
export function readFiles(
  captured: readonly CaptureFile[],
  fileOf: (path: string) => string = (path) => path,
  onRead: (characters: number) => void = () => {},
): ReadFiles {
  const read = (output: FoundOutput): ReadInput => {
    const input = readOutput(output);
    onRead(output.text.length);
    return input;
  };
  const found = findBundles(captured, fileOf);
  const bundled = found.outputs.map(read);
  const outputsOf = byFile(bundled.filter(({ found: { isImplied } }) => !isImplied));
  const manifests = new Set([...found.manifests.values()].map(({ path }) => path));
  const isTold = ({ path }: CaptureFile): boolean => found.files.has(fileOf(path));
  const knownNetns = capturedNetnsNames(captured.filter((file) => !isTold(file)));
  const files = captured.map((file): ReadFile => {
    if (manifests.has(file.path)) return { kind: 'manifest', captured: file };
    if (isTold(file)) return bundledFile(file, outputsOf.get(fileOf(file.path)) ?? []);
    return readFile(file, fileOf(file.path), knownNetns, read);
  });
  return { files, bundles: found.manifests, bundled, diagnostics: found.diagnostics };
}

function byFile(reads: readonly ReadInput[]): ReadonlyMap<string, readonly ReadInput[]> {
  const groups = new Map<string, ReadInput[]>();
  for (const read of reads) {
    const { file } = read.found.origin;
    const group = groups.get(file);
    if (group) group.push(read);
    else groups.set(file, [read]);
  }
  return groups;
}

function bundledFile(captured: CaptureFile, outputs: readonly ReadInput[]): ReadFile {
  if (outputs.length === 0) return { kind: 'remarks', captured };
  const inOrder = [...outputs].sort((a, b) => a.found.origin.firstLine - b.found.origin.firstLine);
  return { kind: 'outputs', form: 'bundled', captured, outputs: inOrder, diagnostics: [] };
}

function readFile(
  captured: CaptureFile,
  file: string,
  knownNetns: ReadonlySet<string>,
  read: (output: FoundOutput) => ReadInput,
): ReadFile {
  const { path, text } = captured;
  if (text.trim() === '') return { kind: 'empty', captured };
  const found = fileOutputs({ path, file, text }, knownNetns);
  if (found === undefined) return { kind: 'stranger', captured };
  const { form, outputs, diagnostics } = found;
  return { kind: 'outputs', form, captured, outputs: outputs.map(read), diagnostics };
}
