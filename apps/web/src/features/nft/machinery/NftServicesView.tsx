import type { NftServices } from '@vethscope/model';
import { assertNever } from '@vethscope/model';
import { Ban } from 'lucide-react';
import { useDeferredValue, useMemo } from 'react';
import { plural } from '../../../ui/format.ts';
import { SourceLink } from '../../../ui/SourceLink.tsx';
import { useViewState } from '../../../view/viewState.ts';
import { CollapsedList } from '../../rules/machinery/CollapsedList.tsx';
import { NftServiceRowView } from './NftServiceRowView.tsx';
import { nftServiceRows } from './nftServiceRows.ts';
import { nftServicesCsv, wayText } from './nftServicesCsv.ts';

/** kube-proxy's table as what it comes to: each service port, and where its packets go. */
export function NftServicesView({ found }: { readonly found: NftServices }) {
  const { view } = useViewState();
  const asked = useDeferredValue(view.q ?? '');
  const rows = useMemo(() => nftServiceRows(found, asked), [found, asked]);
  const { services, refused, unreadElements } = found;
  return (
    <CollapsedList
      label="Services"
      filterBy={`Filter ${plural(services.length, 'service port')} by name or address`}
      rows={rows}
      rowHeight={80}
      csv={() => nftServicesCsv(rows)}
      empty={
        services.length + refused.length === 0
          ? 'kube-proxy has no service here.'
          : 'No service fits the filter.'
      }
      notUnderstood={found.notUnderstood}
      writer="kube-proxy"
      alsoNotUnderstood={unreadElements.length > 0 && <UnreadElements elements={unreadElements} />}
      render={(row) => {
        switch (row.kind) {
          case 'service':
            return <NftServiceRowView title={row.title} service={row.service} />;
          case 'refused':
            return (
              <div className="flex items-start gap-1.5 px-1.5 py-1.5 text-xs">
                <Ban aria-hidden size={14} className="mt-0.5 shrink-0 text-error" />
                <p className="min-w-0 flex-1 text-ink-2">
                  <span className="font-mono text-ink">{wayText(row.way)}</span> has no endpoints:{' '}
                  {row.way.chain === 'drop' ? 'dropped' : 'rejected'} by the map{' '}
                  <span className="font-mono">{row.way.map.name}</span>
                </p>
                <SourceLink evidence={row.way.map.evidence} of={`map ${row.way.map.name}`} />
              </div>
            );
          default:
            return assertNever(row);
        }
      }}
    />
  );
}

const MOST = 10;

function UnreadElements({ elements }: { readonly elements: readonly string[] }) {
  return (
    <p>
      {plural(elements.length, 'element')} of its maps not either:{' '}
      <span className="font-mono text-xs [overflow-wrap:anywhere]">
        {elements.slice(0, MOST).join(', ')}
        {elements.length > MOST ? `, and ${elements.length - MOST} more` : ''}
      </span>
    </p>
  );
}
