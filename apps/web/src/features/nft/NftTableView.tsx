import type { NftTable } from '@vethscope/model';
import { useMemo } from 'react';
import { useViewState } from '../../view/viewState.ts';
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
        <NftChainList table={table} missing={view.chain} />
      )}
    </>
  );
}
