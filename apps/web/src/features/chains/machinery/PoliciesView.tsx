import type { ChainIndex, ChainNamer } from '@vethscope/model';
import { assertNever, policyMachinery } from '@vethscope/model';
import { useMemo } from 'react';
import { plural } from '../../../ui/format.ts';
import { useViewState } from '../../../view/viewState.ts';
import { CollapsedList } from '../../rules/machinery/CollapsedList.tsx';
import { EndpointPoliciesRow } from './EndpointPoliciesRow.tsx';
import { EndpointSubject } from './EndpointSubject.tsx';
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
    <CollapsedList
      label="Endpoints"
      filterBy={`Filter ${plural(endpoints.length, 'endpoint')} by pod, interface, policy`}
      rows={rows}
      render={render}
      csv={() => policiesCsv(rows, (jump) => policyTitle(jump, index, nameOf))}
      empty="No endpoint fits the filter."
      notUnderstood={notUnderstood}
      writer="Calico"
    />
  );
}
