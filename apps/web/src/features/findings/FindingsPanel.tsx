import { assertNever } from '@vethscope/model';
import { CircleCheck, CircleDashed, X } from 'lucide-react';
import { useMemo, useState } from 'react';
import { IconButton } from '../../ui/Button.tsx';
import { EmptyState, ErrorState, Spinner } from '../../ui/states.tsx';
import { useCapture } from '../../view/CaptureContext.tsx';
import { useViewState } from '../../view/viewState.ts';
import { rulesIn } from './asidesOf.ts';
import { FilterBar } from './FilterBar.tsx';
import { FindingList } from './FindingList.tsx';
import { type KnownFindings, useFindings } from './FindingsContext.tsx';
import { filterFindings, shownSeverities } from './findingFilter.ts';
import { CLOSE_LIST } from './findingsView.ts';
import { useFocusWhenAsked } from './focusFindings.ts';
import { MutedList } from './MutedList.tsx';
import { ruleCount } from './ruleOf.ts';
import { UncheckedList } from './UncheckedList.tsx';

/** What is wrong in the capture: a list that filters, each finding opening in place. */
export function FindingsPanel() {
  const findings = useFindings();
  const { setView } = useViewState();
  return (
    <div className="flex h-full min-h-0 flex-col bg-surface">
      <div className="flex shrink-0 items-center gap-2 pt-1.5 pr-1.5 pl-3">
        <h2 className="font-semibold text-base">Findings</h2>
        <IconButton
          label="Close the findings"
          keys="w"
          icon={X}
          className="ml-auto"
          onClick={() => setView(CLOSE_LIST)}
        />
      </div>
      {findings.kind === 'checking' ? (
        <Spinner label="Looking for what is wrong…" />
      ) : findings.kind === 'failed' ? (
        <ErrorState title="The findings could not be worked out" detail={findings.message} />
      ) : findings.kind === 'known' ? (
        <Known known={findings} />
      ) : (
        assertNever(findings)
      )}
    </div>
  );
}

function Known({ known }: { readonly known: KnownFindings }) {
  const { index } = useCapture();
  const { view } = useViewState();
  const { findings } = known;
  const [scroller, setScroller] = useState<HTMLElement | null>(null);
  useFocusWhenAsked(scroller);
  const shown = useMemo(
    () => filterFindings(findings, shownSeverities(view), view.about ?? ''),
    [findings, view],
  );
  const isGone = view.finding !== undefined && !findings.some(({ key }) => key === view.finding);
  return (
    <>
      {findings.length > 0 && (
        <FilterBar findings={findings} shown={shown} hasNodes={index.capturedNodes.length > 1} />
      )}
      <section
        ref={setScroller}
        aria-label="Findings, the worst first"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: without focus the keyboard cannot scroll it
        tabIndex={0}
        onKeyDown={walkByArrows}
        className="min-h-0 flex-1 overflow-y-auto outline-offset-[-2px]"
      >
        {isGone && (
          <p role="status" className="mx-3 my-2 rounded-md bg-warning-soft px-2 py-1 text-warning">
            The finding of this link is not here: its rule is muted, or it is of another state.
          </p>
        )}
        {findings.length === 0 ? (
          <NothingFound unchecked={rulesIn(known.unchecked)} />
        ) : shown.length === 0 ? (
          <p className="px-3 py-4 text-ink-2">
            None of the {findings.length} findings matches the filter.
          </p>
        ) : (
          <FindingList findings={shown} scroller={scroller} onMute={known.mute} />
        )}
        <MutedList muted={known.muted} onUnmute={known.unmute} />
        <UncheckedList unchecked={known.unchecked} isOpen={findings.length === 0} />
      </section>
    </>
  );
}

/** What was not looked at is not in order: only where all rules looked there is a tick. */
function NothingFound({ unchecked }: { readonly unchecked: number }) {
  return unchecked === 0 ? (
    <EmptyState icon={CircleCheck} title="Nothing found">
      All {ruleCount} rules looked.
    </EmptyState>
  ) : (
    <EmptyState icon={CircleDashed} title={`${unchecked} of ${ruleCount} rules not checked`}>
      {unchecked < ruleCount && 'The others found nothing.'}
    </EmptyState>
  );
}

/** Down and up go from finding to finding; tab still reaches everything. */
function walkByArrows(event: React.KeyboardEvent<HTMLElement>): void {
  const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (by === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
  const stops = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-walk]')];
  const focused = document.activeElement;
  const at = focused instanceof HTMLElement ? stops.indexOf(focused) : -1;
  const next = at < 0 ? stops[by > 0 ? 0 : stops.length - 1] : stops[at + by];
  event.preventDefault();
  event.stopPropagation();
  next?.focus();
}
