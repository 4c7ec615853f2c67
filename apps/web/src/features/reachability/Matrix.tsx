import { useVirtualizer, type VirtualItem } from '@tanstack/react-virtual';
import type { Reach } from '@vethscope/trace';
import { useEffect, useId, useRef, useState } from 'react';
import { useViewState } from '../../view/viewState.ts';
import { outcomeOf } from '../trace/outcome.ts';
import { MatrixHead } from './MatrixHead.tsx';
import { MatrixRow } from './MatrixRow.tsx';
import { groupStarts, type Sender, type Target } from './matrixAxes.ts';
import { type CellPlace, moveCell } from './matrixKeys.ts';
import { CELL, HEAD, SIDE } from './matrixSizes.ts';
import { tracePatch } from './tracePatch.ts';

/** The grid: only what is in sight is there; arrow keys walk it, Enter opens a cell's trace. */
export function Matrix(props: {
  readonly senders: readonly Sender[];
  readonly targets: readonly Target[];
  readonly reachOf: (sender: Sender, target: Target) => Reach | undefined;
}) {
  const { senders, targets, reachOf } = props;
  const { setView } = useViewState();
  const gridId = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const [focus, setFocus] = useState<CellPlace>({ row: 0, column: 0 });
  const [pointed, setPointed] = useState<CellPlace>();
  const rows = useVirtualizer({
    count: senders.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => CELL,
    overscan: 4,
    scrollPaddingStart: HEAD,
  });
  const columns = useVirtualizer({
    horizontal: true,
    count: targets.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => CELL,
    overscan: 4,
    scrollPaddingStart: SIDE,
  });
  useEffect(() => {
    if (senders && targets) setFocus({ row: 0, column: 0 });
  }, [senders, targets]);
  const at = {
    row: Math.min(focus.row, senders.length - 1),
    column: Math.min(focus.column, targets.length - 1),
  };
  const cellId = ({ row, column }: CellPlace) => `${gridId}-${row}-${column}`;
  const wordsOf = ({ row, column }: CellPlace): string => {
    const [sender, target] = [senders[row], targets[column]];
    if (!sender || !target) return '';
    const reach = reachOf(sender, target);
    const why = reach?.kind === 'problem' ? `: ${reach.message}` : '';
    return `${sender.from} to ${target.group}/${target.title}: ${outcomeOf(reach).title}${why}`;
  };
  const open = (place: CellPlace) => {
    const [sender, target] = [senders[place.row], targets[place.column]];
    setFocus(place);
    if (sender && target) setView(tracePatch(sender, target));
  };
  const inSight = spanOf(rows.getVirtualItems(), rows.getTotalSize());
  const across = spanOf(columns.getVirtualItems(), columns.getTotalSize());
  const rowStarts = new Set(groupStarts(senders));
  const columnStarts = new Set(groupStarts(targets));
  return (
    <>
      <div ref={scroller} className="min-h-0 flex-1 overflow-auto">
        <table
          // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: ARIA's grid pattern
          role="grid"
          aria-label="Who reaches whom"
          aria-rowcount={senders.length + 1}
          aria-colcount={targets.length + 1}
          aria-activedescendant={cellId(at)}
          tabIndex={0}
          onKeyDown={(event) => {
            if (event.key === 'Enter') return open(at);
            const next = moveCell(event, at, { rows: senders.length, columns: targets.length });
            if (!next) return;
            event.preventDefault();
            event.stopPropagation();
            setFocus(next);
            rows.scrollToIndex(next.row);
            columns.scrollToIndex(next.column);
          }}
          onMouseLeave={() => setPointed(undefined)}
          className="group table-fixed border-separate border-spacing-0 -outline-offset-2"
          style={{ width: SIDE + columns.getTotalSize() }}
        >
          <MatrixHead targets={targets} across={across} starts={columnStarts} />
          <tbody>
            <Spacer height={inSight.before} />
            {inSight.items.map(({ index: row }) => {
              const sender = senders[row];
              return (
                sender && (
                  <MatrixRow
                    key={row}
                    row={row}
                    sender={sender}
                    targets={targets}
                    across={across}
                    isGroupStart={rowStarts.has(row)}
                    starts={columnStarts}
                    focus={at}
                    cellId={cellId}
                    wordsOf={wordsOf}
                    reachOf={reachOf}
                    onOpen={open}
                    onPoint={setPointed}
                  />
                )
              );
            })}
            <Spacer height={inSight.after} />
          </tbody>
        </table>
      </div>
      <p className="truncate border-line border-t px-3 py-1 text-ink-2 text-xs">
        {wordsOf(pointed ?? at)}
      </p>
    </>
  );
}

/** What is in sight of a row or column, and how many pixels are left out on both sides of it. */
export interface Span {
  readonly items: readonly VirtualItem[];
  readonly before: number;
  readonly after: number;
}

function spanOf(items: readonly VirtualItem[], size: number): Span {
  return { items, before: items[0]?.start ?? 0, after: size - (items.at(-1)?.end ?? size) };
}

function Spacer(props: { readonly height: number }) {
  return props.height === 0 ? null : (
    <tr>
      <td style={{ height: props.height }} />
    </tr>
  );
}
