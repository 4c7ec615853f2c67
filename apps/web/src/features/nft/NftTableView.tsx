import { type NftTable, nftHostPorts, nftServices } from '@vethscope/model';
import { useMemo } from 'react';
import { useViewState } from '../../view/viewState.ts';
import { MachinerySwitch } from '../rules/machinery/MachinerySwitch.tsx';
import { PortMapsView } from '../rules/ports/PortMapsView.tsx';
import { NftServicesView } from './machinery/NftServicesView.tsx';
import { NftChainList } from './NftChainList.tsx';
import { NftChainView } from './NftChainView.tsx';
import { NftTableNotes } from './NftTableNotes.tsx';
import { nftReferrers } from './nftReferrers.ts';

/** A table of nftables: its chains and sets, or one chain with its rules. */
export function NftTableView(props: {
  readonly table: NftTable;
  /** All of the namespace. */
  readonly all: readonly NftTable[];
}) {
  const { table, all } = props;
  const { view } = useViewState();
  const referrers = useMemo(() => nftReferrers(table), [table]);
  const services = useMemo(() => nftServices(table), [table]);
  const ports = useMemo(() => nftHostPorts(table), [table]);
  const collapsed = [
    ...(services ? [{ key: 'services', title: 'Services' }] : []),
    ...(ports ? [{ key: 'ports', title: 'Host ports' }] : []),
  ];
  const isCollapsed = view.machinery !== 'raw' && view.chain === undefined;
  const chain = table.chains?.find(({ name }) => name === view.chain);
  return (
    <>
      <NftTableNotes table={table} all={all} />
      {chain ? (
        <NftChainView
          key={chain.name}
          table={table}
          chain={chain}
          referrers={referrers.get(chain.name) ?? []}
        />
      ) : (
        <>
          {collapsed.length === 0 ? null : (
            <MachinerySwitch
              collapsed={collapsed}
              shown={isCollapsed ? collapsed[0]?.key : undefined}
            />
          )}
          {isCollapsed && services ? (
            <NftServicesView found={services} />
          ) : isCollapsed && ports ? (
            <PortMapsView found={ports} />
          ) : (
            <NftChainList table={table} missing={view.chain} />
          )}
        </>
      )}
    </>
  );
}
