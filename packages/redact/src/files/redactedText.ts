import type { RedactedOutput } from '../outputs/redactedOutput.ts';

/** A file as it may be shown, and what was left out of it. */
export interface RedactedText {
  readonly text: string;
  readonly dropped: RedactedOutput['dropped'];
}

/** Outputs one below the other. */
export function textOf(outputs: readonly RedactedOutput[]): RedactedText {
  return {
    text: outputs.flatMap(({ lines }) => lines.map((line) => `${line}\n`)).join(''),
    dropped: outputs.flatMap(({ dropped }) => dropped),
  };
}
