import { useViewState } from '../../view/viewState.ts';
import { BROWSE_MODES, browseMode } from './browse/browseModes.ts';

/** What the outline lists. */
export function BrowseSwitch() {
  const { view, setView } = useViewState();
  return (
    <label className="block shrink-0 border-line border-b px-2 py-1.5">
      <span className="sr-only">List by</span>
      <select
        className="h-7 w-full truncate rounded-md border border-line-strong bg-surface px-2 text-ink text-sm"
        value={browseMode(view.browse).browse}
        onChange={(event) => setView({ browse: event.target.value }, 'push')}
      >
        {BROWSE_MODES.map(({ browse, title }) => (
          <option key={browse} value={browse}>
            {title}
          </option>
        ))}
      </select>
    </label>
  );
}
