import { itemsAt } from './jsonFields.ts';
import { type Container, type Span, scanBackwards, scanContainer } from './jsonSpans.ts';
import { type Origin, SourceLines } from './sourceLines.ts';

/** A value and the lines it stands on: 0-based within the text, both ends included. */
export interface JsonItem {
  readonly value: unknown;
  readonly from: number;
  readonly to: number;
}

export interface JsonDocument {
  /** The whole document; absent where it is broken or cut off. */
  readonly root?: unknown;
  /** The elements at the path; the document itself where there is no array. */
  readonly items: readonly JsonItem[];
}

/** `[{`, `[]`, `[ {`; not `[root@node ~]#`, nor the time in brackets before a log message. */
const ARRAY = /^[ \t]*\[(?=\s*[[{\]])/m;
const ARRAY_OR_OBJECT = /^[ \t]*(?:\[(?=\s*[[{\]])|\{(?=\s*["}]))/m;

/** Whether a line begins a JSON value; what a command wrote to standard error may stand before it. */
export function looksLikeJson(text: string): boolean {
  return ARRAY_OR_OBJECT.test(text);
}

/** The account of a JSON text. A line may be of any length: `ip -j` prints a single one. */
export function jsonLines(text: string, origin?: Origin): SourceLines {
  return new SourceLines(text, origin, Number.POSITIVE_INFINITY);
}

/**
 * The elements of the array that a text holds, each with its lines. Marks the lines of what was
 * read as understood; the caller marks again what it finds unsupported. An array that is broken or
 * cut off, at its end or (as `tail -c` does) at its beginning, yields its whole elements and one
 * diagnostic. Lines around the array are left to `finish`.
 */
export function readJsonArray(source: SourceLines): readonly JsonItem[] {
  return readDocument(new JsonText(source), ARRAY, []).items;
}

/**
 * Like `readJsonArray` for a document whose root is an object: `path` leads to the array, as
 * `['items']` does in `{ "kind": "List", "items": [ … ] }`. An object without it, such as a single
 * pod, is its own and only item.
 */
export function readJsonDocument(source: SourceLines, path: readonly string[]): JsonDocument {
  return readDocument(new JsonText(source), ARRAY_OR_OBJECT, path);
}

/** The same for several arrays of one document, which is parsed once. */
export function readJsonDocuments(
  source: SourceLines,
  paths: readonly (readonly string[])[],
): readonly JsonDocument[] {
  const json = new JsonText(source);
  const root = findRoot(json, ARRAY_OR_OBJECT);
  return paths.map((path) => readElements(json, root, path));
}

/**
 * The documents of a text that holds several, one after the other, as a command prints them that was
 * asked for several things; the elements of those that are arrays. One that is broken or cut off is
 * reported, and ends the reading.
 */
export function readJsonSequence(source: SourceLines): readonly JsonItem[] {
  const json = new JsonText(source);
  const opening = new RegExp(ARRAY_OR_OBJECT, 'gm');
  const items: JsonItem[] = [];
  for (let match = opening.exec(json.text); match; match = opening.exec(json.text)) {
    const start = match.index + match[0].length - 1;
    const { children, end } = scanContainer(json.text, start);
    const whole = { start, end: end ?? json.text.length };
    const elements = json.text[start] === '[' ? children : [whole];
    if (end === undefined || json.parse(whole) === undefined) {
      items.push(...salvage(json, elements, whole));
      break;
    }
    json.understood(whole);
    items.push(...elements.flatMap((span) => json.item(span) ?? []));
    opening.lastIndex = end;
  }
  return items;
}

function readDocument(json: JsonText, opening: RegExp, path: readonly string[]): JsonDocument {
  return readElements(json, findRoot(json, opening), path);
}

function readElements(
  json: JsonText,
  root: Root | undefined,
  path: readonly string[],
): JsonDocument {
  if (root === undefined) {
    const whole = { start: 0, end: json.text.length };
    return { items: salvage(json, scanBackwards(json.text), whole) };
  }
  const { value } = root;
  const elements = elementsAt(json.text, root, path);
  if (value === undefined) return { items: salvage(json, elements ?? [], root) };
  json.understood(root);
  const values = elements === undefined ? [value.value] : itemsAt(value.value, ...path);
  const spans = elements ?? [root];
  // They differ where a key is there twice.
  const items =
    values.length === spans.length
      ? spans.map((span, i) => ({ value: values[i], ...json.linesOf(span) }))
      : spans.flatMap((span) => json.item(span) ?? []);
  return { root: value.value, items };
}

/** Keeps the elements that can be read of a document that as a whole cannot. */
function salvage(json: JsonText, elements: readonly Span[], whole: Span): readonly JsonItem[] {
  const readable = elements.filter((span) => json.parse(span) !== undefined);
  const last = readable.at(-1);
  if (last || ARRAY_OR_OBJECT.test(json.text)) {
    const kept = last ? `only ${readable.length} of its elements` : 'nothing in it';
    json.understood(whole);
    json.unrecognized(
      unreadPart(elements, readable, whole),
      `broken or cut off JSON: ${kept} could be read`,
    );
    for (const span of readable) json.understood(span);
  }
  return readable.map((span) => json.item(span)).filter((item) => item !== undefined);
}

/** From the first unreadable element to the last; with none, what stands behind them. */
function unreadPart(elements: readonly Span[], readable: readonly Span[], whole: Span): Span {
  const read = new Set(readable);
  const broken = elements.filter((span) => !read.has(span));
  const [first, last] = [broken[0], broken.at(-1)];
  if (first && last) return { start: first.start, end: last.end };
  return { start: readable.at(-1)?.end ?? whole.start, end: whole.end };
}

/** A document with what is in it; `value` is absent where it is broken or cut off. */
interface Root extends Span, Pick<Container, 'children'> {
  readonly value: { readonly value: unknown } | undefined;
}

/** The document. A bracket pair with more JSON behind it on its line is a part of something else. */
function findRoot(json: JsonText, opening: RegExp): Root | undefined {
  const { text } = json;
  const match = opening.exec(text);
  if (!match) return undefined;
  const start = match.index + match[0].length - 1;
  const { children, end = text.length } = scanContainer(text, start);
  if (end < text.length && !/^[ \t]*(\n|$)/.test(text.slice(end, end + 80))) return undefined;
  return { start, end, children, value: json.parse({ start, end }) };
}

/** The elements of the array at the path; `undefined` where it is missing or its beginning is. */
function elementsAt(
  text: string,
  { start, children }: Pick<Root, 'start' | 'children'>,
  path: readonly string[],
): readonly Span[] | undefined {
  const [key, ...rest] = path;
  if (key === undefined) return text[start] === '[' ? children : undefined;
  if (text[start] !== '{') return undefined;
  const value = memberValue(text, children, key);
  if (value === undefined) return undefined;
  return elementsAt(text, { start: value, children: scanContainer(text, value).children }, rest);
}

/** `"items": [`: the offset behind the colon. */
function memberValue(text: string, members: readonly Span[], key: string): number | undefined {
  const name = JSON.stringify(key);
  const member = members.find(({ start }) => text.startsWith(name, start));
  if (!member) return undefined;
  const nameEnd = member.start + name.length;
  const colon = /^\s*:\s*/.exec(text.slice(nameEnd, nameEnd + 80));
  return colon ? nameEnd + colon[0].length : undefined;
}

/** A text with its offsets told as lines. */
class JsonText {
  readonly text: string;
  readonly #source: SourceLines;
  readonly #lineStarts: readonly number[];

  constructor(source: SourceLines) {
    this.#source = source;
    this.text = source.lines.join('\n');
    let start = 0;
    this.#lineStarts = source.lines.map((line) => {
      const here = start;
      start += line.length + 1;
      return here;
    });
  }

  parse({ start, end }: Span): { readonly value: unknown } | undefined {
    try {
      const value: unknown = JSON.parse(this.text.slice(start, end));
      return { value };
    } catch {
      return undefined;
    }
  }

  item(span: Span): JsonItem | undefined {
    const parsed = this.parse(span);
    return parsed && { ...parsed, ...this.linesOf(span) };
  }

  understood(span: Span): void {
    const { from, to } = this.linesOf(span);
    this.#source.understood(from, to);
  }

  unrecognized(span: Span, message: string): void {
    const { from, to } = this.linesOf(span);
    this.#source.unrecognized(from, message, to);
  }

  linesOf({ start, end }: Span): { readonly from: number; readonly to: number } {
    return { from: this.#lineAt(start), to: this.#lineAt(end - 1) };
  }

  #lineAt(offset: number): number {
    let low = 0;
    let high = this.#lineStarts.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((this.#lineStarts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}
