/** A line of a file; numbers are 0-based. A fence's indentation is taken off its text. */
export interface NumberedLine {
  readonly number: number;
  readonly text: string;
}

/** What somebody typed and what the terminal showed. */
export interface TypedCommand {
  /** Without prompt; continued lines are joined. */
  readonly text: string;
  readonly line: number;
  readonly host?: string;
  readonly hereDocument?: readonly NumberedLine[];
  /** Absent: the page does not show it. Empty: it printed nothing. */
  readonly output?: readonly NumberedLine[];
}

/** A text taken apart into commands; what belongs to none is kept as well. */
export interface Transcript {
  readonly commands: readonly TypedCommand[];
  readonly unclaimed: readonly UnclaimedLines[];
}

export interface UnclaimedLines {
  /** `before-prompt`: of a pasted terminal. `block`: a fenced block with no command. */
  readonly kind: 'before-prompt' | 'block';
  readonly lines: readonly NumberedLine[];
}

/** The split that `SourceLines` uses, so that line numbers agree. */
export function numberedLines(text: string): readonly NumberedLine[] {
  const lines = text.split(/\r\n|\n|\r/);
  if (lines.at(-1) === '') lines.pop();
  return lines.map((line, number) => ({ number, text: line }));
}
