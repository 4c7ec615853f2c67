import type { NumberedLine } from './typedCommand.ts';

/** What a Markdown page consists of, as far as outputs are concerned. */
export type MarkdownItem =
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'prose'; readonly text: string }
  | FencedBlock;

export interface FencedBlock {
  readonly kind: 'fence';
  /** First word behind the fence, in lower case: `sh`, `console`, `{note}`; `''` for none. */
  readonly language: string;
  /** Without the fence's indentation. */
  readonly lines: readonly NumberedLine[];
}

/** ```` ```sh ````, `~~~`, indented in a list or behind `>`: CommonMark 4.5. */
const FENCE = /^(?<margin>[ \t>]*)(?:[-*+] +|\d+[.)] +)?(?<fence>`{3,}|~{3,})(?<info>[^`]*)$/;

export function markdownItems(lines: readonly NumberedLine[]): readonly MarkdownItem[] {
  const items: MarkdownItem[] = [];
  for (let i = 0; i < lines.length; ) {
    const line = lines[i];
    if (line === undefined) break;
    const opening = openingFence(line.text);
    if (opening) {
      const block = readBlock(lines, i + 1, opening);
      items.push({ kind: 'fence', language: opening.language, lines: block.lines });
      i = block.next;
      continue;
    }
    if (line.text.trim() !== '') items.push(proseItem(line.text));
    i++;
  }
  return items;
}

/** Fences that are closed: a lone ``` in an output makes no Markdown page of it. */
export function isMarkdown(lines: readonly NumberedLine[]): boolean {
  let open: Opening | undefined;
  for (const { text } of lines) {
    if (open === undefined) open = openingFence(text);
    else if (closes(text, open)) return true;
  }
  return false;
}

interface Opening {
  readonly margin: number;
  readonly fence: string;
  readonly language: string;
}

function openingFence(text: string): Opening | undefined {
  if (text.length > 1000) return undefined;
  const { margin = '', fence, info = '' } = FENCE.exec(text)?.groups ?? {};
  return fence === undefined
    ? undefined
    : { margin: margin.length, fence, language: languageOf(info) };
}

/** `sh title="x"` → `sh`; `{code-block} console` → `console`; `{note}` stays. */
function languageOf(info: string): string {
  const [first = '', second] = info
    .trim()
    .toLowerCase()
    .split(/[\s,]+/);
  const isCode = first === '{code-block}' || first === '{code}' || first === '{sourcecode}';
  return isCode ? (second ?? '') : first;
}

function readBlock(
  lines: readonly NumberedLine[],
  start: number,
  opening: Opening,
): { readonly lines: readonly NumberedLine[]; readonly next: number } {
  const inside: NumberedLine[] = [];
  for (let i = start; i < lines.length; i++) {
    const line = lines[i];
    if (line === undefined) break;
    if (closes(line.text, opening)) return { lines: inside, next: i + 1 };
    inside.push({ number: line.number, text: withoutMargin(line.text, opening.margin) });
  }
  return { lines: inside, next: lines.length };
}

function closes(text: string, { fence }: Opening): boolean {
  const end = text.replace(/^[ \t>]*/, '').trimEnd();
  return end.length >= fence.length && end === (fence[0] ?? '').repeat(end.length);
}

function withoutMargin(text: string, margin: number): string {
  let i = 0;
  while (i < margin && /[ \t>]/.test(text[i] ?? '')) i++;
  return text.slice(i);
}

function proseItem(text: string): MarkdownItem {
  const heading = /^#{1,6}\s+(.*?)[\s#]*$/.exec(text)?.[1];
  return heading === undefined ? { kind: 'prose', text } : { kind: 'heading', text: heading };
}
