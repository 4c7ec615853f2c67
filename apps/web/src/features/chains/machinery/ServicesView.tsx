import type { ChainIndex, ChainNamer, IptablesTable } from '@vethscope/model';
import { assertNever, refusedServices, serviceMachinery } from '@vethscope/model';
import { useMemo } from 'react';
import { formatCount, plural } from '../../../ui/format.ts';
import { useViewState } from '../../../view/viewState.ts';
import { CollapsedList } from '../../rules/machinery/CollapsedList.tsx';
import { EndpointRowView } from './EndpointRowView.tsx';
import { RefusedRowView } from './RefusedRowView.tsx';
import { ServiceFactsView } from './ServiceFactsView.tsx';
import { ServiceRowView } from './ServiceRowView.tsx';
import { listServices, type ServiceRow, serviceRows } from './serviceRows.ts';
import { servicesCsv } from './servicesCsv.ts';
import { useOpenKeys } from './useOpenKeys.ts';

/** kube-proxy's rules as what they come to: each service port, and where its packets go. */
export function ServicesView(props: {
  readonly index: ChainIndex;
  readonly nameOf: ChainNamer;
  /** Of the same family: tells which services have no endpoints. */
  readonly filter: IptablesTable | undefined;
}) {
  const { index, nameOf, filter } = props;
  const { view } = useViewState();
  const { open, toggle } = useOpenKeys();
  const { services, notUnderstood } = serviceMachinery(index.table);
  const listed = useMemo(() => listServices(services, index, nameOf), [services, index, nameOf]);
  const refused = useMemo(() => (filter ? refusedServices(filter) : []), [filter]);
  const rows = useMemo(
    () => serviceRows(listed, refused, open, view.q ?? ''),
    [listed, refused, open, view.q],
  );
  const render = (row: ServiceRow) => {
    switch (row.kind) {
      case 'service':
        return (
          <ServiceRowView
            listed={row.listed}
            isOpen={open.has(row.key)}
            onToggle={() => toggle(row.key)}
          />
        );
      case 'endpoint':
        return <EndpointRowView endpoint={row.endpoint} index={index} nameOf={nameOf} />;
      case 'facts':
        return <ServiceFactsView service={row.service} />;
      case 'refused':
        return <RefusedRowView refused={row.refused} />;
      default:
        return assertNever(row);
    }
  };
  return (
    <CollapsedList
      label="Services"
      filterBy={`Filter ${plural(services.length, 'service port')} by name or address`}
      rows={rows}
      render={render}
      csv={() => servicesCsv(rows)}
      empty={
        services.length + refused.length === 0
          ? 'kube-proxy has no service here.'
          : 'No service fits the filter.'
      }
      notUnderstood={notUnderstood}
      writer="kube-proxy"
    >
      <p className="text-ink-3 text-xs">
        Read from {formatCount(ruleCount(index))} rules of this table.
      </p>
    </CollapsedList>
  );
}

function ruleCount({ table }: ChainIndex): number {
  return table.chains.reduce((sum, { rules }) => sum + rules.length, 0);
}
