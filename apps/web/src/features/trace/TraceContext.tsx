import { answerTrace, type Branch, type Trace } from '@vethscope/trace';
import { createContext, type ReactNode, useContext, useDeferredValue, useMemo } from 'react';
import { type OpenCapture, useCapture } from '../../view/CaptureContext.tsx';
import { networkOf } from '../../view/networkOf.ts';
import { useViewState, type ViewState } from '../../view/viewState.ts';
import { branchAt, type Leg, legsOf } from './stepPlace.ts';
import { type TraceFields, traceQuestion } from './traceQuestion.ts';

type Answer =
  /** An end is missing. */
  | { readonly kind: 'open' }
  | { readonly kind: 'problem'; readonly message: string }
  | { readonly kind: 'trace'; readonly trace: Trace };

/** What the view asks, answered. */
export type AskedTrace = Exclude<Answer, { kind: 'trace' }> | ShownTrace;

export interface ShownTrace {
  readonly kind: 'trace';
  readonly trace: Trace;
  /** The branch that is shown, and its place among all. */
  readonly branch: Branch;
  readonly at: number;
  /** The request, and the reply where there is one. */
  readonly legs: readonly Leg[];
  /** The one whose steps are listed. */
  readonly leg: Leg;
}

const TraceContext = createContext<AskedTrace>({ kind: 'open' });

/** Answers once for all: the story beside the picture, and the way in it. */
export function TraceProvider(props: { readonly children: ReactNode }) {
  const capture = useCapture();
  const { view } = useViewState();
  const { from, to, proto, dport, branch, way } = view;
  const asking = useMemo(() => ({ from, to, proto, dport }), [from, to, proto, dport]);
  // Typing goes on while the first trace of a large node makes its indexes.
  const asked = useDeferredValue(asking);
  const answer = useMemo(() => answerOf(capture, asked), [capture, asked]);
  const shown = useMemo(() => shownOf(answer, { branch, way }), [answer, branch, way]);
  return <TraceContext value={shown}>{props.children}</TraceContext>;
}

export function useTrace(): AskedTrace {
  return useContext(TraceContext);
}

function answerOf(capture: OpenCapture, fields: TraceFields): Answer {
  if (capture.isPending) return { kind: 'open' };
  const question = traceQuestion(fields);
  return question.kind === 'asked' ? answerTrace(networkOf(capture), question.request) : question;
}

type Choice = { readonly [K in 'branch' | 'way']: ViewState[K] | undefined };

function shownOf(answer: Answer, choice: Choice): AskedTrace {
  if (answer.kind !== 'trace') return answer;
  const { trace } = answer;
  const at = branchAt(trace, choice.branch);
  const branch = trace.branches[at];
  if (!branch) return { kind: 'problem', message: 'No way of the packet could be worked out.' };
  const legs = legsOf(trace, branch);
  const leg = legs.find(({ way }) => way === choice.way) ?? legs[0];
  return { kind: 'trace', trace, branch, at, legs, leg };
}
