import { useEffect } from 'react';

/** The key `w` comes before the list is there, which then takes the focus as it appears. */
let isWanted = false;
const lists = new Set<() => void>();

export function focusFindings(): void {
  isWanted = lists.size === 0;
  for (const focus of lists) focus();
}

export function useFocusWhenAsked(list: HTMLElement | null): void {
  useEffect(() => {
    if (!list) return;
    const focus = () => list.focus();
    lists.add(focus);
    if (isWanted) focus();
    isWanted = false;
    return () => {
      lists.delete(focus);
    };
  }, [list]);
}
