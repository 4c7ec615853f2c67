import { useVirtualizer } from '@tanstack/react-virtual';
import type { Chain, ChainIndex, ChainNamer } from '@vethscope/model';
import { useDeferredValue, useMemo, useRef } from 'react';
import { CsvButton } from '../../ui/CsvButton.tsx';
import { FilterBox } from '../../ui/FilterBox.tsx';
import { formatCount, plural } from '../../ui/format.ts';
import { ScrollRegion } from '../../ui/ScrollRegion.tsx';
import { useNetnsView } from '../../view/useNetnsView.ts';
import { useViewState, viewHref } from '../../view/viewState.ts';
import { SpokenSign } from '../diff/ChangeSign.tsx';
import { useRuleChanges } from '../diff/useRuleChanges.ts';
import { HeatSwitch } from '../rules/heat/HeatSwitch.tsx';
import { packetsInto } from '../rules/heat/heatLevel.ts';
import { useHeat } from '../rules/heat/useHeat.ts';
import { chainsCsv } from './chainsCsv.ts';
import { ChainGraphView } from './graph/ChainGraphView.tsx';
import { GraphLegend, GraphSwitch } from './graph/GraphSwitch.tsx';

/** The entrance: hooks in a packet's order, then every chain of the table, filtered. */
export function ChainList(props: {
  readonly index: ChainIndex;
  readonly nameOf: ChainNamer;
  /** A chain that the URL asks for and this table does not have. */
  readonly missing: string | undefined;
}) {
  const { index, nameOf, missing } = props;
  const { view } = useViewState();
  const isGraph = view.rule === 'graph';
  const text = useDeferredValue(view.q ?? '').toLowerCase();
  const chains = useMemo(
    () =>
      index.table.chains.filter((chain) => {
        // What all chains are called takes a moment where there are 50,000.
        if (text === '') return true;
        const title = nameOf(chain)?.title ?? '';
        return `${chain.name} ${title}`.toLowerCase().includes(text);
      }),
    [index, nameOf, text],
  );
  return (
    <div className="flex min-h-0 flex-1 flex-col gap-3">
      {missing === undefined ? null : (
        <p className="rounded-md bg-warning-soft px-3 py-2 text-ink">
          This table has no chain <code className="font-mono">{missing}</code>.
        </p>
      )}
      {isGraph ? null : <Hooks index={index} nameOf={nameOf} />}
      <div className="flex gap-2">
        {isGraph ? (
          <GraphLegend />
        ) : (
          <div className="min-w-0 flex-1">
            <FilterBox
              label="Filter chains"
              placeholder={`Filter ${formatCount(index.table.chains.length)} chains`}
            />
          </div>
        )}
        <HeatSwitch table={index.table} without="iptables-save -c shows them" />
        {isGraph ? null : (
          <CsvButton
            name={`Chains of ${index.table.table}`}
            className="!size-8"
            rows={() => chainsCsv(chains, index, nameOf)}
          />
        )}
        <GraphSwitch list="Chains" />
      </div>
      {isGraph ? (
        <ChainGraphView index={index} root={undefined} path={[]} nameOf={nameOf} />
      ) : (
        <Chains chains={chains} index={index} nameOf={nameOf} />
      )}
    </div>
  );
}

function Hooks(props: { readonly index: ChainIndex; readonly nameOf: ChainNamer }) {
  const { index, nameOf } = props;
  const { view } = useViewState();
  return (
    <nav aria-label="Hooks" className="flex flex-wrap items-stretch gap-1.5">
      {index.hooks.map((hook) => (
        <a
          key={hook.name}
          href={viewHref(view, { chain: hook.name, rule: undefined, q: undefined })}
          className="flex-1 rounded-md border border-line-strong bg-surface px-2.5 py-1.5 hover:border-accent"
          title={nameOf(hook)?.title}
        >
          <span className="block font-mono font-semibold text-ink">{hook.name}</span>
          <span className="block text-xs text-ink-3">{plural(hook.rules.length, 'rule')}</span>
          {hook.policy === undefined ? null : (
            <span className="block whitespace-nowrap text-xs text-ink-3">policy {hook.policy}</span>
          )}
        </a>
      ))}
    </nav>
  );
}

function Chains(props: {
  readonly chains: readonly Chain[];
  readonly index: ChainIndex;
  readonly nameOf: ChainNamer;
}) {
  const { chains, index, nameOf } = props;
  const { view } = useViewState();
  const scroller = useRef<HTMLElement>(null);
  const heat = useHeat(index.table);
  const compared = useRuleChanges(useNetnsView()?.element.id);
  const virtual = useVirtualizer({
    count: chains.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => 46,
    overscan: 10,
  });
  if (chains.length === 0) return <p className="text-ink-3">No chain fits the filter.</p>;
  return (
    <ScrollRegion
      ref={scroller}
      label="Chains"
      className="flex-initial overflow-y-auto"
      contentHeight={virtual.getTotalSize()}
    >
      <ul className="relative" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map((item) => {
          const chain = chains[item.index];
          const change = chain && compared?.changes.at(chain.evidence)?.way;
          const changed = chain ? (compared?.changes.count(index.table, chain.name) ?? 0) : 0;
          const packets = heat && chain ? packetsInto(index, chain.name) : undefined;
          return chain ? (
            <li
              key={chain.name}
              className={`absolute inset-x-0 border-line ${item.index === chains.length - 1 ? '' : 'border-b'}`}
              style={{ top: item.start, height: item.size, ...heat?.ground(packets) }}
            >
              <a
                href={viewHref(view, { chain: chain.name, rule: undefined, q: undefined })}
                className="block h-full px-2.5 py-1 hover:bg-surface-2"
              >
                <span className="flex items-baseline gap-2">
                  {change !== undefined || changed > 0 ? (
                    <SpokenSign
                      change={change === 'came' || change === 'went' ? change : 'altered'}
                    />
                  ) : null}
                  <span className="truncate font-mono text-xs font-semibold text-ink">
                    {chain.name}
                  </span>
                  <span className="ml-auto shrink-0 text-2xs text-ink-3">
                    {changed === 0 ? '' : `${formatCount(changed)} changed, `}
                    {packets === undefined ? '' : `${plural(packets, 'packet')}, `}
                    {plural(chain.rules.length, 'rule')}
                    {chain.policy === undefined
                      ? `, ${plural(index.referrers(chain.name).length, 'reference')}`
                      : ''}
                  </span>
                </span>
                <span className="block truncate text-xs text-ink-2">
                  {nameOf(chain)?.title ?? ''}
                </span>
              </a>
            </li>
          ) : null;
        })}
      </ul>
    </ScrollRegion>
  );
}
