import type { ReactNode } from 'react';
import { CaptureProvider } from '../../view/CaptureContext.tsx';
import { useViewState } from '../../view/viewState.ts';
import { useComparison } from './ComparisonContext.tsx';
import { useCaptureWords } from './captureWords.ts';
import type { Comparison } from './compareCaptures.ts';
import { detailsSide, has, type Side } from './detailsSide.ts';

/** Around the details: while two captures are compared, says which of them they show, and changes it. */
export function DetailsSide(props: { readonly children: ReactNode }) {
  const comparison = useComparison();
  const { view } = useViewState();
  if (!comparison) return props.children;
  const side = detailsSide(comparison, view);
  return (
    <div className="flex h-full min-h-0 flex-col">
      {view.tab !== 'trace' && <SideBar comparison={comparison} side={side} />}
      <div className="min-h-0 flex-1">
        <CaptureProvider capture={comparison[side]}>{props.children}</CaptureProvider>
      </div>
    </div>
  );
}

const SIDES = [
  ['before', 'Before'],
  ['after', 'After'],
] as const satisfies readonly (readonly [Side, string])[];

function SideBar(props: { readonly comparison: Comparison; readonly side: Side }) {
  const { comparison, side } = props;
  const { view, setView } = useViewState();
  const wordsOf = useCaptureWords();
  const { name } = wordsOf(comparison[side]);
  const { selected } = view;
  const isThere = (one: Side) => selected === undefined || has(comparison[one], selected);
  const isNowhere = !isThere('before') && !isThere('after');
  const { unknown } = comparison.diff;
  const isUnknown = [...unknown.before, ...unknown.after].some(({ id }) => id === selected);
  const lacks = (one: Side) => !isThere(one) && !isNowhere;
  return (
    <fieldset
      aria-label="Which capture the details show"
      className="flex shrink-0 items-center gap-2 border-line border-b bg-surface-2 px-3 py-1 text-xs"
    >
      <span className="flex overflow-hidden rounded-md border border-line-strong">
        {SIDES.map(([one, title]) => (
          <button
            key={one}
            type="button"
            aria-pressed={side === one}
            disabled={lacks(one)}
            onClick={() =>
              setView({ side: one === 'before' ? 'before' : undefined, evidence: undefined })
            }
            className="h-6 bg-surface px-2 text-ink-2 hover:bg-surface-3 disabled:text-ink-3 disabled:line-through aria-pressed:bg-accent aria-pressed:font-medium aria-pressed:text-on-accent -outline-offset-2"
          >
            {title}
          </button>
        ))}
      </span>
      <p role="status" className="min-w-0 truncate text-ink-2" title={name}>
        {whyThis(lacks, isUnknown)} <span className="font-medium text-ink">{name}</span>
      </p>
    </fieldset>
  );
}

/** In front of the capture's name. */
function whyThis(lacks: (side: Side) => boolean, isUnknown: boolean): string {
  if (lacks('after')) {
    return isUnknown
      ? 'Not captured after, perhaps still there: as in'
      : 'Not there any more: as it was in';
  }
  if (lacks('before')) {
    return isUnknown
      ? 'Not captured before, perhaps not new: as in'
      : 'Not there before: as it is in';
  }
  return 'as in';
}
