import type { Rewriting } from '../rewriting.ts';
import { isRecord, stringsOf } from './manifestValues.ts';
import { redactArgv } from './redactPath.ts';

/**
 * A bundle's manifest (docs/bundle.md) with its names replaced, printed as the capture script
 * prints it: one object a line. `undefined` where the text is none. `pathOf` says where a file is
 * now.
 */
export function redactManifest(
  text: string,
  pathOf: (path: string) => string | undefined,
  rewriting: Rewriting,
): string | undefined {
  const manifest = parse(text);
  if (!isRecord(manifest) || manifest['format'] !== 'vethscope-bundle') return undefined;
  const redactor = new ManifestRedactor(pathOf, rewriting);
  const fields = Object.entries(manifest).flatMap(([key, value]) => {
    const printed = redactor.field(key, value);
    return printed === undefined ? [] : [` ${JSON.stringify(key)}: ${printed}`];
  });
  return `{\n${fields.join(',\n')}\n}\n`;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

class ManifestRedactor {
  readonly #pathOf: (path: string) => string | undefined;
  readonly #rewriting: Rewriting;

  constructor(pathOf: (path: string) => string | undefined, rewriting: Rewriting) {
    this.#pathOf = pathOf;
    this.#rewriting = rewriting;
  }

  /** As JSON; `undefined` for a field that is not known. */
  field(key: string, value: unknown): string | undefined {
    switch (key) {
      case 'format':
      case 'version':
      case 'tool':
      case 'started':
      case 'finished':
        return typeof value === 'string' && /^[\w.:+ -]{1,60}$/.test(value)
          ? JSON.stringify(value)
          : undefined;
      case 'node':
        return JSON.stringify(this.#name('node', String(value)));
      case 'user':
        return JSON.stringify(this.#words(value));
      case 'kernel':
        return JSON.stringify(this.#release(String(value)));
      case 'os':
        return JSON.stringify(this.#words(value));
      case 'namespaces':
        return this.#list(value, (one) => this.#netns(one));
      case 'commands':
        return this.#list(value, (one) => this.#command(one));
      default:
        return undefined;
    }
  }

  #list(value: unknown, redact: (one: Readonly<Record<string, unknown>>) => unknown): string {
    const items = Array.isArray(value) ? value.filter(isRecord) : [];
    if (items.length === 0) return '[]';
    return `[\n${items.map((one) => `  ${printed(redact(one))}`).join(',\n')}\n ]`;
  }

  #netns(one: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
    const { inode, processes, state } = one;
    return {
      ...(typeof one['name'] === 'string' && { name: this.#netnsName(one['name']) }),
      ...(typeof one['folder'] === 'string' && { folder: this.#folder(one['folder']) }),
      ...(typeof inode === 'number' && { inode }),
      ...(Array.isArray(one['names']) && {
        names: stringsOf(one['names']).map((name) => this.#netnsName(name)),
      }),
      ...(Array.isArray(one['paths']) && {
        paths: stringsOf(one['paths']).map((path) => this.#netnsPath(path)),
      }),
      ...(typeof processes === 'number' && { processes }),
      ...(typeof one['process'] === 'string' && { process: this.#words(one['process']) }),
      ...(STATES.some((known) => known === state) && { state }),
      ...(typeof one['reason'] === 'string' && { reason: this.#reason(one['reason']) }),
    };
  }

  #command(one: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
    const { part, exit, timedOut, at, seconds, empty } = one;
    return {
      ...(typeof one['command'] === 'string' && { command: this.#commandLine(one['command']) }),
      ...(typeof one['netns'] === 'string' && { netns: this.#netnsName(one['netns']) }),
      ...(typeof one['file'] === 'string' && { file: this.#path(one['file']) }),
      ...(typeof part === 'number' && { part }),
      ...(typeof exit === 'number' && { exit }),
      ...(timedOut === true && { timedOut }),
      ...(typeof at === 'number' && { at }),
      ...(typeof seconds === 'number' && { seconds }),
      ...(typeof one['stderr'] === 'string' && { stderr: this.#path(one['stderr']) }),
      ...(typeof one['skipped'] === 'string' && { skipped: this.#reason(one['skipped']) }),
      ...(empty === true && { empty }),
    };
  }

  #netnsName(name: string): string {
    return this.#name('netns', name);
  }

  /** `/run/netns/blue`: any name stands behind the last slash. */
  #netnsPath(path: string): string {
    const start = path.lastIndexOf('/') + 1;
    return this.#words(path.slice(0, start)) + this.#netnsName(path.slice(start));
  }

  #name(kind: 'node' | 'netns', name: string): string {
    return this.#rewriting.renaming.name(kind, name);
  }

  #folder(folder: string): string {
    const inside = this.#pathOf(`${folder}/`);
    if (inside !== undefined) return inside;
    // netns/blue, of a namespace in which nothing was captured
    const [, name] = /^netns\/([^/]+)$/.exec(folder) ?? [];
    return name === undefined ? this.#words(folder) : `netns/${this.#netnsName(name)}`;
  }

  #path(path: string): string {
    return this.#pathOf(path) ?? 'left out';
  }

  #commandLine(line: string): string {
    return redactArgv(line.split(' '), this.#rewriting).join(' ');
  }

  /** What the capture script says keeps its words. */
  #reason(text: string): string {
    return text.replace(/[^\s,;:()`]+/g, (word) =>
      REASON_WORDS.has(word) ? word : this.#rewriting.rewriter.word(word),
    );
  }

  /** `6.1.0-21-amd64`, as distributions call them; of one that somebody built the number. */
  #release(release: string): string {
    if (DISTRIBUTED.test(release)) return release;
    return /^\d+(\.\d+)*/.exec(release)?.[0] ?? this.#words(release);
  }

  #words(value: unknown): string {
    return typeof value === 'string' ? this.#rewriting.line(value) : '';
  }
}

/** `5.15.0-107-generic`, `5.14.0-427.13.1.el9_4.x86_64` */
const DISTRIBUTED =
  /^\d+\.\d+\.\d+(-\d+(\.\d+)*)?([-.](amd64|arm64|generic|cloud-amd64|aws|azure|gcp|el\d+(_\d+)?\.(x86_64|aarch64)))?$/;

const STATES = ['captured', 'failed', 'left out'] as const;

/** Of the capture script and of what it starts: `it vanished before it could be entered`. */
const REASON_WORDS: ReadonlySet<string> = new Set(
  `it is not installed vanished before could be entered entering needs root permission denied no access
   to the API server runtime socket was asked for only these namespaces left out without cluster timed
   after seconds has nothing such file or directory does know this option took too long ended failed
   rule in namespace use a set lists none kernel legacy table of nodes here see what said list tables
   cannot open reassociate network operation permitted nsenter setns Operation Permission Invalid argument`
    .split(/\s+/)
    .filter(Boolean),
);

/** `{ "name": "host", "inode": 4026531840 }`: one line, with blanks as the script sets them. */
function printed(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(printed).join(', ')}]`;
  if (!isRecord(value)) return JSON.stringify(value);
  const fields = Object.entries(value).map(
    ([key, one]) => `${JSON.stringify(key)}: ${printed(one)}`,
  );
  return `{ ${fields.join(', ')} }`;
}
