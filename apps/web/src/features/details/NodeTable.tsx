import type { HostElement } from '@vethscope/model';
import { nodeFacts } from '@vethscope/model';
import { useMemo } from 'react';
import { DataTable } from '../../ui/DataTable.tsx';
import { formatCount } from '../../ui/format.ts';
import { useCapture } from '../../view/CaptureContext.tsx';
import { useViewState, viewHref } from '../../view/viewState.ts';
import { ElementLink } from './ElementLink.tsx';

/** The machines of a cluster, with what the overview says of each. */
export function NodeTable(props: { readonly nodes: readonly HostElement[] }) {
  const { topology, index } = useCapture();
  const { view } = useViewState();
  const factsOf = useMemo(() => nodeFacts(topology), [topology]);
  return (
    <DataTable
      label="Nodes"
      rows={props.nodes}
      keyOf={({ id }) => id}
      columns={[
        {
          title: 'Node',
          order: ({ label }) => label,
          text: ({ label }) => label,
          cell: ({ id }) => <ElementLink id={id} />,
        },
        {
          title: 'Address',
          order: ({ id }) => factsOf(id).address ?? '',
          text: ({ id }) => factsOf(id).address ?? '',
          cell: ({ id }) => <span className="font-mono text-xs">{factsOf(id).address}</span>,
        },
        {
          title: 'Pods',
          className: 'text-right tabular-nums',
          order: ({ id }) => factsOf(id).pods ?? -1,
          text: ({ id }) => String(factsOf(id).pods ?? ''),
          cell: ({ id }) => {
            const { pods } = factsOf(id);
            return pods === undefined ? '' : formatCount(pods);
          },
        },
        {
          title: 'Tunnels',
          className: 'text-right tabular-nums',
          order: ({ id }) => index.tunnelsOf(id).length,
          text: ({ id }) => String(index.tunnelsOf(id).length),
          cell: ({ id }) => formatCount(index.tunnelsOf(id).length),
        },
        {
          title: 'Picture',
          className: 'w-px whitespace-nowrap',
          text: ({ captured }) => (captured ? 'captured' : 'not captured'),
          cell: ({ id, label, captured }) =>
            captured ? (
              <a
                href={viewHref(view, { node: id, selected: id, tab: 'overview' })}
                aria-label={`Open ${label}`}
                className="text-accent-text hover:underline"
              >
                Open
              </a>
            ) : (
              <span className="text-ink-3 text-xs">not captured</span>
            ),
        },
      ]}
    />
  );
}
