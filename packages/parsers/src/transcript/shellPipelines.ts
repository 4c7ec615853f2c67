import { shellTokens } from './shellTokens.ts';

/** One program of a pipeline, with its redirections taken out. */
export interface ShellStage {
  readonly words: readonly string[];
  readonly redirections: readonly Redirection[];
}

interface Redirection {
  /** `>`, `>>`, `2>`, `<<`, `&>`, … */
  readonly operator: string;
  readonly target: string;
}

/** `a | b | c`: what the terminal shows is what the last one prints. */
export type ShellPipeline = readonly ShellStage[];

const JOINERS = new Set([';', '&&', '||', '&']);
const PIPES = new Set(['|', '|&']);

/** The pipelines of a command line, in order: `a; b | c && d` has three. */
export function shellPipelines(line: string): readonly ShellPipeline[] {
  const pipelines: ShellStage[][] = [[]];
  let words: string[] = [];
  let redirections: Redirection[] = [];
  const endStage = (): void => {
    if (words.length > 0 || redirections.length > 0) {
      pipelines.at(-1)?.push({ words, redirections });
    }
    words = [];
    redirections = [];
  };
  const tokens = shellTokens(line);
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i];
    if (token === undefined) break;
    if (token.kind === 'word') {
      words.push(token.text);
    } else if (JOINERS.has(token.text)) {
      endStage();
      pipelines.push([]);
    } else if (PIPES.has(token.text)) {
      endStage();
    } else {
      const target = tokens[i + 1];
      const hasTarget = target?.kind === 'word';
      redirections.push({ operator: token.text, target: hasTarget ? target.text : '' });
      if (hasTarget) i++;
    }
  }
  endStage();
  return pipelines.filter((stages) => stages.length > 0);
}
