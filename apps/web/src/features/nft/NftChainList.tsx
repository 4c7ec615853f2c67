import type { NftChain, NftSet, NftTable } from '@vethscope/model';
import { assertNever } from '@vethscope/model';
import { useMemo } from 'react';
import { CsvButton } from '../../ui/CsvButton.tsx';
import { FilterBox } from '../../ui/FilterBox.tsx';
import { formatCount, plural } from '../../ui/format.ts';
import { RowList } from '../../ui/RowList.tsx';
import { SourceLink } from '../../ui/SourceLink.tsx';
import { Term } from '../../ui/Tooltip.tsx';
import { useNetnsView } from '../../view/useNetnsView.ts';
import { useViewState, viewHref } from '../../view/viewState.ts';
import { SpokenSign } from '../diff/ChangeSign.tsx';
import { useRuleChanges } from '../diff/useRuleChanges.ts';
import { HeatSwitch } from '../rules/heat/HeatSwitch.tsx';
import { type Heat, useHeat } from '../rules/heat/useHeat.ts';
import { WITHOUT_COUNTERS } from './NftChainView.tsx';
import { nftTableCsv } from './nftCsv.ts';
import { nftPackets } from './nftPackets.ts';
import { nftRows } from './nftRows.ts';

/** Base chains in the order in which a packet meets them, then all others, then sets and maps. */
export function NftChainList(props: {
  readonly table: NftTable;
  /** A chain that the URL asks for and this table does not have. */
  readonly missing: string | undefined;
}) {
  const { table, missing } = props;
  const { view } = useViewState();
  const heat = useHeat(table);
  const packets = useMemo(() => (heat ? nftPackets(table) : undefined), [heat, table]);
  const compared = useRuleChanges(useNetnsView()?.element.id);
  const rows = useMemo(() => nftRows(table, view.q ?? ''), [table, view.q]);
  return (
    <div className="flex min-h-0 flex-1 flex-col gap-2.5">
      {missing === undefined ? null : (
        <p className="rounded-md bg-warning-soft px-3 py-2 text-ink">
          This table has no chain <code className="font-mono">{missing}</code>.
        </p>
      )}
      {table.chains === undefined ? (
        <p className="text-ink-3">
          Only the name of this table was captured: run{' '}
          <code className="font-mono">nft -j list ruleset</code>.
        </p>
      ) : (
        <>
          <div className="flex items-center gap-2">
            <div className="min-w-0 flex-1">
              <FilterBox
                label="Filter chains and sets"
                placeholder="Filter chains and sets by name, hook, rule"
              />
            </div>
            <HeatSwitch table={table} without={WITHOUT_COUNTERS} />
            <CsvButton
              name={`Chains of ${table.name}`}
              className="!size-8"
              rows={() => nftTableCsv(rows)}
            />
          </div>
          {rows.length === 0 ? (
            <p className="text-ink-3">
              {table.chains.length === 0 ? 'This table has no chain.' : 'Nothing fits the filter.'}
            </p>
          ) : (
            <RowList
              label="Chains and sets"
              rows={rows}
              rowHeight={46}
              render={(row) => {
                switch (row.kind) {
                  case 'chain':
                    return (
                      <ChainItem
                        chain={row.chain}
                        packets={packets?.get(row.chain.name)}
                        heat={heat}
                        changed={compared?.changes.count(table, row.chain.name) ?? 0}
                      />
                    );
                  case 'set':
                    return <SetItem set={row.set} />;
                  default:
                    return assertNever(row);
                }
              }}
            />
          )}
        </>
      )}
    </div>
  );
}

function ChainItem(props: {
  readonly chain: NftChain;
  /** What rules that lead there counted, where heat is asked for. */
  readonly packets: number | undefined;
  readonly heat: Heat | undefined;
  /** How many of its rules differ between the captures that are compared. */
  readonly changed: number;
}) {
  const { chain, packets, heat, changed } = props;
  const { view } = useViewState();
  const { name, base, comment, rules } = chain;
  return (
    <a
      href={viewHref(view, { chain: name, rule: undefined, q: undefined })}
      className="block px-2.5 py-1 hover:bg-surface-2"
      style={heat?.ground(packets)}
    >
      <span className="flex items-baseline gap-2">
        {changed > 0 ? <SpokenSign change="altered" /> : null}
        <span className="truncate font-mono font-semibold text-ink text-xs">{name}</span>
        <span className="ml-auto shrink-0 text-2xs text-ink-3">
          {changed === 0 ? '' : `${formatCount(changed)} changed, `}
          {packets === undefined ? '' : `${plural(packets, 'packet')}, `}
          {plural(rules.length, 'rule')}
        </span>
      </span>
      <span className="block truncate text-ink-2 text-xs">
        {base
          ? `hook ${base.hook}${base.devices ? ` of ${base.devices.join(', ')}` : ''}, priority ${base.priority}, ${base.type}, policy ${base.policy}`
          : (comment ?? 'reached by jumps')}
      </span>
    </a>
  );
}

const SHOWN_ELEMENTS = 20;

function SetItem({ set }: { readonly set: NftSet }) {
  const { name, kind, type, flags, comment, elements, evidence } = set;
  const more = elements.length - SHOWN_ELEMENTS;
  return (
    <div className="flex items-start gap-2 px-2.5 py-1">
      <div className="min-w-0 flex-1">
        <p className="flex items-baseline gap-2">
          <span className="text-ink-2 text-xs">
            <Term hint={HINTS[kind]}>{kind}</Term>
          </span>
          <span className="truncate font-mono font-semibold text-ink text-xs">@{name}</span>
          <span className="ml-auto shrink-0 text-2xs text-ink-3">
            {plural(elements.length, 'element')}
          </span>
        </p>
        <p className="text-ink-2 text-xs">
          {[type, ...flags, ...(comment === undefined ? [] : [comment])].join(' · ')}
        </p>
        {elements.length === 0 ? null : (
          <p className="font-mono text-ink text-xs [overflow-wrap:anywhere]">
            {elements.slice(0, SHOWN_ELEMENTS).join(', ')}
            {more > 0 ? `, … ${more} more` : ''}
          </p>
        )}
      </div>
      <SourceLink evidence={evidence} of={`${kind} ${name}`} />
    </div>
  );
}

const HINTS = {
  set: 'Rules ask whether something is in it: ip saddr @name.',
  map: 'Rules look up what it gives for something: an address, a port, or where to go on.',
} as const;
