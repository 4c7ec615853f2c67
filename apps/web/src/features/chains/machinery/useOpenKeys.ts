import { useState } from 'react';

/** Which of a list's things are open. */
export function useOpenKeys(): {
  readonly open: ReadonlySet<string>;
  readonly toggle: (key: string) => void;
} {
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const toggle = (key: string) =>
    setOpen((known) => {
      const next = new Set(known);
      if (!next.delete(key)) next.add(key);
      return next;
    });
  return { open, toggle };
}
