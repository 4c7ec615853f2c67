import { useVirtualizer } from '@tanstack/react-virtual';
import { assertNever } from '@vethscope/model';
import { CircleHelp } from 'lucide-react';
import { useRef } from 'react';
import { formatCount } from '../../ui/format.ts';
import { ChangeItem } from './ChangeItem.tsx';
import type { ChangeRow } from './changeRows.ts';
import type { Comparison } from './compareCaptures.ts';

const ROW_HEIGHT = 24;

/** Only what is on screen is rendered: a renewed node has thousands of rules that came. */
export function ChangesList(props: {
  readonly rows: readonly ChangeRow[];
  readonly comparison: Comparison;
}) {
  const { rows, comparison } = props;
  const scroller = useRef<HTMLElement>(null);
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    getItemKey: (i) => rows[i]?.key ?? i,
    overscan: 20,
  });
  const items = virtualizer.getVirtualItems();
  return (
    <section
      ref={scroller}
      aria-label="What differs"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region needs the focus
      tabIndex={0}
      className="min-h-0 flex-1 overflow-y-auto px-3 pb-2 outline-offset-[-2px]"
    >
      <div className="relative" style={{ height: virtualizer.getTotalSize() }}>
        <ul style={{ transform: `translateY(${items[0]?.start ?? 0}px)` }}>
          {items.map(({ index, key }) => {
            const row = rows[index];
            return (
              row && (
                <li key={key} ref={virtualizer.measureElement} data-index={index}>
                  <Row row={row} comparison={comparison} />
                </li>
              )
            );
          })}
        </ul>
      </div>
    </section>
  );
}

function Row({ row, comparison }: { readonly row: ChangeRow; readonly comparison: Comparison }) {
  switch (row.kind) {
    case 'heading':
      return (
        <h3 className="pt-1.5 pb-0.5 text-ink-2 text-xs [overflow-wrap:anywhere]">
          {row.title} <span className="text-ink-3 tabular-nums">{formatCount(row.count)}</span>
        </h3>
      );
    case 'entry':
      return <ChangeItem entry={row.entry} comparison={comparison} />;
    case 'unknown':
      return (
        <p className="flex items-start gap-1.5 py-0.5 text-ink-2">
          <span className="flex h-5 items-center">
            <CircleHelp size={14} className="shrink-0 text-ink-3" aria-hidden="true" />
          </span>
          <span className="min-w-0 [overflow-wrap:anywhere]">{row.text}</span>
        </p>
      );
    default:
      return assertNever(row);
  }
}
