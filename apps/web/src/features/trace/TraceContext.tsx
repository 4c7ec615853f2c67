import type { Branch, Trace } from '@vethscope/trace';
import {
  createContext,
  type ReactNode,
  useContext,
  useDeferredValue,
  useEffect,
  useMemo,
  useState,
} from 'react';
import { type OpenCapture, useCapture } from '../../view/CaptureContext.tsx';
import { useViewState, type ViewState } from '../../view/viewState.ts';
import { branchAt, type Leg, legsOf } from './stepPlace.ts';
import { type TraceFields, traceQuestion } from './traceQuestion.ts';

type Answer =
  /** An end is missing. */
  | { readonly kind: 'open' }
  /** What follows packets is being loaded. */
  | { readonly kind: 'loading' }
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
  const engine = useEngine(traceQuestion(asked).kind === 'asked');
  const answer = useMemo(() => answerOf(engine, capture, asked), [engine, capture, asked]);
  const shown = useMemo(() => shownOf(answer, { branch, way }), [answer, branch, way]);
  return <TraceContext value={shown}>{props.children}</TraceContext>;
}

export function useTrace(): AskedTrace {
  return useContext(TraceContext);
}

type Engine = typeof import('./traceEngine.ts');

/** Loaded from when it is first needed; `failed`: the server is gone. */
function useEngine(isNeeded: boolean): Engine | 'loading' | 'failed' {
  const [engine, setEngine] = useState<Engine | 'loading' | 'failed'>('loading');
  useEffect(() => {
    if (!isNeeded) return;
    import('./traceEngine.ts').then(setEngine, () => setEngine('failed'));
  }, [isNeeded]);
  return engine;
}

function answerOf(
  engine: Engine | 'loading' | 'failed',
  capture: OpenCapture,
  fields: TraceFields,
): Answer {
  if (capture.isPending) return { kind: 'open' };
  const question = traceQuestion(fields);
  if (question.kind !== 'asked') return question;
  if (engine === 'loading') return { kind: 'loading' };
  if (engine === 'failed') return { kind: 'problem', message: NOT_LOADED };
  return engine.traceIn(capture, question.request);
}

const NOT_LOADED =
  'What follows packets could not be loaded. Is `vethscope serve` still running? Then reload the page.';

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
