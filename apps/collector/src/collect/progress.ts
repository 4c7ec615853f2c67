import { printable } from '../cli/printable.ts';

/** Where `collect` reports how far it is. */
export interface ProgressScreen {
  readonly write: (text: string) => void;
  /** Of a terminal, on which lines are renewed; `undefined` where each line is printed once. */
  readonly columns: number | undefined;
}

/** Each target has a place of its own, in the order in which they were given. */
export interface Progress {
  /** Seen on a terminal only: `1.2 MiB so far`. */
  readonly passing: (index: number, state: string) => void;
  /** How it ended, in a word, and all there is to say about it. */
  readonly ended: (index: number, state: string, lines: readonly string[]) => void;
  /** Once all have ended. */
  readonly close: () => void;
}

export function progress(names: readonly string[], screen: ProgressScreen): Progress {
  return screen.columns === undefined
    ? printedOnce(screen)
    : renewed(names, screen, screen.columns);
}

function printedOnce(screen: ProgressScreen): Progress {
  return {
    passing: () => undefined,
    ended: (_index, _state, lines) => screen.write(asText(lines)),
    close: () => undefined,
  };
}

/** One line for each target, the cursor below them; what there is to say follows at the end. */
function renewed(names: readonly string[], screen: ProgressScreen, columns: number): Progress {
  const states = new Map<number, string>();
  const endings = new Map<number, readonly string[]>();
  let shown = 0;
  const show = (index: number, state: string) => {
    // A longer line would take two rows, and the next one would overwrite the wrong row.
    const line = asLine(`${names[index]}: ${state}`).slice(0, Math.max(columns - 1, 20));
    if (states.get(index) === line) return;
    states.set(index, line);
    const up = shown === 0 ? '' : `\u001b[${shown}A`;
    const lines = inOrder(states).map((text) => `\u001b[2K${text}\n`);
    screen.write(`${up}${lines.join('')}`);
    shown = lines.length;
  };
  return {
    passing: show,
    ended: (index, state, lines) => {
      endings.set(index, lines);
      show(index, state);
    },
    close: () => screen.write(asText(inOrder(endings).flat())),
  };
}

function inOrder<Value>(byIndex: ReadonlyMap<number, Value>): readonly Value[] {
  return [...byIndex].sort(([a], [b]) => a - b).map(([, value]) => value);
}

function asText(lines: readonly string[]): string {
  return lines.map((line) => `${asLine(line)}\n`).join('');
}

function asLine(line: string): string {
  return `vethscope: ${printable(line)}`;
}
