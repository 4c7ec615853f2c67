import { textAt } from '../../../source/jsonFields.ts';
import { type Span, scanContainer } from '../../../source/jsonSpans.ts';
import type { PrintedAt, PrintedField, PrintedPart } from './printedFields.ts';

/** The link's object among those on these lines: `ip -j` puts all links on one. */
export function fieldsOfJson(text: string, at: PrintedAt): readonly PrintedField[] {
  for (const json of objectsIn(text)) {
    const value = parsed(text.slice(json.start, json.end));
    if (textAt(value, 'ifname') !== at.name) continue;
    return new Reader(text, json.start, at.line).fieldsOf(value);
  }
  return [];
}

/** `[{ … },{ … }]`, or lines out of it: `},{ … },{`. */
function objectsIn(text: string): readonly Span[] {
  const spans: Span[] = [];
  for (let start = text.indexOf('{'); start >= 0; ) {
    const { end = text.length } = scanContainer(text, start);
    spans.push({ start, end });
    start = text.indexOf('{', end);
  }
  return spans;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Walks an object in the order in which it is written, and so knows the line of each key. */
class Reader {
  readonly #text: string;
  #offset: number;
  #line: number;
  readonly #fields: PrintedField[] = [];

  constructor(text: string, offset: number, firstLine: number) {
    this.#text = text;
    this.#offset = offset;
    this.#line = firstLine + (text.slice(0, offset).match(/\n/g)?.length ?? 0);
  }

  fieldsOf(link: unknown): readonly PrintedField[] {
    this.#object(link, 'link', '');
    return this.#fields;
  }

  #object(object: unknown, part: PrintedPart, prefix: string): void {
    for (const [key, value] of Object.entries(Object(object))) {
      const line = this.#lineOf(key);
      const name = `${prefix}${key}`;
      if (name === 'addr_info') continue;
      const inside = INSIDE[name];
      const kindOf = KIND_OF[name];
      if (inside) this.#object(value, ...inside);
      else if (kindOf)
        this.#fields.push({ part: kindOf, name: 'kind', value: textOf(value), line });
      else if (key === 'vfinfo_list') this.#functions(value, line);
      else if (part === 'statistics' && isObject(value)) this.#object(value, part, `${key} `);
      else if (isObject(value)) this.#object(value, part, `${name}.`);
      else this.#fields.push({ part, name, value: textOf(value), line });
    }
  }

  // "vfinfo_list": [{ "vf": 0, "address": "02:…", "spoofchk": true }]
  #functions(list: unknown, line: number): void {
    for (const one of Array.isArray(list) ? list : []) {
      const { vf, ...rest } = Object(one);
      const value = Object.entries(rest)
        .map(([key, of]) => `${key} ${textOf(of)}`)
        .join(', ');
      this.#fields.push({ part: 'function', name: `vf ${vf}`, value, line });
    }
  }

  #lineOf(key: string): number {
    const found = this.#text.indexOf(JSON.stringify(key), this.#offset);
    if (found < 0) return this.#line;
    for (let i = this.#offset; i < found; i++) if (this.#text[i] === '\n') this.#line++;
    this.#offset = found + key.length;
    return this.#line;
  }
}

/** Keys that hold another part of what is printed. */
const INSIDE: Readonly<Record<string, readonly [PrintedPart, string]>> = {
  linkinfo: ['link', 'linkinfo.'],
  'linkinfo.info_data': ['kind', ''],
  'linkinfo.info_slave_data': ['port', ''],
  stats: ['statistics', ''],
  stats64: ['statistics', ''],
};

const KIND_OF: Readonly<Record<string, PrintedPart>> = {
  'linkinfo.info_kind': 'kind',
  'linkinfo.info_slave_kind': 'port',
};

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function textOf(value: unknown): string {
  if (Array.isArray(value)) return value.map(textOf).join(' ');
  return isObject(value) ? JSON.stringify(value) : String(value);
}
