import type { Id } from '@vethscope/model';
import type { Branch, Hop } from '@vethscope/trace';
import { showStep } from './showWalk.ts';

/** What the kernel did with one packet: for each namespace the rules, and the chains there are. */
export interface KernelWalks {
  readonly lines: ReadonlyMap<Id, readonly string[]>;
  /** `ip nat INPUT` */
  readonly chains: ReadonlyMap<Id, ReadonlySet<string>>;
}

/**
 * The first step in each namespace that is not the kernel's. Of a packet that goes round in circles
 * the kernel may tell more or less: how often is up to its patience.
 */
export function walkDifferences(
  what: 'request' | 'reply',
  { lines, chains }: KernelWalks,
  { hops, disposition }: Pick<Branch, 'hops' | 'disposition'>,
): readonly string[] {
  const traced = new Map<Id, TracedStep[]>();
  for (const { netns, steps } of hops) {
    const known = traced.get(netns) ?? [];
    const isThere = (chain: string): boolean => chains.get(netns)?.has(chain) ?? true;
    known.push(...steps.flatMap((step) => tracedStep(step, isThere)));
    if (known.length > 0) traced.set(netns, known);
  }
  const places = [...new Set([...lines.keys(), ...traced.keys()])].toSorted();
  return places.flatMap((netns) => {
    const told = lines.get(netns) ?? [];
    const own = without(traced.get(netns) ?? [], told);
    const length = (disposition === 'looped' ? Math.min : Math.max)(told.length, own.length);
    const i = Array.from({ length }, (_, at) => at).find((at) => told[at] !== own[at]);
    if (i === undefined) return [];
    const step = `${what} in ${netns}, step ${i + 1}`;
    return [
      `${step}: the kernel: ${told[i] ?? 'nothing more'}; the trace: ${own[i] ?? 'nothing more'}`,
    ];
  });
}

interface TracedStep {
  readonly line: string;
  /** It was not settled whether the rule matches, and made no difference. */
  readonly isAssumed: boolean;
}

/** The lines of a trace, without rules taken for matching that did not and led nowhere else. */
function without(traced: readonly TracedStep[], told: readonly string[]): readonly string[] {
  const lines: string[] = [];
  for (const { line, isAssumed } of traced) {
    const isSurplus = isAssumed && line.endsWith(' continue') && told[lines.length] !== line;
    if (!isSurplus) lines.push(line);
  }
  return lines;
}

/** As the kernel's trace tells it: a rejected packet is dropped, and what is not there is not passed. */
function tracedStep(
  step: Hop['steps'][number],
  isThere: (chain: string) => boolean,
): readonly TracedStep[] {
  if (step.kind !== 'rule' && step.kind !== 'policy') return [];
  const family = step.family === 4 ? 'ip' : 'ip6';
  if (step.kind === 'policy' && !isThere(`${family} ${step.table} ${step.chain}`)) return [];
  const verdict = step.verdict === 'reject' ? 'drop' : step.verdict;
  const line = showStep({ ...step, family, verdict });
  return [{ line, isAssumed: step.kind === 'rule' && step.matched === 'assumed' }];
}
