import type { TopologyEdge } from '@vethscope/model';
import { useState } from 'react';
import { CsvButton } from '../../ui/CsvButton.tsx';
import { formatCount } from '../../ui/format.ts';
import { Section } from '../../ui/Section.tsx';
import { SourceLink } from '../../ui/SourceLink.tsx';
import { useCapture } from '../../view/CaptureContext.tsx';
import { useViewState, viewHref } from '../../view/viewState.ts';
import { ConfidenceBadge } from './ConfidenceBadge.tsx';
import { connectionsCsv, farEnd } from './connectionsCsv.ts';
import { ElementLink } from './ElementLink.tsx';
import { EDGE_KINDS, relationWords } from './wording.ts';

/** A bridge has hundreds. */
const FIRST = 12;

/** Everything an element is joined to, with what proves it. */
export function ConnectionList(props: { readonly of: string }) {
  const { index } = useCapture();
  const edges = index.edgesOf(props.of);
  const [isOpen, setOpen] = useState(false);
  const shown = isOpen ? edges : edges.slice(0, FIRST);
  if (edges.length === 0) return null;
  return (
    <Section
      title="Connections"
      count={edges.length}
      aside={
        <CsvButton
          name="Connections"
          rows={() => connectionsCsv(index, edges, props.of)}
          className="!size-5 text-ink-3 [&_svg]:size-3.5"
        />
      }
    >
      <ul className="flex flex-col gap-2">
        {shown.map((edge) => (
          <Connection key={edge.id} edge={edge} from={props.of} />
        ))}
      </ul>
      {edges.length > FIRST && (
        <button
          type="button"
          aria-expanded={isOpen}
          className="mt-1 rounded text-accent-text text-sm hover:underline"
          onClick={() => setOpen(!isOpen)}
        >
          {isOpen ? 'Show fewer' : `Show all ${formatCount(edges.length)}`}
        </button>
      )}
    </Section>
  );
}

function Connection(props: { readonly edge: TopologyEdge; readonly from: string }) {
  const { edge, from } = props;
  const { view } = useViewState();
  return (
    <li className="grid grid-cols-[112px_minmax(0,1fr)] gap-x-3">
      <a
        href={viewHref(view, { selected: edge.id, tab: 'overview' })}
        title={EDGE_KINDS[edge.kind].hint}
        className="text-ink-3 hover:text-accent-text hover:underline"
      >
        {relationWords(edge, from)}
      </a>
      <div className="min-w-0">
        <div className="flex items-start gap-2">
          <div className="min-w-0 flex-1">
            <ElementLink id={farEnd(edge, from)} />
          </div>
          <SourceLink evidence={edge.evidence} of={EDGE_KINDS[edge.kind].name} />
        </div>
        <p className="text-ink-2 text-xs [overflow-wrap:anywhere]">
          <ConfidenceBadge confidence={edge.confidence} /> {edge.reason}
        </p>
      </div>
    </li>
  );
}
