import type { ReactNode } from 'react';

export function Kbd(props: { readonly children: ReactNode }) {
  return (
    <kbd className="rounded border border-line-strong bg-surface-2 px-1 font-mono text-2xs text-ink-2 leading-4">
      {props.children}
    </kbd>
  );
}
