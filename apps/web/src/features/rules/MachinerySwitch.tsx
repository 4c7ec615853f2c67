import { Boxes, Rows3 } from 'lucide-react';
import { useViewState, viewHref } from '../../view/viewState.ts';

/** Between what the rules come to, and the rules themselves; the URL keeps which. */
export function MachinerySwitch({ title: collapsed }: { readonly title: string }) {
  const { view } = useViewState();
  const isRaw = view.machinery === 'raw';
  const choices = [
    { Icon: Boxes, title: collapsed, isShown: !isRaw, machinery: undefined },
    { Icon: Rows3, title: 'Chains and rules', isShown: isRaw, machinery: 'raw' },
  ];
  return (
    <nav aria-label="Show this table as" className="flex gap-1">
      {choices.map(({ Icon, title, isShown, machinery }) => (
        <a
          key={title}
          href={viewHref(view, { machinery, chain: undefined, rule: undefined, q: undefined })}
          aria-current={isShown ? 'page' : undefined}
          className="flex h-7 items-center gap-1.5 rounded-md border border-line-strong bg-surface px-2.5 text-ink-2 hover:bg-surface-2 aria-[current=page]:border-accent aria-[current=page]:bg-accent-soft aria-[current=page]:font-medium aria-[current=page]:text-accent-text"
        >
          <Icon aria-hidden size={14} />
          {title}
        </a>
      ))}
    </nav>
  );
}
