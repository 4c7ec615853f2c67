import { FACT_WORDS } from '@vethscope/findings';
import type { FactKind, NetnsElement } from '@vethscope/model';
import { Check, Minus } from 'lucide-react';
import { Section } from '../../ui/Section.tsx';
import { Tooltip } from '../../ui/Tooltip.tsx';
import { useCapture } from '../../view/CaptureContext.tsx';
import { whyUnknown } from '../../view/whyUnknown.ts';
import { NETNS_QUESTIONS } from './wording.ts';

/** Which questions the capture answers about one namespace, and what would answer the others. */
export function NetnsQuestions(props: { readonly netns: NetnsElement }) {
  const { index } = useCapture();
  const captured = new Set(
    index.netnsSnapshots(props.netns.id).flatMap(({ netns }) => netns.captured),
  );
  return (
    <Section title="What was captured here">
      <QuestionList
        questions={NETNS_QUESTIONS}
        captured={captured}
        why={(kind) => whyUnknown(index.netnsCapture(props.netns.id), kind)}
      />
    </Section>
  );
}

export function QuestionList(props: {
  readonly questions: readonly FactKind[];
  readonly captured: ReadonlySet<FactKind>;
  /** Why a question has no answer, where the capture tells. */
  readonly why: (kind: FactKind) => string | undefined;
}) {
  return (
    <ul className="flex flex-wrap gap-1">
      {props.questions.map((kind) => {
        const { name, command } = FACT_WORDS[kind];
        const isCaptured = props.captured.has(kind);
        const why = isCaptured ? undefined : props.why(kind);
        const Icon = isCaptured ? Check : Minus;
        const chip = `inline-flex h-5 items-center gap-1 rounded border px-1.5 text-xs ${isCaptured ? 'border-transparent bg-ok-soft text-ok' : 'cursor-help border-line-strong border-dashed text-ink-3'}`;
        const inside = (
          <>
            <Icon size={12} aria-hidden="true" />
            {name}
            {!isCaptured && <span className="sr-only"> (not captured)</span>}
          </>
        );
        return (
          <li key={kind}>
            {isCaptured ? (
              <span className={chip}>{inside}</span>
            ) : (
              <Tooltip
                content={
                  why === undefined
                    ? `Not captured, so unknown. ${command} would tell.`
                    : `Not captured, so unknown: ${why}.`
                }
              >
                <button type="button" className={chip}>
                  {inside}
                </button>
              </Tooltip>
            )}
          </li>
        );
      })}
    </ul>
  );
}
