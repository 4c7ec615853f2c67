import { HOST_NETNS } from '@vethscope/model';
import type { ReadInput } from '@vethscope/parsers';
import { redactOutput } from '../outputs/redactOutput.ts';
import type { Dropped } from '../report.ts';
import type { Rewriting } from '../rewriting.ts';
import type { RedactedText } from './redactedText.ts';
import { redactArgv } from './redactPath.ts';

/**
 * A page made anew: each command whose output was read, in a block of its own, and its output. What
 * people wrote around them is left out.
 */
export function redactTranscript(
  text: string,
  outputs: readonly ReadInput[],
  rewriting: Rewriting,
): RedactedText {
  const dropped: { count: number; what: Dropped }[] = [];
  const blocks = outputs.map((read) => {
    const { lines, dropped: parts } = redactOutput(read, rewriting);
    dropped.push(...parts);
    return blockOf(read, lines, rewriting);
  });
  const inside = outputs.reduce((sum, { lines }) => sum + lines.filter(isNotBlank).length, 0);
  // Each command stands on a line of its own.
  const around = linesBesideFences(text) - inside - outputs.length;
  return {
    text: blocks.join('\n'),
    dropped: [...dropped, { count: Math.max(0, around), what: 'lines around the outputs' }],
  };
}

function isNotBlank(state: string): boolean {
  return state !== 'blank';
}

function linesBesideFences(text: string): number {
  const lines = text.split(/\r\n|\n|\r/);
  return lines.filter((line) => line.trim() !== '' && !/^[ \t>]*(`{3}|~{3})/.test(line)).length;
}

function blockOf(read: ReadInput, lines: readonly string[], rewriting: Rewriting): string {
  const { found, argv } = read;
  const words = redactArgv(argv, rewriting).map(quoted);
  // cat > /etc/NetworkManager/conf.d/calico.conf <<EOF
  if (argv[0] === 'cat' && argv[1] === '>') {
    const typed = [`cat > ${words.slice(2).join(' ')} <<EOF`, ...lines, 'EOF'];
    return fenced('sh', typed);
  }
  const node = found.node === undefined ? undefined : rewriting.renaming.name('node', found.node);
  const command = [
    ...(found.netns === HOST_NETNS ? [] : ['ip', 'netns', 'exec', netnsOf(found.netns, rewriting)]),
    ...words,
    ...(found.extent === 'part' ? ['|', 'grep', 'redacted'] : []),
  ].join(' ');
  // Several machines in one paste are told apart by their prompts.
  if (node !== undefined) return fenced('console', [`root@${node}:~# ${command}`, ...lines]);
  return `${fenced('sh', [command])}\n${fenced('', lines)}`;
}

function netnsOf(name: string, { renaming }: Rewriting): string {
  return renaming.name('netns', name);
}

/** A fence that none of the lines closes. */
function fenced(language: string, lines: readonly string[]): string {
  const longest = Math.max(2, ...lines.map((line) => /^[ \t>]*(`*)/.exec(line)?.[1]?.length ?? 0));
  const fence = '`'.repeat(longest + 1);
  return [fence + language, ...lines, fence, ''].join('\n');
}

function quoted(word: string): string {
  return /^[\w./:=,@%+*?[\]{}>-]+$/.test(word) ? word : `'${word.replaceAll("'", '?')}'`;
}
