import { Boxes, Rows3 } from 'lucide-react';
import { useViewState, viewHref } from '../../../view/viewState.ts';

/** Between what the rules come to, and the rules themselves; the URL keeps which. */
export function MachinerySwitch(props: {
  /** What they come to, the first of which is shown where nobody chose. */
  readonly collapsed: readonly { readonly key: string; readonly title: string }[];
  /** Absent: the rules themselves. */
  readonly shown: string | undefined;
}) {
  const { view } = useViewState();
  const choices = [
    ...props.collapsed.map(({ key, title }, i) => ({
      ...{ Icon: Boxes, title, isShown: key === props.shown },
      machinery: i === 0 ? undefined : key,
    })),
    ...[{ Icon: Rows3, title: 'Chains and rules', isShown: !props.shown, machinery: 'raw' }],
  ];
  return (
    <nav aria-label="Show this table as" className="flex flex-wrap gap-1">
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
