import { bareSigns, isEmptyBarePrompt, promptLine } from './prompt.ts';
import type { NumberedLine, TypedCommand } from './typedCommand.ts';
import { typedLines } from './typedLines.ts';

export interface Session {
  readonly commands: readonly TypedCommand[];
  readonly beforePrompt: readonly NumberedLine[];
}

export function hasPrompt(lines: readonly NumberedLine[]): boolean {
  return lines.some(({ text }) => {
    const prompt = promptLine(text);
    return prompt !== undefined && prompt.command !== '';
  });
}

/** A terminal's text: every prompt ends the output of the command before it. */
export function readSession(lines: readonly NumberedLine[]): Session {
  const commands: OpenCommand[] = [];
  const beforePrompt: NumberedLine[] = [];
  const signs = bareSigns(lines);
  let isOpen = true;
  for (let i = 0; i < lines.length; ) {
    const line = lines[i];
    if (line === undefined) break;
    const prompt = promptLine(line.text, signs);
    const last = commands.at(-1);
    if (prompt === undefined) {
      if (last && isEmptyBarePrompt(line.text)) isOpen = false;
      else if (last === undefined) beforePrompt.push(line);
      else if (isOpen || line.text.trim() !== '') last.output.push(line);
      i++;
    } else if (prompt.command === '') {
      isOpen = false;
      i++;
    } else {
      const { next, ...typed } = typedLines(lines, i, prompt.command);
      const host = prompt.host !== undefined && { host: prompt.host };
      commands.push({ ...typed, line: line.number, ...host, output: [] });
      isOpen = true;
      i = next;
    }
  }
  return { commands, beforePrompt };
}

interface OpenCommand extends TypedCommand {
  readonly output: NumberedLine[];
}

/** A script: every line is a command, none has its output here. Comments are the writer's. */
export function readScript(lines: readonly NumberedLine[]): readonly TypedCommand[] {
  const commands: TypedCommand[] = [];
  for (let i = 0; i < lines.length; ) {
    const line = lines[i];
    if (line === undefined) break;
    const text = line.text.trim();
    if (text === '' || text.startsWith('#')) {
      i++;
      continue;
    }
    const { next, ...typed } = typedLines(lines, i, text);
    commands.push({ ...typed, line: line.number });
    i = next;
  }
  return commands;
}

/** Commands without prompts, each followed by its output; `starts` knows a command's line. */
export function readUnprompted(
  lines: readonly NumberedLine[],
  starts: (text: string) => boolean,
): readonly TypedCommand[] {
  const commands: OpenCommand[] = [];
  for (let i = 0; i < lines.length; ) {
    const line = lines[i];
    if (line === undefined) break;
    if (starts(line.text)) {
      const { next, ...typed } = typedLines(lines, i, line.text.trim());
      commands.push({ ...typed, line: line.number, output: [] });
      i = next;
    } else {
      commands.at(-1)?.output.push(line);
      i++;
    }
  }
  return commands;
}
