import { Section } from '../../ui/Section.tsx';
import { useCapture } from '../../view/CaptureContext.tsx';
import { titleOf } from '../../view/names.ts';
import { useViewState, viewHref } from '../../view/viewState.ts';
import { CAPTURE_NOTE, useNotes } from './useNotes.ts';

/** Every note on an element, in the overview of the capture. */
export function NoteList() {
  const { index } = useCapture();
  const { view } = useViewState();
  const notes = Object.entries(useNotes().notes).filter(([id]) => id !== CAPTURE_NOTE);
  if (notes.length === 0) return null;
  return (
    <Section title="Notes" count={notes.length}>
      <ul className="flex flex-col gap-1">
        {notes.map(([id, text]) => (
          <li key={id}>
            <a
              href={viewHref(view, { selected: id, tab: 'overview' })}
              className="text-accent-text hover:underline [overflow-wrap:anywhere]"
            >
              {titleOf(index, id)}
            </a>
            <p className="line-clamp-2 text-ink-2 text-sm [overflow-wrap:anywhere]">{text}</p>
          </li>
        ))}
      </ul>
    </Section>
  );
}
