import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useEffect, useMemo, useRef } from 'react';
import { ScrollRegion } from './ScrollRegion.tsx';

/** Rows of any height as a list that stays quick at 50,000 of them. */
export function RowList<Row extends { readonly key: string }>(props: {
  readonly label: string;
  readonly rows: readonly Row[];
  /** Pixels, about. */
  readonly rowHeight: number;
  /** Number of a row that is scrolled to. */
  readonly scrollTo?: number | undefined;
  readonly render: (row: Row) => ReactNode;
}) {
  const { rows, scrollTo } = props;
  const scroller = useRef<HTMLElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => props.rowHeight,
    getItemKey: (i) => rows[i]?.key ?? i,
    overscan: 8,
  });
  useEffect(() => {
    if (scrollTo !== undefined) virtual.scrollToIndex(scrollTo, { align: 'center' });
  }, [scrollTo, virtual]);
  return (
    <ScrollRegion
      ref={scroller}
      label={props.label}
      className="flex-initial overflow-y-auto"
      contentHeight={virtual.getTotalSize()}
    >
      <ul className="relative" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map((item) => {
          const row = rows[item.index];
          return row ? (
            <li
              key={item.key}
              ref={virtual.measureElement}
              data-index={item.index}
              className={`absolute inset-x-0 border-line ${item.index === 0 ? '' : 'border-t'}`}
              style={{ transform: `translateY(${item.start}px)` }}
            >
              <Rendered row={row} render={props.render} />
            </li>
          ) : null;
        })}
      </ul>
    </ScrollRegion>
  );
}

/** A list that is scrolled is made again at each frame; its rows are the same. */
function Rendered<Row>(props: {
  readonly row: Row;
  readonly render: (row: Row) => ReactNode;
}): ReactNode {
  const { row, render } = props;
  return useMemo(() => render(row), [row, render]);
}
