import type { NftServices } from '@vethscope/model';
import { assertNever } from '@vethscope/model';
import { Ban } from 'lucide-react';
import { useDeferredValue, useMemo } from 'react';
import { CsvButton } from '../../../ui/CsvButton.tsx';
import { FilterBox } from '../../../ui/FilterBox.tsx';
import { plural } from '../../../ui/format.ts';
import { RowList } from '../../../ui/RowList.tsx';
import { SourceLink } from '../../../ui/SourceLink.tsx';
import { useViewState } from '../../../view/viewState.ts';
import { NftNotUnderstood } from './NftNotUnderstood.tsx';
import { NftServiceRowView } from './NftServiceRowView.tsx';
import { nftServiceRows } from './nftServiceRows.ts';
import { nftServicesCsv, wayText } from './nftServicesCsv.ts';

/** kube-proxy's table as what it comes to: each service port, and where its packets go. */
export function NftServicesView({ found }: { readonly found: NftServices }) {
  const { view } = useViewState();
  const asked = useDeferredValue(view.q ?? '');
  const rows = useMemo(() => nftServiceRows(found, asked), [found, asked]);
  return (
    <div className="flex min-h-0 flex-1 flex-col gap-2.5">
      <div className="flex items-center gap-2">
        <div className="min-w-0 flex-1">
          <FilterBox
            label="Filter services"
            placeholder={`Filter ${plural(found.services.length, 'service port')} by name or address`}
          />
        </div>
        <CsvButton name="Services" className="!size-8" rows={() => nftServicesCsv(rows)} />
      </div>
      <NftNotUnderstood found={found} />
      {rows.length === 0 ? (
        <p className="text-ink-3">
          {found.services.length + found.refused.length === 0
            ? 'kube-proxy has no service here.'
            : 'No service fits the filter.'}
        </p>
      ) : (
        <RowList
          label="Services"
          rows={rows}
          rowHeight={80}
          render={(row) => {
            switch (row.kind) {
              case 'service':
                return <NftServiceRowView title={row.title} service={row.service} />;
              case 'refused':
                return (
                  <div className="flex items-start gap-1.5 px-1.5 py-1.5 text-xs">
                    <Ban aria-hidden size={14} className="mt-0.5 shrink-0 text-error" />
                    <p className="min-w-0 flex-1 text-ink-2">
                      <span className="font-mono text-ink">{wayText(row.way)}</span> has no
                      endpoints: {row.way.chain === 'drop' ? 'dropped' : 'rejected'} by the map{' '}
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
      )}
    </div>
  );
}
