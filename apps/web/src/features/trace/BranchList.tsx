import { type Branch, percentWords } from '@vethscope/trace';
import { useState } from 'react';
import { useViewState } from '../../view/viewState.ts';
import { Assumptions } from './Assumptions.tsx';
import { sortAssumptions } from './branchAssumptions.ts';
import { DISPOSITION_LOOKS, TONE_CLASSES } from './dispositionLook.ts';
import type { ShownTrace } from './TraceContext.tsx';

/** Ways shown before "show all": a listing that hides interfaces leaves dozens open. */
const FIRST = 5;
/** Lines of what a way that is not chosen takes for granted. */
const FEW = 3;

/** The ways that are left open, with what each takes for granted; choosing one shows its story. */
export function BranchList({ shown }: { readonly shown: ShownTrace }) {
  const { branches } = shown.trace;
  const { setView } = useViewState();
  const [isWhole, setWhole] = useState(false);
  if (branches.length < 2) return null;
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
                own={own[i] ?? []}
                most={i === shown.at ? Infinity : FEW}
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
    </section>
  );
}

function BranchWords(props: {
  readonly branch: Branch;
  /** What it takes for granted and others do not. */
  readonly own: readonly string[];
  readonly most: number;
}) {
  const { branch, own, most } = props;
  const look = DISPOSITION_LOOKS[branch.disposition];
  const Icon = look.icon;
  const line = 'block text-ink-2 text-xs leading-4 [overflow-wrap:anywhere]';
  return (
    <>
      <span className={`flex items-center gap-1.5 font-medium ${TONE_CLASSES[look.tone].text}`}>
        <Icon size={14} aria-hidden="true" />
        {look.title}
        {branch.probability !== null && (
          <span className="font-normal text-ink-2">{percentWords(branch.probability)}</span>
        )}
      </span>
      <span className={line}>{branch.because}</span>
      {own.slice(0, most).map((assumption) => (
        <span key={assumption} className={line}>
          • {assumption}
        </span>
      ))}
      {own.length > most && <span className={line}>and {own.length - most} more</span>}
    </>
  );
}
