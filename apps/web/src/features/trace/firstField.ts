import { type RefObject, useEffect } from 'react';

/** The key `t` can come before the form is there, which then takes the focus as it appears. */
let isWanted = false;
const inputs = new Set<() => void>();

export function focusFirstField(): void {
  isWanted = inputs.size === 0;
  for (const focus of inputs) focus();
}

export function useFirstField(input: RefObject<HTMLInputElement | null>): void {
  useEffect(() => {
    const focus = () => input.current?.focus();
    inputs.add(focus);
    if (isWanted) focus();
    isWanted = false;
    return () => {
      inputs.delete(focus);
    };
  }, [input]);
}
