import { useMemo } from 'react';
import { useViewState } from '../../../view/viewState.ts';

/** Which of a list's things are open: in the URL, so that a link shows the same and Back closes them. */
export function useOpenKeys(): {
  readonly open: ReadonlySet<string>;
  readonly toggle: (key: string) => void;
} {
  const { view, setView } = useViewState();
  const open = useMemo(() => new Set((view.parts ?? '').split(',').filter(Boolean)), [view.parts]);
  const toggle = (key: string) => {
    const next = new Set(open);
    if (!next.delete(key)) next.add(key);
    setView({ parts: [...next].join(',') || undefined });
  };
  return { open, toggle };
}
