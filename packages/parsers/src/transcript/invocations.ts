import { type ShellPipeline, type ShellStage, shellPipelines } from './shellPipelines.ts';
import { type Place, unwrapped } from './wrappers.ts';

/** One command of a command line: what ran, where, and how much of its output was shown. */
export interface Invocation {
  readonly argv: readonly string[];
  readonly place: Place;
  readonly shown: Shown;
}

type Shown =
  | { readonly kind: 'all' }
  /** `| grep cali`: something is missing, nobody knows what. */
  | { readonly kind: 'part'; readonly filter: string }
  /** `> FILE`: nothing but its errors. */
  | { readonly kind: 'nothing'; readonly file: string }
  /** `cat > FILE <<EOF`: the text that was typed, not what was printed. */
  | { readonly kind: 'here-document' };

/** Every command that a line runs, joined by `;`, `&&`, `||`. */
export function invocationsOf(commandLine: string): readonly Invocation[] {
  return shellPipelines(commandLine).flatMap((pipeline) => invocationOf(pipeline) ?? []);
}

function invocationOf(pipeline: ShellPipeline): Invocation | undefined {
  const written = writtenFile(pipeline);
  if (written !== undefined) {
    const place = unwrapped(pipeline[0]?.words ?? []).place;
    return { argv: ['cat', '>', written], place, shown: { kind: 'here-document' } };
  }
  const [first, ...rest] = pipeline;
  const { argv, place } = unwrapped(first?.words ?? []);
  return argv.length === 0 ? undefined : { argv, place, shown: shownOf(first, rest) };
}

/** The file that a here-document goes to: `cat > F <<EOF`, `tee F <<EOF`, `cat <<EOF | tee F`. */
function writtenFile(pipeline: ShellPipeline): string | undefined {
  const hasHereDocument = pipeline.some(({ redirections }) =>
    redirections.some(({ operator }) => operator === '<<' || operator === '<<-'),
  );
  if (!hasHereDocument) return undefined;
  for (const { words, redirections } of pipeline) {
    const { argv } = unwrapped(words);
    if (argv[0] !== 'cat' && argv[0] !== 'tee') return undefined;
    const file =
      argv[0] === 'tee'
        ? argv.slice(1).find((arg) => !arg.startsWith('-'))
        : redirections.find(({ operator }) => operator.startsWith('>'))?.target;
    if (file !== undefined) return file;
  }
  return undefined;
}

/** Programs behind a pipe that show everything: pagers, copies, and jq without a program. */
function showsAll({ words }: ShellStage): boolean {
  const [program = '', ...args] = unwrapped(words).argv;
  if (['less', 'more', 'most', 'cat', 'tee', 'bat'].includes(program)) return true;
  return program === 'jq' && args.every((arg) => arg === '.' || arg.startsWith('-'));
}

function shownOf(first: ShellStage | undefined, rest: readonly ShellStage[]): Shown {
  const file = [first, ...rest].flatMap((stage) => stage?.redirections ?? []).find(leavesTerminal);
  if (file) return { kind: 'nothing', file: file.target };
  const filter = rest.find((stage) => !showsAll(stage));
  return filter ? { kind: 'part', filter: `| ${filter.words.join(' ')}` } : { kind: 'all' };
}

function leavesTerminal({ operator, target }: { operator: string; target: string }): boolean {
  return (
    /^(1?>{1,2}|1?>\||&>{1,2})$/.test(operator) && !/^(\/dev\/(tty|stdout|stderr))$/.test(target)
  );
}
