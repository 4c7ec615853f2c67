import { ChevronDown, ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';

/** The head of something that opens in place. */
export function Expander(props: {
  readonly isOpen: boolean;
  readonly onToggle: () => void;
  readonly children: ReactNode;
}) {
  const Icon = props.isOpen ? ChevronDown : ChevronRight;
  return (
    <button
      type="button"
      aria-expanded={props.isOpen}
      className="flex w-full items-start gap-1.5 px-1.5 py-1.5 text-left hover:bg-surface-2"
      onClick={props.onToggle}
    >
      <Icon aria-hidden size={14} className="mt-[3px] shrink-0 text-ink-3" />
      <span className="min-w-0 flex-1">{props.children}</span>
    </button>
  );
}
