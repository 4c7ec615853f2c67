/** Where a value stands in its text: offsets, the end not included. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export interface Container {
  /** Elements of an array or members (`"key": value`) of an object; the last may be cut off. */
  readonly children: readonly Span[];
  /** Behind the closing bracket; absent where the text ends before it. */
  readonly end?: number;
}

/** The children of the array or object that opens at `start`. */
export function scanContainer(text: string, start: number): Container {
  const children: Span[] = [];
  let depth = 0;
  let childStart = start + 1;
  for (let i = start + 1; i < text.length; i++) {
    const char = text[i];
    if (char === '"') {
      i = closingQuote(text, i);
    } else if (char === '[' || char === '{') {
      depth++;
    } else if (char === ',' && depth === 0) {
      pushTrimmed(children, text, childStart, i);
      childStart = i + 1;
    } else if (char === ']' || char === '}') {
      if (depth === 0) {
        pushTrimmed(children, text, childStart, i);
        return { children, end: i + 1 };
      }
      depth--;
    }
  }
  pushTrimmed(children, text, childStart, text.length);
  return { children };
}

/**
 * The elements of an array whose beginning is cut off, read backwards from its closing bracket:
 * only from there is it known where strings begin. The first may be a part of one.
 */
export function scanBackwards(text: string): readonly Span[] {
  const children: Span[] = [];
  let childEnd = text.trimEnd().length - 1;
  if (text[childEnd] !== ']') return [];
  let depth = 0;
  for (let i = childEnd - 1; i >= 0 && depth >= 0; i--) {
    const char = text[i];
    if (char === '"') {
      i = openingQuote(text, i);
    } else if (char === ']' || char === '}') {
      depth++;
    } else if (char === '[' || char === '{') {
      depth--;
    } else if (char === ',' && depth === 0) {
      pushTrimmed(children, text, i + 1, childEnd);
      childEnd = i;
    }
  }
  if (depth >= 0) pushTrimmed(children, text, 0, childEnd);
  return children.reverse();
}

function pushTrimmed(children: Span[], text: string, start: number, end: number): void {
  while (start < end && isSpace(text[start])) start++;
  while (end > start && isSpace(text[end - 1])) end--;
  if (end > start) children.push({ start, end });
}

function isSpace(char: string | undefined): boolean {
  return char === ' ' || char === '\n' || char === '\t' || char === '\r';
}

function closingQuote(text: string, open: number): number {
  for (let at = text.indexOf('"', open + 1); at >= 0; at = text.indexOf('"', at + 1)) {
    if (!isEscaped(text, at)) return at;
  }
  return text.length;
}

/** An escaped quote has an odd number of backslashes in front of it. */
function isEscaped(text: string, quote: number): boolean {
  let backslash = quote;
  while (text[backslash - 1] === '\\') backslash--;
  return (quote - backslash) % 2 === 1;
}

function openingQuote(text: string, close: number): number {
  for (let at = close - 1; at >= 0; at--) {
    at = text.lastIndexOf('"', at);
    if (at < 0 || !isEscaped(text, at)) return at;
  }
  return -1;
}
