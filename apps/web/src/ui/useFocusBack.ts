import { useState } from 'react';

/**
 * For a dialog that no button of Radix's opens: who had the focus as it opened gets it back as it
 * closes. The function is for `onCloseAutoFocus`.
 */
export function useFocusBack(): (event: Event) => void {
  const [before] = useState(() => document.activeElement);
  return (event) => {
    event.preventDefault();
    if (before instanceof HTMLElement && before.isConnected) before.focus();
  };
}
