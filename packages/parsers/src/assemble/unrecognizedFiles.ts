import type { Diagnostic } from '@vethscope/model';
import { commands } from '../commands/registry.ts';
import { isSilent } from '../recognize/readers.ts';
import { isRedactionNote, wordsOfNote } from '../source/redactionNote.ts';

interface NamedText {
  readonly file: string;
  readonly text: string;
}

/** A folder with more of them than that gets one line for all. */
const MAX_NAMED = 3;

/** Names every file in which no command's output was found; those of a full folder together. */
export function unrecognizedFiles(files: readonly NamedText[]): readonly Diagnostic[] {
  const byFolder = new Map<string, NamedText[]>();
  for (const one of files) {
    const folder = one.file.slice(0, one.file.lastIndexOf('/') + 1);
    const others = byFolder.get(folder);
    if (others) others.push(one);
    else byFolder.set(folder, [one]);
  }
  return [...byFolder].flatMap(([folder, inside]) => {
    if (inside.length <= MAX_NAMED) return inside.map(oneFile);
    const [first] = inside;
    return first ? [manyFiles(folder, first.file, inside)] : [];
  });
}

/** Empty files, one by one or, where there are many, together. */
export function emptyFiles(files: readonly string[]): readonly Diagnostic[] {
  const [first] = files;
  if (first === undefined) return [];
  const place = { line: 1, endLine: 1, severity: 'info' as const };
  const unknown = 'what would have been listed stays unknown';
  return files.length <= MAX_NAMED
    ? files.map((file) => ({ file, ...place, message: `the file is empty: ${unknown}` }))
    : [
        {
          file: first,
          ...place,
          message: `${files.length} files are empty: ${named(files)} (${unknown})`,
        },
      ];
}

function oneFile({ file, text }: NamedText): Diagnostic {
  if (isRedactionNote(text))
    return { ...at(file), severity: 'info', message: wordsOfNote(text.trimEnd()) };
  const looks = looksLike(text);
  return {
    ...at(file),
    message: `no command's output recognized${looks ? ` (it looks like ${looks})` : ''}; vethscope reads ${whatIsRead()}`,
  };
}

function manyFiles(folder: string, first: string, inside: readonly NamedText[]): Diagnostic {
  const names = inside.map(({ file }) => file.slice(folder.length));
  return {
    ...at(first),
    message: `no command's output recognized in ${inside.length} files of ${folder || 'the capture'}: ${named(names)}`,
  };
}

/** `a, b, c and 9 more`. */
function named(names: readonly string[]): string {
  const first = names.slice(0, MAX_NAMED).join(', ');
  return names.length > MAX_NAMED ? `${first} and ${names.length - MAX_NAMED} more` : first;
}

function at(file: string): Omit<Diagnostic, 'message'> {
  return { file, line: 1, endLine: 1, severity: 'warning' };
}

function whatIsRead(): string {
  return commands
    .filter((reader) => !isSilent(reader))
    .map(({ name }) => name)
    .join(', ');
}

/** What people hand in by mistake. */
function looksLike(text: string): string | undefined {
  const start = text.slice(0, 200).trimStart();
  if (/^<(!doctype html|html|\?xml)/i.test(start)) return 'a web page';
  if (/^[[{]/.test(start)) return 'JSON';
  if (/^(apiVersion|kind|---)/.test(start)) return 'a Kubernetes manifest';
  return undefined;
}
