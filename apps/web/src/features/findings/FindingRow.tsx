import { useEffect, useRef } from 'react';
import { SeverityIcon } from '../../ui/Badge.tsx';
import { useCapture } from '../../view/CaptureContext.tsx';
import { useViewState, viewHref } from '../../view/viewState.ts';
import { FindingCard } from './FindingCard.tsx';
import type { KeyedFinding } from './findingKeys.ts';
import { findingPatch } from './findingsView.ts';
import { isNamedIn } from './isNamedIn.ts';
import { SubjectName, subjectName } from './SubjectLink.tsx';

const CHIPS = 3;

/** A finding of the list; opens to all that it says. */
export function FindingRow(props: {
  readonly finding: KeyedFinding;
  readonly isShown: boolean;
  readonly onMute: () => void;
}) {
  const { finding, isShown } = props;
  const { view } = useViewState();
  const row = useRef<HTMLDivElement>(null);
  // Once the card has its height, all of it is in sight, not only its head.
  useEffect(() => {
    if (!isShown) return;
    const frame = requestAnimationFrame(() => row.current?.scrollIntoView({ block: 'nearest' }));
    return () => cancelAnimationFrame(frame);
  }, [isShown]);
  return (
    <div
      ref={row}
      className={`mx-1 flex flex-col rounded-md ${isShown ? 'bg-surface-2 ring-1 ring-line-strong ring-inset' : ''}`}
    >
      <a
        href={viewHref(
          view,
          isShown
            ? { finding: undefined, findings: view.findings ?? 'rule' }
            : findingPatch(view, finding),
        )}
        data-walk
        aria-expanded={isShown}
        className="flex items-start gap-2 rounded-md px-2 py-1 outline-offset-[-2px] hover:bg-surface-3"
      >
        <span className="flex h-5 items-center">
          <SeverityIcon severity={finding.severity} />
        </span>
        <span className="min-w-0 flex-1">
          <span className={`block [overflow-wrap:anywhere] ${isShown ? 'font-medium' : ''}`}>
            {finding.title}
          </span>
          {!isShown && <Chips finding={finding} />}
        </span>
      </a>
      {isShown && (
        <div className="pr-2 pl-8">
          <FindingCard finding={finding} onMute={props.onMute} />
        </div>
      )}
    </div>
  );
}

/** The first of what it is about, as far as its title does not name it. */
function Chips(props: { readonly finding: KeyedFinding }) {
  const { index } = useCapture();
  const { subjects: all, title } = props.finding;
  const subjects = all.filter((id) => !isNamedIn(title, subjectName(index, id).title));
  const more = subjects.length - CHIPS;
  if (subjects.length === 0) return null;
  return (
    <span className="mt-0.5 flex flex-wrap gap-1">
      {subjects.slice(0, CHIPS).map((id) => (
        <span
          key={id}
          className="inline-flex max-w-full items-start gap-1 rounded bg-surface-3 px-1 text-ink-2 text-xs [&_svg]:size-[11px]"
        >
          <SubjectName {...subjectName(index, id)} />
        </span>
      ))}
      {more > 0 && <span className="text-ink-3 text-xs leading-5">and {more} more</span>}
    </span>
  );
}
