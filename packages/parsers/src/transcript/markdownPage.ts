import { type FencedBlock, type MarkdownItem, markdownItems } from './markdownItems.ts';
import { looksTyped } from './programs.ts';
import { hasPrompt, readScript, readSession, readUnprompted } from './session.ts';
import type { NumberedLine, Transcript, TypedCommand, UnclaimedLines } from './typedCommand.ts';

const SHELLS = new Set(
  'sh bash shell zsh ksh fish shellscript shell-session shellsession sh-session bash-session console terminal'.split(
    ' ',
  ),
);
/** Languages that an output may be marked with; other blocks are the page's own examples. */
const OUTPUTS = new Set([
  '',
  'text',
  'txt',
  'plain',
  'plaintext',
  'output',
  'log',
  'none',
  'json',
  'ansi',
  'console',
]);

/**
 * A page in which fenced blocks hold commands and their outputs. A block of output belongs to the
 * last command before it, with prose but no heading between. Everything outside fences is prose.
 * `isKnown` tells whether a command line is one whose output is read.
 */
export function readMarkdownPage(
  lines: readonly NumberedLine[],
  isKnown: (commandLine: string) => boolean,
): Transcript {
  const commands: TypedCommand[] = [];
  const unclaimed: UnclaimedLines[] = [];
  const items = markdownItems(lines);
  let awaitsOutput = false;
  let named: string | undefined;
  for (const [i, item] of items.entries()) {
    if (item.kind !== 'fence') {
      // ## `ip route`
      named = commandNamedIn(item.text, isKnown);
      if (item.kind === 'heading') awaitsOutput = false;
      continue;
    }
    const typed = commandsOfBlock(item, outputFollows(items, i, isKnown), isKnown);
    const last = commands.at(-1);
    if (typed.length > 0) {
      commands.push(...typed);
      awaitsOutput = typed.at(-1)?.output === undefined;
    } else if (OUTPUTS.has(item.language) && awaitsOutput && last) {
      commands[commands.length - 1] = { ...last, output: item.lines };
      awaitsOutput = false;
    } else if (OUTPUTS.has(item.language) && named !== undefined) {
      commands.push({ text: named, line: item.lines[0]?.number ?? 0, output: item.lines });
    } else if (OUTPUTS.has(item.language) && item.lines.some(({ text }) => text.trim() !== '')) {
      unclaimed.push({ kind: 'block', lines: item.lines });
    }
    named = undefined;
  }
  return { commands, unclaimed };
}

/** The commands that a block holds, with their outputs where it holds those too. */
function commandsOfBlock(
  { language, lines }: FencedBlock,
  followedByOutput: boolean,
  isKnown: (commandLine: string) => boolean,
): readonly TypedCommand[] {
  const isShell = SHELLS.has(language);
  if (!isShell && !OUTPUTS.has(language)) return [];
  if (hasPrompt(lines)) return settled(readSession(lines).commands);
  const starts = startsWithCommand(lines, isKnown);
  if (!isShell && !starts) return [];
  const rest = lines.filter(({ text }) => text.trim() !== '').slice(1);
  const onlyTyped = rest.every(({ text }) => isTyped(text));
  // ip route
  // default via 10.0.0.1 dev eth0
  if (starts && !onlyTyped && !followedByOutput) {
    return readUnprompted(lines, (text) => isKnown(text) && isTyped(text));
  }
  return isShell || onlyTyped ? readScript(lines) : [];
}

/** A block that shows its command itself, marked as shell or not: it is no earlier one's output. */
function startsWithCommand(
  lines: readonly NumberedLine[],
  isKnown: (commandLine: string) => boolean,
): boolean {
  const first = lines.find(({ text }) => text.trim() !== '');
  return first !== undefined && isKnown(first.text) && isTyped(first.text);
}

function isTyped(text: string): boolean {
  return text.trimStart().startsWith('#') || looksTyped(text.trim(), 'none');
}

/** A block without any output only lists commands; one with some shows what each printed. */
function settled(commands: readonly TypedCommand[]): readonly TypedCommand[] {
  const showsOutput = commands.some(({ output }) => output?.some(({ text }) => text.trim() !== ''));
  return commands.map((command, i) => {
    const { output, ...typed } = command;
    const isEmpty = output?.every(({ text }) => text.trim() === '') ?? true;
    const isLast = i === commands.length - 1;
    return isEmpty && (isLast || !showsOutput) ? typed : command;
  });
}

function outputFollows(
  items: readonly MarkdownItem[],
  index: number,
  isKnown: (commandLine: string) => boolean,
): boolean {
  const next = items.slice(index + 1, index + 20).find(({ kind }) => kind !== 'prose');
  return (
    next?.kind === 'fence' &&
    OUTPUTS.has(next.language) &&
    !hasPrompt(next.lines) &&
    !startsWithCommand(next.lines, isKnown)
  );
}

/** `### ip route show`, ``Output of `ip route`:``, `**ip route**`, `<summary>ip route</summary>`. */
function commandNamedIn(
  prose: string,
  isKnown: (commandLine: string) => boolean,
): string | undefined {
  if (prose.length > 1000) return undefined;
  const spans = [...prose.matchAll(/`([^`]+)`/g)].map((match) => match[1] ?? '');
  const whole = prose.replace(/<\/?[a-z][^<>]*>/gi, '').replace(/^[\s#$>*_-]+|[\s*_:]+$/g, '');
  return [...spans, whole].find((text) => isKnown(text));
}
