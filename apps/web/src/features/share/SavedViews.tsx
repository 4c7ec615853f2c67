import { Trash2 } from 'lucide-react';
import { useState } from 'react';
import { Button, IconButton } from '../../ui/Button.tsx';
import { formatViewState, useViewState } from '../../view/viewState.ts';
import { useSavedViews } from './useSavedViews.ts';
import { fieldsOf, viewOfFields } from './viewFields.ts';

/** As the server takes it: `nameSchema` in apps/collector/src/api/schemas/captures.ts. */
const LONGEST_NAME = 200;

/** Views of this capture that somebody gave a name, to come back to. */
export function SavedViews() {
  const { view } = useViewState();
  const { views, save, remove } = useSavedViews();
  const [name, setName] = useState('');
  const current = fieldsOf(view);
  return (
    <section className="border-line border-t pt-2" aria-label="Saved views">
      <h3 className="font-medium text-sm">Saved views</h3>
      <p className="text-ink-3 text-xs leading-4">
        Kept in this browser; an exported page carries them.
      </p>
      <ul>
        {views.map((saved) => (
          <li key={saved.name} className="flex items-center">
            <a
              href={formatViewState(viewOfFields(saved.view, view))}
              aria-current={saved.view === current ? 'true' : undefined}
              className="min-w-0 flex-1 truncate text-accent-text text-sm hover:underline aria-[current]:font-medium"
            >
              {saved.name}
            </a>
            <IconButton
              label={`Forget ${saved.name}`}
              icon={Trash2}
              onClick={() => remove(saved.name)}
            />
          </li>
        ))}
      </ul>
      <form
        className="mt-1 flex gap-1"
        onSubmit={(event) => {
          event.preventDefault();
          save({ name: name.trim(), view: current });
          setName('');
        }}
      >
        <input
          aria-label="Name of this view"
          placeholder="Name of this view"
          value={name}
          maxLength={LONGEST_NAME}
          onChange={(event) => setName(event.target.value)}
          className="h-7 min-w-0 flex-1 rounded-md border border-line-strong bg-surface px-2 text-sm"
        />
        <Button type="submit" disabled={name.trim() === ''}>
          Save view
        </Button>
      </form>
    </section>
  );
}
