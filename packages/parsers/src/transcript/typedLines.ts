import type { NumberedLine } from './typedCommand.ts';

/** One command with the further lines that belong to it, and the index behind them. */
export interface TypedLines {
  readonly text: string;
  readonly hereDocument?: readonly NumberedLine[];
  readonly next: number;
}

/** Reads on from a command's first line: `\` at the end, here-documents, `for … done`. */
export function typedLines(
  lines: readonly NumberedLine[],
  index: number,
  first: string,
): TypedLines {
  let text = first;
  let next = index + 1;
  while (/(^|[^\\])(\\\\)*\\$/.test(text) && next < lines.length) {
    text = `${text.slice(0, -1).trimEnd()} ${withoutSecondaryPrompt(lines[next]?.text ?? '').trim()}`;
    next++;
  }
  const delimiter = hereDocumentDelimiter(text);
  if (delimiter === undefined) return { text, next };
  const hereDocument: NumberedLine[] = [];
  for (; next < lines.length; next++) {
    const line = lines[next];
    if (line === undefined) break;
    const body = withoutSecondaryPrompt(line.text);
    if (body.trim() === delimiter) return { text, hereDocument, next: next + 1 };
    hereDocument.push({ number: line.number, text: body });
  }
  return { text, hereDocument, next };
}

/** `<<EOF`, `<<-'EOF'`; not `<<<word`. */
function hereDocumentDelimiter(text: string): string | undefined {
  return /(?:^|[^<])<<-?\s*(["']?)([A-Za-z_][\w.-]*)\1(?:\s|$|[|>;&])/.exec(text)?.[2];
}

/** `> ` is what the shell prints before the further lines of a command. */
function withoutSecondaryPrompt(line: string): string {
  return line.replace(/^> ?/, '');
}
