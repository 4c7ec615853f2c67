import { StickyNote } from 'lucide-react';
import { useId, useState } from 'react';
import { Button } from '../../ui/Button.tsx';
import { Section } from '../../ui/Section.tsx';
import { useNotes } from './useNotes.ts';

/** As the server takes it: apps/collector/src/api/schemas/keepsakes.ts. */
const LONGEST_NOTE = 4_000;

/** What somebody wrote about an element; the browser keeps it, an exported page carries it. */
export function NoteSection(props: { readonly of: string }) {
  const { text, setText } = useNote(props.of);
  const [isWriting, setWriting] = useState(false);
  if (text === '') return null;
  const edit = (
    <Button look="quiet" onClick={() => setWriting(true)}>
      Edit
    </Button>
  );
  return (
    <Section title="Note" {...(!isWriting && { aside: edit })}>
      {isWriting ? (
        <NoteForm text={text} onKeep={setText} onEnd={() => setWriting(false)} />
      ) : (
        <p className="whitespace-pre-wrap rounded-md border border-mark-edge/40 bg-mark px-2 py-1.5 text-ink text-sm [overflow-wrap:anywhere]">
          {text}
        </p>
      )}
    </Section>
  );
}

/** Where there is none yet; what is written stands at the top then. */
export function AddNote(props: { readonly of: string }) {
  const { text, setText } = useNote(props.of);
  const [isWriting, setWriting] = useState(false);
  if (text !== '') return null;
  if (isWriting) {
    return (
      <Section title="Note">
        <NoteForm text="" onKeep={setText} onEnd={() => setWriting(false)} />
      </Section>
    );
  }
  return (
    <div className="px-2 py-2">
      <Button look="quiet" onClick={() => setWriting(true)}>
        <StickyNote size={14} aria-hidden="true" />
        Add a note
      </Button>
    </div>
  );
}

function useNote(id: string): {
  readonly text: string;
  readonly setText: (text: string) => void;
} {
  const { notes, setNote } = useNotes();
  return {
    text: Object.hasOwn(notes, id) ? (notes[id] ?? '') : '',
    setText: (text) => setNote(id, text),
  };
}

function NoteForm(props: {
  readonly text: string;
  readonly onKeep: (text: string) => void;
  readonly onEnd: () => void;
}) {
  const [text, setText] = useState(props.text);
  const hint = useId();
  const keep = () => {
    props.onKeep(text);
    props.onEnd();
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        keep();
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) keep();
        if (event.key !== 'Escape') return;
        // Here it ends the writing, it does not close the selection.
        event.stopPropagation();
        props.onEnd();
      }}
    >
      <textarea
        // biome-ignore lint/a11y/noAutofocus: the form was asked for by the button in its place
        autoFocus
        aria-label="Note"
        aria-describedby={hint}
        rows={4}
        maxLength={LONGEST_NOTE}
        value={text}
        onChange={(event) => setText(event.target.value)}
        className="block w-full resize-y rounded-md border border-line-strong bg-surface px-2 py-1.5 text-sm"
      />
      <p id={hint} className="mt-1 text-ink-3 text-xs">
        Kept in this browser. It goes along with an exported page, and with nothing else.
      </p>
      <div className="mt-1.5 flex gap-1">
        <Button type="submit" look="primary">
          Keep
        </Button>
        <Button look="quiet" onClick={props.onEnd}>
          Cancel
        </Button>
      </div>
    </form>
  );
}
