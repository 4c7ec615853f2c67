import { isMarkdown } from './markdownItems.ts';
import { readMarkdownPage } from './markdownPage.ts';
import { hasPrompt, readSession } from './session.ts';
import { numberedLines, type Transcript } from './typedCommand.ts';

/**
 * A Markdown page or a pasted terminal taken apart into commands and outputs; `undefined` where
 * the text is neither. `isKnown` tells whether a command line is one whose output is read.
 */
export function readTranscript(
  text: string,
  isKnown: (commandLine: string) => boolean,
): Transcript | undefined {
  const lines = numberedLines(text);
  if (isMarkdown(lines)) {
    const page = readMarkdownPage(lines, isKnown);
    return page.commands.length > 0 || page.unclaimed.length > 0 ? page : undefined;
  }
  if (!hasPrompt(lines)) return undefined;
  const { commands, beforePrompt } = readSession(lines);
  const hasPreface = beforePrompt.some((line) => line.text.trim() !== '');
  return {
    commands,
    unclaimed: hasPreface ? [{ kind: 'before-prompt', lines: beforePrompt }] : [],
  };
}
