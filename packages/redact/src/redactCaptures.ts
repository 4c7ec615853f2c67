import type { Diagnostic } from '@vethscope/model';
import { type CaptureFiles, type ReadFile, readFiles, redactionNote } from '@vethscope/parsers';
import { AddressTokens, addressesIn } from './addresses/addressTokens.ts';
import { redactBundled, redactRemarks } from './files/redactBundled.ts';
import { type RedactedText, textOf } from './files/redactedText.ts';
import { redactManifest } from './files/redactManifest.ts';
import { BUNDLE_FOLDER, PathNames, redactPath } from './files/redactPath.ts';
import { redactTranscript } from './files/redactTranscript.ts';
import { IdTokens } from './names/idTokens.ts';
import { nameAll } from './names/inventory.ts';
import { NameTokens } from './names/nameTokens.ts';
import { Renaming } from './names/renaming.ts';
import { interfaceWildcards } from './names/wildcards.ts';
import { redactOutput } from './outputs/redactOutput.ts';
import { Drops, type RedactionReport, type ReplacedKind } from './report.ts';
import { Rewriting } from './rewriting.ts';
import { secretOf } from './secret.ts';

export interface RedactedCaptures {
  readonly captures: readonly CaptureFiles[];
  readonly report: RedactionReport;
}

/**
 * Captures with everything replaced that tells whose they are: addresses, names, ids, comments. The
 * same value becomes the same token in all of them, subnets stay subnets, and names that programs
 * hash are hashed again, so that the redacted captures read as the same network. What is not
 * understood is left out; a note says so in its place. docs/redaction.md says what remains to be
 * learned. Pure: the same captures give the same bytes.
 */
export function redactCaptures(captures: readonly CaptureFiles[]): RedactedCaptures {
  const read = captures.map(({ files }) => readFiles(files));
  const texts = captures.flatMap(({ files }) => files.map(({ text }) => text));
  const secret = secretOf(captures);
  const tokens = {
    names: new NameTokens(secret),
    ids: new IdTokens(secret),
    addresses: new AddressTokens(secret, addressesIn(texts)),
  };
  const renaming = new Renaming(secret, tokens, interfaceWildcards(texts));
  nameAll(read, captures.flatMap(namesInTitle), renaming);
  const rewriting = new Rewriting(renaming);
  const drops = new Drops();
  const redacted = captures.map((capture, i) =>
    redactCapture(capture, read[i]?.files ?? [], rewriting, drops),
  );
  return {
    captures: redacted,
    report: { replaced: replacedBy(renaming), dropped: drops.list() },
  };
}

function redactCapture(
  capture: CaptureFiles,
  read: readonly ReadFile[],
  rewriting: Rewriting,
  drops: Drops,
): CaptureFiles {
  const names = new PathNames(rewriting);
  const paths = new Map(read.map((file) => [file.captured.path, names.of(file)]));
  const pathOf = (path: string): string | undefined => paths.get(path);
  const files = read.map((file) => {
    const path = pathOf(file.captured.path) ?? '';
    return { path, text: redactFile(file, path, inBundle(file, paths), rewriting, drops) };
  });
  return {
    name: redactPath(capture.name.replaceAll('/', '.'), [], rewriting),
    files: files.sort((a, b) => (a.path < b.path ? -1 : 1)),
    diagnostics: capture.diagnostics.map((remark) => redactRemark(remark, pathOf)),
  };
}

/** `vethscope-worker1-20261124T181804Z`, or whatever somebody called the file; not all captures have a bundle in them. */
function namesInTitle({ name }: CaptureFiles): readonly string[] {
  const [, host] = BUNDLE_FOLDER.exec(name) ?? [];
  return [host ?? name];
}

function redactFile(
  file: ReadFile,
  path: string,
  pathOf: (path: string) => string | undefined,
  rewriting: Rewriting,
  drops: Drops,
): string {
  const { text } = file.captured;
  switch (file.kind) {
    case 'empty':
      return '';
    case 'manifest':
      return redactManifest(text, pathOf, rewriting) ?? leftOutFile(file, path, drops);
    case 'remarks':
    case 'outputs': {
      const { text: redacted, dropped } = redactText(file, rewriting);
      for (const { count, what } of dropped) drops.add(path, count, what);
      return redacted;
    }
    case 'stranger':
      return leftOutFile(file, path, drops);
  }
}

function leftOutFile({ captured: { text } }: ReadFile, path: string, drops: Drops): string {
  const what = 'lines of a file that is not read';
  const lines = text.split(/\r\n|\n|\r/).filter((line) => line.trim() !== '').length;
  drops.add(path, lines, what);
  return `${redactionNote(lines, what)}\n`;
}

function redactText(
  file: ReadFile & { readonly kind: 'outputs' | 'remarks' },
  rewriting: Rewriting,
): RedactedText {
  if (file.kind === 'remarks') return redactRemarks(file.captured.text, rewriting);
  const { text } = file.captured;
  switch (file.form) {
    case 'bundled':
      return redactBundled(text, file.outputs, rewriting);
    case 'transcript':
      return redactTranscript(text, file.outputs, rewriting);
    case 'file': {
      const [output] = file.outputs;
      return output ? textOf([redactOutput(output, rewriting)]) : { text: '', dropped: [] };
    }
  }
}

/** A manifest names files from the bundle's own folder on; folders end in `/`. */
function inBundle(
  { captured }: ReadFile,
  paths: ReadonlyMap<string, string>,
): (path: string) => string | undefined {
  const root = captured.path.slice(0, captured.path.lastIndexOf('/') + 1);
  const depth = root.split('/').length - 1;
  const withoutRoot = (path: string): string => path.split('/').slice(depth).join('/');
  return (path) => {
    if (!path.endsWith('/')) {
      const renamed = paths.get(root + path);
      return renamed === undefined ? undefined : withoutRoot(renamed);
    }
    const inside = [...paths].find(([from]) => from.startsWith(root + path));
    if (!inside) return undefined;
    const folders = path.split('/').length - 1;
    return withoutRoot(inside[1]).split('/').slice(0, folders).join('/');
  };
}

/** What was said about unpacking may quote anything. */
function redactRemark(
  remark: Diagnostic,
  pathOf: (path: string) => string | undefined,
): Diagnostic {
  return {
    ...remark,
    file: pathOf(remark.file) ?? 'left out',
    message: 'a remark on unpacking this, left out by --redact',
  };
}

function replacedBy({ names, ids, addresses }: Renaming): RedactionReport['replaced'] {
  const { ips, macs } = addresses.counts;
  const counts: readonly (readonly [ReplacedKind, number])[] = [
    ['address', ips],
    ['mac', macs],
    ['id', ids.size],
    ...names.counts(),
  ];
  return counts
    .filter(([, values]) => values > 0)
    .map(([kind, values]) => ({ kind, values }))
    .sort((a, b) => (a.kind < b.kind ? -1 : 1));
}
