import { answerTrace, type TraceAnswer, type TraceRequest } from './answerTrace.ts';
import type { Disposition } from './disposition.ts';
import type { Network } from './network/network.ts';
import type { Branch } from './trace.ts';

/** Who is asked to reach whom: each of `from` to each of `to`, written as for a trace. */
export interface ReachabilityQuestion {
  readonly from: readonly string[];
  readonly to: readonly Omit<TraceRequest, 'from'>[];
}

/** What becomes of one pair: a trace without its way. */
export type Reach =
  | {
      readonly kind: 'answer';
      readonly disposition: Disposition;
      /** Undecided: the end that is more likely than not, or that of a healthy node. */
      readonly likely?: Disposition;
      /** Of what is delivered: what becomes of the answers; absent: there is nobody to answer. */
      readonly reply?: Disposition;
      /** Sockets were captured, and none of them takes it. */
      readonly isPortClosed?: true;
    }
  | { readonly kind: 'problem'; readonly message: string };

/** One pair after the other, row by row: in the order of `from`, and in each in that of `to`. */
export function* reachability(
  network: Network,
  question: ReachabilityQuestion,
): Generator<Reach, void, undefined> {
  for (const from of question.from) {
    for (const to of question.to) yield reachOf(answerTrace(network, { from, ...to }));
  }
}

export function reachOf(answer: TraceAnswer): Reach {
  if (answer.kind === 'problem') return answer;
  const { disposition, branches } = answer.trace;
  const likely = disposition === 'undecided' ? likelyEnd(branches) : undefined;
  const told = disposition === 'undecided' ? (likely ?? []) : branches;
  const end = likely?.[0]?.disposition;
  const reply = common(told.flatMap((branch) => branch.reply?.disposition ?? []));
  return {
    kind: 'answer',
    disposition,
    ...(end !== undefined && end !== 'undecided' && { likely: end }),
    ...(reply !== undefined && { reply }),
    ...(told.some(meetsClosedPort) && { isPortClosed: true }),
  };
}

/**
 * The branches of the end that is more likely than all others together; where the capture does not
 * tell, the first branch: it takes what is not told as it is on a healthy node.
 */
function likelyEnd(branches: readonly Branch[]): readonly Branch[] {
  if (branches.some(({ probability }) => probability === null)) return branches.slice(0, 1);
  const endsAs = (end: Disposition) => branches.filter(({ disposition }) => disposition === end);
  const isLikely = (alike: readonly Branch[]) =>
    alike.reduce((sum, { probability }) => sum + (probability ?? 0), 0) > 0.5;
  return branches.map(({ disposition }) => endsAs(disposition)).find(isLikely) ?? [];
}

function common(dispositions: readonly Disposition[]): Disposition | undefined {
  const [first] = dispositions;
  return dispositions.every((disposition) => disposition === first) ? first : 'undecided';
}

function meetsClosedPort({ hops }: Branch): boolean {
  const last = hops.at(-1)?.steps.findLast(({ kind }) => kind === 'socket');
  return last?.kind === 'socket' && last.listening === 'no';
}
