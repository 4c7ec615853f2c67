import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';

/** Something to know about an answer: a sign, a title, and lines in small. */
export function Note(props: {
  readonly icon: LucideIcon;
  readonly title: ReactNode;
  readonly children: ReactNode;
}) {
  const Icon = props.icon;
  return (
    <div className="mt-1.5 flex gap-1.5 text-ink-2 text-xs leading-4 [overflow-wrap:anywhere]">
      <Icon size={14} aria-hidden="true" className="mt-px shrink-0" />
      <div className="min-w-0">
        <span className="font-medium text-ink">{props.title}</span>
        {props.children}
      </div>
    </div>
  );
}
