import { formatCount } from '../../ui/format.ts';
import { useViewState } from '../../view/viewState.ts';

/** By text and by what the changes are of; the address holds both. */
export function ChangesFilter(props: { readonly categories: ReadonlyMap<string, number> }) {
  const { view, setView } = useViewState();
  const chosen = new Set((view.kinds ?? '').split(',').filter((kind) => kind !== ''));
  const turn = (category: string) => {
    const next = chosen.has(category)
      ? [...chosen].filter((one) => one !== category)
      : [...chosen, category];
    setView({ kinds: next.length === 0 ? undefined : next.join(',') });
  };
  return (
    <div className="flex min-w-0 flex-wrap items-center gap-1">
      <input
        type="search"
        aria-label="Filter the changes"
        placeholder="Filter"
        value={view.changes ?? ''}
        onChange={({ target }) => setView({ changes: target.value || undefined }, 'replace')}
        className="h-6 w-40 rounded-md border border-line-strong bg-surface px-1.5"
      />
      {[...props.categories].map(([category, count]) => (
        <button
          key={category}
          type="button"
          aria-pressed={chosen.has(category)}
          onClick={() => turn(category)}
          className="h-6 rounded-md border border-line px-1.5 text-ink-2 hover:bg-surface-2 aria-pressed:border-accent aria-pressed:bg-accent-soft aria-pressed:text-accent-text"
        >
          {category} <span className="tabular-nums">{formatCount(count)}</span>
        </button>
      ))}
    </div>
  );
}
