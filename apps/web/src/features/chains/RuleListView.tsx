import { useVirtualizer } from '@tanstack/react-virtual';
import type { Chain, ChainNamer, IptablesTable } from '@vethscope/model';
import { useCallback, useEffect, useRef } from 'react';
import { ScrollRegion } from '../../ui/ScrollRegion.tsx';
import { useNetnsView } from '../../view/useNetnsView.ts';
import { useViewState } from '../../view/viewState.ts';
import { useRuleChanges } from '../diff/useRuleChanges.ts';
import { useHeat } from '../rules/heat/useHeat.ts';
import { RuleRowView } from './RuleRowView.tsx';
import type { RuleRow } from './ruleRows.ts';

/** The rules as a list that stays fast at 100,000 of them. */
export function RuleListView(props: {
  readonly table: IptablesTable;
  readonly chain: Chain;
  readonly rows: readonly RuleRow[];
  readonly path: readonly string[];
  readonly nameOf: ChainNamer;
  readonly expanded: ReadonlySet<string>;
  readonly onToggle: (key: string) => void;
}) {
  const { table, chain, rows, path, nameOf, expanded, onToggle } = props;
  const { view } = useViewState();
  const scroller = useRef<HTMLElement>(null);
  const hasCounters = rows.some(({ rule }) => rule.counters !== undefined);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => 54,
    getItemKey: (i) => rows[i]?.key ?? i,
    overscan: 8,
  });
  const asked = rows.findIndex((row) => row.key === view.rule);
  useEffect(() => {
    if (asked >= 0) virtual.scrollToIndex(asked, { align: 'center' });
  }, [asked, virtual]);
  const heat = useHeat(table);
  const compared = useRuleChanges(useNetnsView()?.element.id);
  const { measureElement } = virtual;
  const focusOnce = useFocusOnce(view.rule);
  // The same function from frame to frame, or React takes all rows out of the measuring and in again.
  const measureAndFocus = useCallback(
    (element: HTMLElement | null) => {
      measureElement(element);
      focusOnce(element);
    },
    [measureElement, focusOnce],
  );
  if (chain.rules.length === 0) {
    return (
      <p className="rounded-md border border-line bg-surface px-3 py-2 text-ink-3">
        No rules: a packet that comes here{' '}
        {chain.policy ? 'meets the policy' : 'goes straight back'}.
      </p>
    );
  }
  if (rows.length === 0) return <p className="text-ink-3">No rule fits the filter.</p>;
  return (
    <ScrollRegion
      ref={scroller}
      label={`Rules of ${chain.name}`}
      className="flex-initial overflow-y-auto"
      contentHeight={virtual.getTotalSize()}
    >
      <ol className="relative" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map((item) => {
          const row = rows[item.index];
          const change = row && compared?.changes.at(row.rule.evidence);
          return row ? (
            <li
              key={item.key}
              ref={item.index === asked ? measureAndFocus : measureElement}
              data-index={item.index}
              {...(item.index === asked && { tabIndex: -1, 'aria-current': 'true' as const })}
              className={`absolute inset-x-0 border-line ${item.index === rows.length - 1 ? '' : 'border-b'}`}
              style={{ transform: `translateY(${item.start}px)` }}
            >
              <RuleRowView
                table={table}
                row={row}
                path={path}
                nameOf={nameOf}
                isExpanded={expanded.has(row.key)}
                isAsked={item.index === asked}
                hasCounters={hasCounters}
                heat={heat}
                change={change}
                otherSide={compared?.otherSide}
                onToggle={onToggle}
              />
            </li>
          ) : null;
        })}
      </ol>
    </ScrollRegion>
  );
}

/** Who follows a link to a rule goes on from there by keyboard; filtering later takes nothing away. */
function useFocusOnce(key: string | undefined): (element: HTMLElement | null) => void {
  const focused = useRef<string>(undefined);
  return useCallback(
    (element) => {
      if (!element || focused.current === key) return;
      focused.current = key;
      element.focus({ preventScroll: true });
    },
    [key],
  );
}
