import { looksLikeJson, type ReadInput, scanContainer } from '@vethscope/parsers';
import type { Dropped } from '../report.ts';
import type { Rewriting } from '../rewriting.ts';
import { hasNamesAsFields, isFreeText, isNameField, isReadField } from './jsonFields.ts';
import { leftOut, type RedactedOutput } from './redactedOutput.ts';

/**
 * An output in JSON: one document or several, one after the other. Only fields that are read stay,
 * with their texts rewritten. `undefined` where the output is none.
 */
export function redactJson(read: ReadInput, rewriting: Rewriting): RedactedOutput | undefined {
  const { text } = read.found;
  if (!looksLikeJson(text)) return undefined;
  const documents = jsonDocuments(text);
  if (documents === undefined) return leftOut(read, 'lines of JSON that is broken or cut off');
  const redactor = new JsonRedactor(rewriting);
  const isOneLine = !text.trim().includes('\n');
  const lines = documents.values.flatMap((value) => {
    // {"eth0": [{ "vlan": 1 }]}, as iproute2 before 4.20 has it
    const isByInterface = read.parser === 'bridge vlan' && !Array.isArray(value);
    const redacted = redactor.value(isByInterface ? 'interfaces' : '', value);
    return isOneLine ? JSON.stringify(redacted) : JSON.stringify(redacted, null, 2).split('\n');
  });
  const dropped: { count: number; what: Dropped }[] = [
    { count: redactor.dropped, what: 'fields not read' },
    { count: documents.linesAround, what: 'lines without facts' },
  ];
  return { lines, dropped };
}

interface JsonDocuments {
  readonly values: readonly unknown[];
  /** Lines with something else than JSON in them. */
  readonly linesAround: number;
}

function jsonDocuments(text: string): JsonDocuments | undefined {
  const values: unknown[] = [];
  let linesAround = 0;
  for (let at = 0; at < text.length; ) {
    OPENING.lastIndex = at;
    const opening = OPENING.exec(text);
    const start = opening ? opening.index + opening[0].length - 1 : text.length;
    linesAround += text
      .slice(at, start)
      .split('\n')
      .filter((line) => line.trim() !== '').length;
    if (!opening) break;
    const { end } = scanContainer(text, start);
    if (end === undefined) return undefined;
    try {
      values.push(JSON.parse(text.slice(start, end)));
    } catch {
      return undefined;
    }
    at = end;
  }
  return { values, linesAround };
}

const OPENING = /^[ \t]*(?:\[(?=\s*[[{\]])|\{(?=\s*["}]))/gm;

class JsonRedactor {
  readonly #rewriting: Rewriting;
  dropped = 0;

  constructor(rewriting: Rewriting) {
    this.#rewriting = rewriting;
  }

  /** `field` is the name under which a value stands, or the list that it is in. */
  value(field: string, value: unknown): unknown {
    if (typeof value === 'string') return this.#text(field, value);
    if (Array.isArray(value)) return value.map((one: unknown) => this.value(field, one));
    if (typeof value !== 'object' || value === null) return value;
    if (hasNamesAsFields(field)) {
      const { rewriter } = this.#rewriting;
      return Object.fromEntries(
        Object.entries(value).map(([name, inner]) => [rewriter.words(name), this.value('', inner)]),
      );
    }
    const kept = Object.entries(value).filter(([name]) => isReadField(name));
    this.dropped += Object.keys(value).length - kept.length;
    return Object.fromEntries(kept.map(([name, inner]) => [name, this.value(name, inner)]));
  }

  #text(field: string, text: string): string {
    if (field === 'info') return this.#quoted(text);
    const { rewriter } = this.#rewriting;
    if (isNameField(field)) return this.#rewriting.name(text);
    return isFreeText(field) ? this.#rewriting.text(text) : rewriter.words(text);
  }

  /** Some versions of crictl put the runtime's JSON in as a string; of other texts nothing is read. */
  #quoted(text: string): string {
    const documents = jsonDocuments(text);
    const values = documents?.values.map((one) => JSON.stringify(this.value('', one)));
    if (values === undefined || values.length !== 1) this.dropped++;
    return values?.length === 1 ? values.join('') : '';
  }
}
