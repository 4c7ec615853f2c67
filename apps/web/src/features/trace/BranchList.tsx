import {
  type Branch,
  type PlaceNames,
  percentWords,
  reachOf,
  type Trace,
  withNames,
} from '@vethscope/trace';
import { useState } from 'react';
import { capitalised } from '../../ui/format.ts';
import { useCapture } from '../../view/CaptureContext.tsx';
import { useViewState } from '../../view/viewState.ts';
import { Assumptions } from './Assumptions.tsx';
import { sortAssumptions } from './branchAssumptions.ts';
import { TONE_CLASSES } from './dispositionLook.ts';
import { type Outcome, outcomeOf } from './outcome.ts';
import { placeNamesOf } from './placeNamesOf.ts';
import type { ShownTrace } from './TraceContext.tsx';

/** Ways shown before "show all": a listing that hides interfaces leaves dozens open. */
const FIRST = 3;
/** Lines of what a way takes for granted: of one that is not chosen, and of the chosen one. */
const FEW = 1;
const FEW_CHOSEN = 2;

/** The ways that are left open, with what each takes for granted; choosing one shows its story. */
export function BranchList({ shown }: { readonly shown: ShownTrace }) {
  const { branches } = shown.trace;
  const { topology } = useCapture();
  const { setView } = useViewState();
  const [isWhole, setWhole] = useState(false);
  if (branches.length < 2) return null;
  const names = placeNamesOf(topology);
  const { shared, own } = sortAssumptions(branches);
  const few = branches.slice(0, Math.max(FIRST, shown.at + 1));
  return (
    <section aria-label="Ways it can go" className="border-line border-b px-4 py-3">
      <h3 className="mb-1.5 font-semibold text-sm">
        Ways it can go
        <span className="ml-1.5 font-normal text-ink-3">{branches.length}</span>
      </h3>
      <ul className="flex flex-col gap-1.5">
        {(isWhole ? branches : few).map((branch, i) => (
          // What tells ways apart is their place: two can end alike for other reasons.
          <li key={`${i} ${branch.because}`}>
            <button
              type="button"
              aria-pressed={i === shown.at}
              onClick={() =>
                setView({
                  branch: i === 0 ? undefined : `${i + 1}`,
                  way: undefined,
                  step: undefined,
                })
              }
              className="w-full rounded-md border border-line-strong px-2.5 py-1.5 text-left hover:bg-surface-2 aria-pressed:border-accent aria-pressed:bg-accent-soft"
            >
              <BranchWords
                branch={branch}
                outcome={outcomeOf(reachOfBranch(shown.trace, branch))}
                where={arrivalOf(branch, names)}
                isChosen={i === shown.at}
                own={own[i] ?? []}
              />
            </button>
          </li>
        ))}
      </ul>
      {!isWhole && few.length < branches.length && (
        <button
          type="button"
          className="mt-1 rounded px-1 text-accent-text text-sm hover:underline"
          onClick={() => setWhole(true)}
        >
          Show all {branches.length}
        </button>
      )}
      <Assumptions of={shared} title="Taken for granted in all of them" />
      {(own[shown.at]?.length ?? 0) > FEW_CHOSEN && (
        <Assumptions of={own[shown.at] ?? []} title="Beside that in the chosen one" />
      )}
    </section>
  );
}

/** How it ends, where, and what it takes for granted; of one that is not chosen the first of it. */
function BranchWords(props: {
  readonly branch: Branch;
  readonly outcome: Outcome;
  readonly where: string | undefined;
  readonly isChosen: boolean;
  /** What it takes for granted and others do not. */
  readonly own: readonly string[];
}) {
  const { branch, outcome, where, isChosen, own } = props;
  const names = placeNamesOf(useCapture().topology);
  const Icon = outcome.icon;
  const tone = TONE_CLASSES[outcome.tone];
  const line = 'block text-ink-2 text-xs leading-4 [overflow-wrap:anywhere]';
  const most = isChosen ? FEW_CHOSEN : FEW;
  return (
    <>
      <span className="flex items-start gap-1.5">
        <Icon size={14} aria-hidden="true" className={`mt-[3px] shrink-0 ${tone.text}`} />
        <span className="min-w-0 flex-1 [overflow-wrap:anywhere]">
          <span className={`font-medium ${tone.text}`}>{capitalised(outcome.title)}</span>
          {where !== undefined && <span className="text-ink"> {where}</span>}
        </span>
        {branch.probability !== null && (
          <span className="shrink-0 text-ink-2 tabular-nums">
            {percentWords(branch.probability)}
          </span>
        )}
      </span>
      {where === undefined && <span className={line}>{withNames(branch.because, names)}</span>}
      {own.slice(0, most).map((assumption) => (
        <span key={assumption} className={line}>
          • {withNames(assumption, names)}
        </span>
      ))}
    </>
  );
}

/** One way's end told as a trace's, with its answer and its port. */
function reachOfBranch(trace: Trace, branch: Branch) {
  const { disposition } = branch;
  return reachOf({ kind: 'trace', trace: { ...trace, disposition, branches: [branch] } });
}

/** Who got it; `undefined`: nobody, and why says more. */
function arrivalOf({ disposition, hops }: Branch, names: PlaceNames): string | undefined {
  const last = hops.at(-1);
  if (disposition !== 'delivered' || !last) return undefined;
  return `to ${names.get(last.netns)?.name ?? last.netns}`;
}
