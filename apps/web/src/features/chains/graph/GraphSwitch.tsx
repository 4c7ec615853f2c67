import { Network, Rows3 } from 'lucide-react';
import { useViewState, viewHref } from '../../../view/viewState.ts';

/** Between a list and the graph of the same; the URL keeps which, as `rule=graph`. */
export function GraphSwitch(props: { readonly list: 'Rules' | 'Chains' }) {
  const { view } = useViewState();
  const isGraph = view.rule === 'graph';
  const Icon = isGraph ? Rows3 : Network;
  return (
    <a
      href={viewHref(view, { rule: isGraph ? undefined : 'graph' })}
      className="flex h-8 shrink-0 items-center gap-1.5 rounded-md border border-line-strong bg-surface px-2.5 text-ink-2 hover:bg-surface-2"
    >
      <Icon aria-hidden size={14} />
      {isGraph ? props.list : 'Graph'}
    </a>
  );
}

/** Stands where the filter of the list stands. */
export function GraphLegend() {
  return (
    <p className="min-w-0 flex-1 text-ink-3 text-xs">
      Solid: jump, comes back at the end. Dashed, with an open head: goto, does not.
      <span className="sr-only"> Arrow keys walk from chain to chain.</span>
    </p>
  );
}
