import { ArrowDown } from 'lucide-react';
import type { ReactNode } from 'react';

/** Something that is no hook, on a packet's way. */
export function Place({ children }: { readonly children: ReactNode }) {
  return (
    <p className="mx-auto rounded-full border border-line bg-surface-2 px-3 py-0.5 text-center text-ink-2 text-xs">
      {children}
    </p>
  );
}

export function Way({ children }: { readonly children?: ReactNode }) {
  return (
    <p className="flex min-h-5 items-center justify-center gap-1 py-0.5 text-2xs text-ink-3">
      <ArrowDown aria-hidden size={14} className="shrink-0" />
      {children}
    </p>
  );
}
