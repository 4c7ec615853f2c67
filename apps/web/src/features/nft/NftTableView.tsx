import { type NftTable, nftServices } from '@vethscope/model';
import { useMemo } from 'react';
import { useViewState } from '../../view/viewState.ts';
import { MachinerySwitch } from '../rules/MachinerySwitch.tsx';
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
  const isCollapsed = services && view.machinery !== 'raw' && view.chain === undefined;
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
          {services ? <MachinerySwitch title="Services" /> : null}
          {isCollapsed ? (
            <NftServicesView found={services} />
          ) : (
            <NftChainList table={table} missing={view.chain} />
          )}
        </>
      )}
    </>
  );
}
