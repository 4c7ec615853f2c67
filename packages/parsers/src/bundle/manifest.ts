import {
  type CaptureRecord,
  type CommandRun,
  compareText,
  type Diagnostic,
  type Evidence,
} from '@vethscope/model';
import type { CaptureFile } from '../archive/captureFiles.ts';
import { baseName } from '../archive/captureName.ts';
import { fieldAt, textAt } from '../source/jsonFields.ts';
import {
  type JsonDocument,
  jsonLines,
  readJsonDocument,
  readJsonDocuments,
} from '../source/jsonSource.ts';
import type { SourceLines } from '../source/sourceLines.ts';
import { netnsOfEntry, type RunEntry, runOfEntry } from './manifestEntries.ts';

/** What a bundle says of itself: docs/bundle.md. */
export interface Manifest {
  /** Path of the manifest inside the capture. */
  readonly path: string;
  /** What stands in front of the bundle's own file names: `vethscope-worker1-20261124T181804Z/`. */
  readonly folder: string;
  readonly node?: string;
  readonly record: CaptureRecord;
  /** The runs of `record`, with what is needed to read their outputs. */
  readonly runs: readonly RunEntry[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Major version of the format that is read, with any minor one. */
const MAJOR = 1;

/**
 * A bundle's manifest, or `undefined` where the file is none. Never throws: what it does not say is
 * left out, and an entry that cannot be read is a diagnostic.
 */
export function readManifest(
  { path, text }: CaptureFile,
  fileOf: (path: string) => string,
): Manifest | undefined {
  if (!isManifest(path, text)) return undefined;
  const file = fileOf(path);
  const folder = path.slice(0, path.length - MANIFEST.length);
  const source = jsonLines(text, { file, firstLine: 1 });
  const [commandList, netnsList] = readJsonDocuments(source, [['commands'], ['namespaces']]);
  const runs = entriesOf(source, commandList, 'commands', (value, evidence) =>
    runOfEntry(value, evidence, (name) => fileOf(folder + name)),
  );
  const namespaces = entriesOf(source, netnsList, 'namespaces', netnsOfEntry);
  const root = commandList?.root;
  const node = textAt(root, 'node');
  return {
    path,
    folder,
    ...(node !== undefined && { node }),
    record: recordOf(
      root,
      runs.read.map(({ run }) => run),
      namespaces.read,
      evidenceOf(text, file),
    ),
    runs: runs.read,
    diagnostics: [
      ...(root === undefined ? [cutShort(file)] : []),
      ...runs.diagnostics,
      ...namespaces.diagnostics,
    ],
  };
}

/**
 * One line where a file is the manifest of a format that is too new: nothing of it could be
 * trusted. `undefined` for anything else.
 */
export function tooNew({ path, text }: CaptureFile): string | undefined {
  if (!isManifest(path, text)) return undefined;
  const [, version = '', major] = /^\s*v?((\d+)[\d.]*)/i.exec(versionOf(text)) ?? [];
  if (major === undefined || Number(major) <= MAJOR) return undefined;
  return `it is a bundle of format ${version}, and this vethscope reads format ${MAJOR}: get a newer vethscope`;
}

const MANIFEST = 'manifest.json';
const FORMAT = 'vethscope-bundle';

function isManifest(path: string, text: string): boolean {
  if (baseName(path) !== MANIFEST || !/^\s*\{/.test(text)) return false;
  if (/"format"\s*:\s*"vethscope-bundle"/.test(headOf(text))) return true;
  // With its keys sorted, as `jq -S` does, the commands stand before it.
  return text.includes(FORMAT) && textAt(rootOf(text), 'format') === FORMAT;
}

/** `2.0` of `"version": "2.0"`, `2` of `"version": 2`; of one that is cut short, too. */
function versionOf(text: string): string {
  const version = fieldAt(rootOf(text), 'version');
  if (version !== undefined) return String(version);
  return /"version"\s*:\s*"?([^",}\n]*)/.exec(headOf(text))?.[1] ?? '';
}

/** Where the manifest's own fields stand, before its lists, as the capture script writes it. */
function headOf(text: string): string {
  return text.slice(0, 1000);
}

function rootOf(text: string): unknown {
  return readJsonDocument(jsonLines(text), []).root;
}

function recordOf(
  root: unknown,
  commands: readonly CommandRun[],
  namespaces: CaptureRecord['namespaces'],
  evidence: Evidence,
): CaptureRecord {
  const finishedAt = textAt(root, 'finished');
  const user = textAt(root, 'user');
  const kernel = textAt(root, 'kernel');
  const os = textAt(root, 'os');
  return {
    formatVersion: textAt(root, 'version') ?? 'unknown',
    tool: textAt(root, 'tool') ?? 'unknown',
    startedAt: textAt(root, 'started') ?? 'unknown',
    ...(finishedAt !== undefined && { finishedAt }),
    ...(user !== undefined && { user }),
    ...(kernel !== undefined && { kernel }),
    ...(os !== undefined && { os }),
    namespaces: [...namespaces].sort((a, b) => compareText(a.name, b.name)),
    commands,
    evidence,
  };
}

interface Entries<T> {
  readonly read: readonly T[];
  readonly diagnostics: readonly Diagnostic[];
}

/** The objects of one of its lists, each with the lines it stands on. */
function entriesOf<T>(
  source: SourceLines,
  { root, items }: JsonDocument = { items: [] },
  list: string,
  read: (value: unknown, evidence: Evidence) => T | undefined,
): Entries<T> {
  const hasList = root === undefined || Array.isArray(fieldAt(root, list));
  const diagnostics: Diagnostic[] = [];
  const found = (hasList ? items : []).flatMap(({ value, from, to }) => {
    const evidence = source.evidence(from, to);
    const entry = read(value, evidence);
    if (entry !== undefined) return [entry];
    const message = `an entry of "${list}" in the manifest that cannot be read: what it tells of is left out`;
    diagnostics.push({ ...evidence, severity: 'warning', message });
    return [];
  });
  return { read: found, diagnostics };
}

/** Its own head: from the first line to the one before the lists. */
function evidenceOf(text: string, file: string): Evidence {
  const lines = text.split('\n');
  const first = lines.findIndex((line) => /"(namespaces|commands)":/.test(line));
  return { file, line: 1, endLine: Math.max(1, first) };
}

function cutShort(file: string): Diagnostic {
  return {
    file,
    line: 1,
    endLine: 1,
    severity: 'warning',
    message: 'the manifest is cut short: what follows is read by the names of the files',
  };
}
