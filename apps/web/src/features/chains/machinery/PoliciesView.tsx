import type { ChainIndex, ChainNamer } from '@vethscope/model';
import { assertNever, policyMachinery } from '@vethscope/model';
import { useMemo } from 'react';
import { CsvButton } from '../../../ui/CsvButton.tsx';
import { FilterBox } from '../../../ui/FilterBox.tsx';
import { plural } from '../../../ui/format.ts';
import { RowList } from '../../../ui/RowList.tsx';
import { useViewState } from '../../../view/viewState.ts';
import { EndpointPoliciesRow } from './EndpointPoliciesRow.tsx';
import { EndpointSubject } from './EndpointSubject.tsx';
import { NotUnderstood } from './NotUnderstood.tsx';
import { PolicyWayView } from './PolicyWayView.tsx';
import { policiesCsv } from './policiesCsv.ts';
import { listEndpoints, type PolicyRow, policyRows, policyTitle } from './policyRows.ts';
import { useOpenKeys } from './useOpenKeys.ts';

/** Calico's rules as what they come to: for each endpoint the policies and profiles that decide. */
export function PoliciesView(props: { readonly index: ChainIndex; readonly nameOf: ChainNamer }) {
  const { index, nameOf } = props;
  const { view } = useViewState();
  const { open, toggle } = useOpenKeys();
  const { endpoints, notUnderstood } = policyMachinery(index.table);
  const listed = useMemo(() => listEndpoints(endpoints, index, nameOf), [endpoints, index, nameOf]);
  const rows = useMemo(() => policyRows(listed, open, view.q ?? ''), [listed, open, view.q]);
  const render = (row: PolicyRow) => {
    switch (row.kind) {
      case 'endpoint':
        return (
          <EndpointPoliciesRow
            listed={row.listed}
            isOpen={open.has(row.key)}
            onToggle={() => toggle(row.key)}
          />
        );
      case 'subject':
        return <EndpointSubject listed={row.listed} />;
      case 'way':
        return (
          <PolicyWayView
            way={row.way}
            notUnderstood={notUnderstood.filter(({ chain }) => chain === row.way.chain)}
            index={index}
            nameOf={nameOf}
          />
        );
      default:
        return assertNever(row);
    }
  };
  return (
    <div className="flex min-h-0 flex-1 flex-col gap-2.5">
      <div className="flex items-center gap-2">
        <div className="min-w-0 flex-1">
          <FilterBox
            label="Filter endpoints"
            placeholder={`Filter ${plural(endpoints.length, 'endpoint')} by pod, interface, policy`}
          />
        </div>
        <CsvButton
          name="Endpoints"
          rows={() => policiesCsv(rows, (jump) => policyTitle(jump, index, nameOf))}
        />
      </div>
      <NotUnderstood rules={notUnderstood} writer="Calico" />
      {rows.length === 0 ? (
        <p className="text-ink-3">No endpoint fits the filter.</p>
      ) : (
        <RowList label="Endpoints" rows={rows} rowHeight={48} render={render} />
      )}
    </div>
  );
}
