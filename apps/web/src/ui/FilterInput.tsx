import { Search } from 'lucide-react';

/** A filter of what stands below it, of no matter to the rest of the view: not in the URL. */
export function FilterInput(props: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (text: string) => void;
}) {
  return (
    <label className="relative block min-w-0 flex-1">
      <span className="sr-only">{props.label}</span>
      <Search aria-hidden size={13} className="absolute top-1.5 left-2 text-ink-3" />
      <input
        className="h-[26px] w-full rounded-md border border-line-strong bg-surface pr-2 pl-7 text-ink text-sm placeholder:text-ink-3"
        placeholder="Filter"
        value={props.value}
        onChange={(event) => props.onChange(event.target.value)}
      />
    </label>
  );
}
