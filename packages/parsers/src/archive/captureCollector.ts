import { compareText, type Diagnostic, type Severity } from '@vethscope/model';
import type { CaptureFile, CaptureFiles } from './captureFiles.ts';
import { memberPath } from './memberPath.ts';
import { memberText } from './memberText.ts';

/** Gathers the texts of one capture, and what had to be left out of it. */
export class CaptureCollector {
  readonly #name: string;
  readonly #texts = new Map<string, string>();
  readonly #diagnostics: Diagnostic[] = [];
  readonly #binaries: string[] = [];
  readonly #links: string[] = [];

  constructor(name: string) {
    this.#name = name;
  }

  addFile(name: string, bytes: Uint8Array): void {
    const place = memberPath(name);
    if (!place.ok) {
      this.report(name, 'warning', `left out of the capture: ${place.reason}`);
      return;
    }
    const { path } = place;
    const content = memberText(bytes);
    if (content.kind === 'binary') {
      this.#binaries.push(path);
      return;
    }
    if (!content.isExact) {
      this.report(path, 'info', 'not all of it is UTF-8: other bytes are shown as \ufffd');
    }
    if (this.#texts.has(path)) {
      this.report(path, 'info', 'it is in the archive more than once: the last one is read');
    }
    this.#texts.set(path, content.text);
  }

  addLink(name: string): void {
    const place = memberPath(name);
    this.#links.push(place.ok ? place.path : name);
  }

  report(path: string, severity: Severity, message: string): void {
    this.#diagnostics.push({ file: path, line: 1, endLine: 1, severity, message });
  }

  finish(): CaptureFiles {
    const files = [...this.#texts].map(([path, text]): CaptureFile => ({ path, text }));
    return {
      name: this.#name,
      files: files.sort((a, b) => compareText(a.path, b.path)),
      diagnostics: [
        ...this.#diagnostics,
        ...leftOut(this.#binaries, 'binary file', 'vethscope reads text'),
        ...leftOut(this.#links, 'link', 'links in archives are not followed'),
      ],
    };
  }
}

/** More names than that are counted in one line instead of named one by one. */
const MAX_NAMED = 5;

function leftOut(paths: readonly string[], what: string, why: string): readonly Diagnostic[] {
  const sorted = [...new Set(paths)].sort(compareText);
  const [first] = sorted;
  if (first === undefined) return [];
  const place = { line: 1, endLine: 1, severity: 'info' as const };
  if (sorted.length <= MAX_NAMED) {
    return sorted.map((file) => ({ file, ...place, message: `a ${what} is left out: ${why}` }));
  }
  const named = sorted.slice(0, MAX_NAMED).join(', ');
  const more = sorted.length - MAX_NAMED;
  return [
    {
      file: first,
      ...place,
      message: `${sorted.length} ${what}s are left out: ${named} and ${more} more (${why})`,
    },
  ];
}
