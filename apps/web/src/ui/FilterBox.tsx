import { Search } from 'lucide-react';
import { useViewState } from '../view/viewState.ts';

export function FilterBox(props: { readonly label: string; readonly placeholder: string }) {
  const { view, setView } = useViewState();
  return (
    <label className="relative block shrink-0">
      <span className="sr-only">{props.label}</span>
      <Search aria-hidden size={14} className="absolute top-2 left-2.5 text-ink-3" />
      <input
        className="h-8 w-full rounded-md border border-line-strong bg-surface pr-2.5 pl-8 text-ink placeholder:text-ink-3"
        placeholder={props.placeholder}
        value={view.q ?? ''}
        onChange={(event) => setView({ q: event.target.value || undefined }, 'replace')}
      />
    </label>
  );
}
