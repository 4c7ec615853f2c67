import { ChevronRight } from 'lucide-react';
import { plural } from '../../ui/format.ts';
import { KindGlyph } from '../../ui/KindGlyph.tsx';
import { useCapture } from '../../view/CaptureContext.tsx';
import type { Shown } from '../../view/shownOf.ts';
import { useViewState, viewHref } from '../../view/viewState.ts';

/** Where the picture is among several nodes, and the way back to all of them. */
export function ClusterPath(props: { readonly shown: Shown }) {
  const { shown } = props;
  const { index } = useCapture();
  const { view, setView } = useViewState();
  if (shown.kind === 'only') return null;
  const nodes = index.capturedNodes;
  return (
    <nav
      aria-label="Cluster"
      className="flex h-9 shrink-0 items-center gap-1.5 border-line border-b bg-surface px-3 text-sm"
    >
      {shown.kind === 'cluster' ? (
        <>
          <span aria-current="page" className="font-medium">
            Cluster
          </span>
          <span className="text-ink-3 text-xs">
            {plural(nodes.length, 'node')} · a double click opens one
          </span>
        </>
      ) : (
        <>
          <a
            href={viewHref(view, { node: undefined, selected: shown.node.id, tab: 'overview' })}
            className="rounded px-1 text-accent-text hover:underline"
          >
            Cluster
          </a>
          <ChevronRight size={14} aria-hidden="true" className="text-ink-3" />
          <label className="flex items-center gap-1.5">
            <KindGlyph kind="node" size={13} />
            <span className="sr-only">Node</span>
            <select
              value={shown.node.id}
              onChange={({ target }) =>
                setView({ node: target.value, selected: target.value, tab: 'overview' })
              }
              className="h-7 max-w-72 rounded-md border border-line bg-surface px-1.5 font-medium"
            >
              {nodes.map(({ id, label }) => (
                <option key={id} value={id}>
                  {label}
                </option>
              ))}
            </select>
          </label>
        </>
      )}
    </nav>
  );
}
