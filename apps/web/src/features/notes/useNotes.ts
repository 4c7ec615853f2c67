import { useCallback } from 'react';
import type { Notes } from '../../api/captureSource.ts';
import { notesSchema } from '../../api/keepsakesSchema.ts';
import { useCaptureSource } from '../../api/SourceContext.tsx';
import { useCaptureScope } from '../../view/captureScope.ts';
import { useKeptJson } from '../../view/keptJson.ts';

/** The note on the capture itself has no element. */
export const CAPTURE_NOTE = '';

const NONE: Notes = {};

/** Notes on the open capture: the browser's own, or, until one is changed, those that came with it. */
export function useNotes(): {
  readonly notes: Notes;
  /** An empty text takes the note away. */
  readonly setNote: (id: string, text: string) => void;
} {
  const source = useCaptureSource();
  const scope = useCaptureScope();
  const came = source.mode === 'embedded' ? source.keepsakes.notes : undefined;
  const [notes, keep] = useKeptJson(`notes ${scope}`, notesSchema, came ?? NONE);
  const setNote = useCallback(
    (id: string, text: string) => keep(withNote(notes, id, text)),
    [notes, keep],
  );
  return { notes, setNote };
}

/** Sorted by element, so that the same notes make the same exported page. */
export function withNote(notes: Notes, id: string, text: string): Notes {
  const others = Object.entries(notes).filter(([other]) => other !== id);
  const trimmed = text.trim();
  const all = trimmed === '' ? others : [...others, [id, trimmed] as const];
  return Object.fromEntries(all.sort(([a], [b]) => (a < b ? -1 : 1)));
}
