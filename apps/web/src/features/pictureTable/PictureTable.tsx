import { useVirtualizer } from '@tanstack/react-virtual';
import { SEVERITIES } from '@vethscope/findings';
import { Waypoints } from 'lucide-react';
import { useEffect, useId, useMemo, useRef, useState } from 'react';
import { Button } from '../../ui/Button.tsx';
import { CsvButton } from '../../ui/CsvButton.tsx';
import { formatCount, plural } from '../../ui/format.ts';
import { Kbd } from '../../ui/Kbd.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { useCapture } from '../../view/CaptureContext.tsx';
import { useShown } from '../../view/useShownNode.ts';
import { useViewState } from '../../view/viewState.ts';
import { useFindings } from '../findings/FindingsContext.tsx';
import { ClusterPath } from '../topology/ClusterPath.tsx';
import { FocusBar } from '../topology/FocusBar.tsx';
import { useFocusKey } from '../topology/useFocusKey.ts';
import { ColumnHeads } from './ColumnHeads.tsx';
import { pictureCsv } from './pictureCsv.ts';
import { RowCells } from './RowCells.tsx';
import { COLUMNS, type SortOrder, sortRows, turnOrder } from './sortRows.ts';
import { tableContent } from './tableContent.ts';
import { type TableRow, tableRows } from './tableRows.ts';

const ROW = 29;

/** The same as the picture, in rows: to be sorted, read aloud, walked with the arrow keys. */
export default function PictureTable() {
  const { topology, index } = useCapture();
  const { view, setView } = useViewState();
  const shown = useShown();
  useFocusKey(shown);
  const findings = useFindings();
  const [order, setOrder] = useState<SortOrder>();
  const { content, focused } = useMemo(
    () => tableContent(topology, shown, view.focus),
    [topology, shown, view.focus],
  );
  const { rows: unsorted, hidden } = useMemo(
    () => tableRows({ content, topology, index, hide: view.hide }),
    [content, topology, index, view.hide],
  );
  const at = findings.kind === 'known' ? findings.at : undefined;
  const rows = useMemo(() => {
    const badness = ({ id }: TableRow) => {
      const own = at?.(id) ?? [];
      const worst = own[0] ? SEVERITIES.length - SEVERITIES.indexOf(own[0].severity) : 0;
      return worst * 10_000 + own.length;
    };
    return sortRows(unsorted, order, badness);
  }, [unsorted, order, at]);

  return (
    <div className="flex h-full flex-col">
      <ClusterPath shown={shown} />
      {focused && <FocusBar {...focused} />}
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1 border-line border-b bg-surface px-3 py-1">
        <p role="status" className="text-ink-2 text-sm">
          {plural(rows.length, 'element')}, as in the picture
          {hidden > 0 && `, ${formatCount(hidden)} hidden by its legend`}
        </p>
        {hidden > 0 && (
          <Button look="quiet" onClick={() => setView({ hide: [] })}>
            Show all
          </Button>
        )}
        <CsvButton
          name="The picture as a table"
          className="ml-auto"
          rows={() =>
            pictureCsv(rows, {
              findingsAt: (id) => at?.(id) ?? [],
              evidenceOf: (id) => index.node(id)?.evidence ?? [],
            })
          }
        />
        <Button onClick={() => setView({ as: undefined })}>
          <Waypoints size={14} aria-hidden="true" />
          Picture <Kbd>v</Kbd>
        </Button>
      </div>
      {rows.length === 0 ? (
        <EmptyState title="Nothing to list">
          {hidden > 0
            ? 'The legend’s filters leave nothing out of which a row could be made.'
            : 'The capture holds no interface, namespace or pod. The overview says what was read.'}
        </EmptyState>
      ) : (
        <Grid
          rows={rows}
          order={order}
          onOrder={(by) => setOrder((now) => turnOrder(now, by))}
          onChoose={({ id }) => setView({ selected: id, tab: 'overview' })}
          selected={view.selected}
        />
      )}
    </div>
  );
}

function Grid(props: {
  readonly rows: readonly TableRow[];
  readonly order: SortOrder | undefined;
  readonly onOrder: (by: (typeof COLUMNS)[number]) => void;
  readonly onChoose: (row: TableRow) => void;
  readonly selected: string | undefined;
}) {
  const { rows, selected } = props;
  const gridId = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const [walked, setWalked] = useState<string>();
  const place = (id: string | undefined) => rows.findIndex((row) => row.id === id);
  const current = Math.max(0, walked === undefined ? place(selected) : place(walked));
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: 10,
    scrollPaddingStart: ROW,
  });
  // What was chosen elsewhere comes into sight, and is walked on from.
  useEffect(() => {
    const found = rows.findIndex(({ id }) => id === selected);
    if (found < 0) return;
    setWalked(undefined);
    virtual.scrollToIndex(found);
  }, [selected, rows, virtual]);
  const items = virtual.getVirtualItems();
  const before = items[0]?.start ?? 0;
  const after = virtual.getTotalSize() - (items.at(-1)?.end ?? 0);

  function onKeyDown(event: React.KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target !== event.currentTarget)
      return;
    const row = rows[current];
    const moves: Readonly<Record<string, number>> = {
      ArrowDown: current + 1,
      ArrowUp: current - 1,
      PageDown: current + 20,
      PageUp: current - 20,
      Home: 0,
      End: rows.length - 1,
    };
    const to = moves[event.key];
    if (to !== undefined) {
      const next = Math.max(0, Math.min(to, rows.length - 1));
      setWalked(rows[next]?.id);
      virtual.scrollToIndex(next);
    } else if ((event.key === 'Enter' || event.key === ' ') && row) props.onChoose(row);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  return (
    <div ref={scroller} className="min-h-0 flex-1 overflow-auto bg-surface">
      <table
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: ARIA's grid pattern
        role="grid"
        aria-label="The picture as a table"
        aria-rowcount={rows.length + 1}
        aria-activedescendant={`${gridId}-${current}`}
        tabIndex={0}
        onKeyDown={onKeyDown}
        className="group w-full min-w-[1080px] table-fixed border-separate border-spacing-0 text-left text-sm -outline-offset-2"
      >
        <ColumnHeads order={props.order} onOrder={props.onOrder} />
        <tbody>
          <Spacer height={before} />
          {items.map(({ index }) => {
            const row = rows[index];
            return (
              row && (
                <tr
                  key={row.id}
                  id={`${gridId}-${index}`}
                  aria-rowindex={index + 2}
                  aria-selected={row.id === selected}
                  onClick={() => props.onChoose(row)}
                  style={{ height: ROW }}
                  className={`cursor-pointer hover:bg-surface-2 aria-selected:bg-accent-soft ${index === current ? 'group-focus:outline-2 group-focus:-outline-offset-2 group-focus:outline-accent' : ''}`}
                >
                  <RowCells row={row} />
                </tr>
              )
            );
          })}
          <Spacer height={after} />
        </tbody>
      </table>
    </div>
  );
}

function Spacer(props: { readonly height: number }) {
  return props.height === 0 ? null : (
    <tr>
      <td colSpan={COLUMNS.length} style={{ height: props.height, padding: 0 }} />
    </tr>
  );
}
