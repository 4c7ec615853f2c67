import { useViewState } from '../../view/viewState.ts';
import { useComparison } from './ComparisonContext.tsx';

/** What became of something, as picture and list show it: a sign and a colour. */
export type Change = 'came' | 'went' | 'altered';

const SIGNS: Readonly<
  Record<Change, { readonly sign: string; readonly word: string; readonly look: string }>
> = {
  came: { sign: '+', word: 'came', look: 'bg-ok text-surface' },
  went: { sign: '−', word: 'went', look: 'bg-error text-surface' },
  altered: { sign: '~', word: 'changed', look: 'bg-warning text-surface' },
};

function ChangeSign(props: { readonly change: Change }) {
  const { sign, look } = SIGNS[props.change];
  return (
    <span
      aria-hidden="true"
      className={`inline-flex size-4 shrink-0 items-center justify-center rounded font-bold font-mono text-2xs ${look}`}
    >
      {sign}
    </span>
  );
}

/** The same with its word, for those who do not see the sign. */
export function SpokenSign(props: { readonly change: Change }) {
  return (
    <>
      <ChangeSign change={props.change} />
      <span className="sr-only">{changeWord(props.change)}: </span>
    </>
  );
}

export function changeWord(change: Change): string {
  return SIGNS[change].word;
}

/** Above the legend while something in the picture is marked. */
export function ChangeLegend() {
  const { view, setView } = useViewState();
  const isCompared = useComparison() !== undefined;
  return (
    <p className="flex flex-wrap items-center gap-x-4 border-line border-t bg-surface px-3 py-1 text-ink-2 text-xs">
      <Entry change="came" />
      <Entry change="altered" />
      {isCompared ? (
        <>
          <Entry change="went" about="drawn where it was" />
          <label className="ml-auto flex items-center gap-1.5">
            <input
              type="checkbox"
              checked={view.only === 'changes'}
              onChange={({ target }) => setView({ only: target.checked ? 'changes' : undefined })}
            />
            Only changes
          </label>
        </>
      ) : (
        <span className="text-ink-3">What went is in the list of changes.</span>
      )}
    </p>
  );
}

function Entry(props: { readonly change: Change; readonly about?: string }) {
  return (
    <span className="flex items-center gap-1.5">
      <ChangeSign change={props.change} />
      {changeWord(props.change)}
      {props.about !== undefined && <span className="text-ink-3">{props.about}</span>}
    </span>
  );
}
