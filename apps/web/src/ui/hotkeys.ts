import { useEffect, useRef } from 'react';

/** Key as `KeyboardEvent.key`, with `Ctrl+` in front for Ctrl or Cmd: `'/'`, `'Ctrl+k'`, `'?'`. */
export type Hotkeys = Readonly<Record<string, () => void>>;

/** Listens on the whole page. Plain keys are left alone while someone types, Ctrl keys are not. */
export function useHotkeys(hotkeys: Hotkeys): void {
  const current = useRef(hotkeys);
  current.current = hotkeys;
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.altKey) return;
      const hasModifier = event.ctrlKey || event.metaKey;
      if (!hasModifier && isTypingIn(event.target)) return;
      const action = current.current[hasModifier ? `Ctrl+${event.key.toLowerCase()}` : event.key];
      if (!action) return;
      event.preventDefault();
      action();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
}

function isTypingIn(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return (
    target.isContentEditable ||
    target.matches('input, textarea, select') ||
    target.closest('[role="dialog"], [role="menu"]') !== null
  );
}
