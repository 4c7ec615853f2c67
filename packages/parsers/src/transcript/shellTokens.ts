/** A word with its quotes taken off, or an operator: `|`, `&&`, `;`, `>`, `2>`, `<<`, … */
export type ShellToken =
  | { readonly kind: 'word'; readonly text: string }
  | { readonly kind: 'operator'; readonly text: string };

/** Longest first, so that `||` is not two `|`. */
const OPERATORS = [
  '<<<',
  '<<-',
  '&>>',
  '||',
  '&&',
  '|&',
  '>>',
  '<<',
  '>&',
  '<&',
  '&>',
  '>|',
  '|',
  ';',
  '&',
  '>',
  '<',
];

/**
 * Splits a command line as a POSIX shell does, without expanding anything: `$(…)` and `*` stay as
 * typed. A quote that is never closed reaches to the end.
 */
export function shellTokens(line: string): readonly ShellToken[] {
  const tokens: ShellToken[] = [];
  let word: string | undefined;
  const endWord = (): void => {
    if (word !== undefined) tokens.push({ kind: 'word', text: word });
    word = undefined;
  };
  for (let i = 0; i < line.length; i++) {
    const char = line[i] ?? '';
    if (char === ' ' || char === '\t' || char === '\n') {
      endWord();
    } else if (char === '#' && word === undefined) {
      break;
    } else if (char === '\\') {
      word = (word ?? '') + (line[++i] ?? '');
    } else if (char === "'" || char === '"') {
      const quoted = readQuoted(line, i);
      word = (word ?? '') + quoted.text;
      i = quoted.end;
    } else if (char === '$' && line[i + 1] === '(') {
      const end = closingParenthesis(line, i + 1);
      word = (word ?? '') + line.slice(i, end + 1);
      i = end;
    } else {
      const operator = operatorAt(line, i);
      if (operator === undefined) {
        word = (word ?? '') + char;
        continue;
      }
      // 2>&1: the number belongs to the operator.
      const isDescriptor = word !== undefined && /^\d$/.test(word) && /^[<>]/.test(operator);
      const descriptor = isDescriptor ? word : '';
      if (isDescriptor) word = undefined;
      endWord();
      tokens.push({ kind: 'operator', text: `${descriptor}${operator}` });
      i += operator.length - 1;
    }
  }
  endWord();
  return tokens;
}

function operatorAt(line: string, at: number): string | undefined {
  if (!'<>|&;'.includes(line[at] ?? ' ')) return undefined;
  return OPERATORS.find((operator) => line.startsWith(operator, at));
}

function readQuoted(line: string, start: number): { readonly text: string; readonly end: number } {
  const quote = line[start];
  let text = '';
  for (let i = start + 1; i < line.length; i++) {
    const char = line[i] ?? '';
    if (char === quote) return { text, end: i };
    if (char === '\\' && quote === '"' && /["\\$`]/.test(line[i + 1] ?? '')) text += line[++i];
    else text += char;
  }
  return { text, end: line.length };
}

function closingParenthesis(line: string, open: number): number {
  let depth = 0;
  for (let i = open; i < line.length; i++) {
    if (line[i] === '(') depth++;
    else if (line[i] === ')' && --depth === 0) return i;
  }
  return line.length;
}
