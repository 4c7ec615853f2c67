import { useCallback } from 'react';
import type { SavedView } from '../../api/captureSource.ts';
import { savedViewsSchema } from '../../api/keepsakesSchema.ts';
import { useCaptureSource } from '../../api/SourceContext.tsx';
import { useCaptureScope } from '../../view/captureScope.ts';
import { useKeptJson } from '../../view/keptJson.ts';

const NONE: readonly SavedView[] = [];

/** Views of the open capture that somebody gave a name; as notes are kept, so are they. */
export function useSavedViews(): {
  readonly views: readonly SavedView[];
  /** A name that is taken gets the new view. */
  readonly save: (view: SavedView) => void;
  readonly remove: (name: string) => void;
} {
  const source = useCaptureSource();
  const scope = useCaptureScope();
  const came = source.mode === 'embedded' ? source.keepsakes.savedViews : undefined;
  const [views, keep] = useKeptJson<readonly SavedView[]>(
    `views ${scope}`,
    savedViewsSchema,
    came ?? NONE,
  );
  const save = useCallback((view: SavedView) => keep(withView(views, view)), [views, keep]);
  const remove = useCallback((name: string) => keep(withoutView(views, name)), [views, keep]);
  return { views, save, remove };
}

function withView(views: readonly SavedView[], view: SavedView): readonly SavedView[] {
  return [...withoutView(views, view.name), view].sort((a, b) => (a.name < b.name ? -1 : 1));
}

function withoutView(views: readonly SavedView[], name: string): readonly SavedView[] {
  return views.filter((view) => view.name !== name);
}
