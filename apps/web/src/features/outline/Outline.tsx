import { useVirtualizer } from '@tanstack/react-virtual';
import type { Severity } from '@vethscope/model';
import { ChevronRight } from 'lucide-react';
import { useEffect, useId, useMemo, useRef, useState } from 'react';
import { SeverityIcon } from '../../ui/Badge.tsx';
import { KindGlyph } from '../../ui/KindGlyph.tsx';
import { Spinner } from '../../ui/states.tsx';
import { useCapture } from '../../view/CaptureContext.tsx';
import { useViewState } from '../../view/viewState.ts';
import { OutlineSign } from '../diff/OutlineSign.tsx';
import { useFindings } from '../findings/FindingsContext.tsx';
import { BrowseSwitch } from './BrowseSwitch.tsx';
import { type BrowseMode, browseMode } from './browse/browseModes.ts';
import { isOpenAtFirst } from './browse/byNamespace.ts';
import { type Branch, type OutlineRow, outlineRows } from './outlineRows.ts';

const ROW_HEIGHT = 26;

/** What is there as a tree: for the keyboard, for screen readers, and for finding one's way. */
export function Outline() {
  const { topology, index, isPending } = useCapture();
  const { view } = useViewState();
  const mode = browseMode(view.browse);
  const roots = useMemo(() => mode.branches(topology, index), [mode, topology, index]);
  return (
    <div className="flex h-full min-h-0 flex-col">
      <BrowseSwitch />
      {isPending ? (
        <Spinner label="Reading…" />
      ) : roots.length === 0 ? (
        <p className="px-3 py-2 text-ink-2 text-sm">{mode.empty}</p>
      ) : (
        <Tree key={mode.browse} roots={roots} mode={mode} />
      )}
    </div>
  );
}

function Tree(props: { readonly roots: readonly Branch[]; readonly mode: BrowseMode }) {
  const { roots, mode } = props;
  const { index } = useCapture();
  const { view, setView } = useViewState();
  const findings = useFindings();
  const [turned, setTurned] = useState<ReadonlyMap<string, boolean>>(new Map());
  const rows = useMemo(
    () => outlineRows(roots, (id) => turned.get(id) ?? isOpenAtFirst(index, id)),
    [roots, index, turned],
  );
  const [focused, setFocused] = useState<string>();
  const at = Math.max(
    rows.findIndex(({ id, element }) =>
      focused === undefined ? element !== undefined && element === view.selected : id === focused,
    ),
    0,
  );
  const treeId = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 10,
  });

  // What is selected elsewhere is shown here: its branches open, its row in sight.
  useEffect(() => {
    const { selected } = view;
    if (selected === undefined) return;
    const path = mode.pathTo(index, selected);
    const last = path.at(-1);
    if (last === undefined) return;
    setFocused(last);
    const closed = path.slice(0, -1);
    setTurned((old) => new Map([...old, ...closed.map((id) => [id, true] as const)]));
  }, [view.selected, index, view, mode]);
  useEffect(() => {
    virtualizer.scrollToIndex(at);
  }, [at, virtualizer]);

  const turn = (id: string, open: boolean) => setTurned(new Map([...turned, [id, open]]));
  const select = (row: OutlineRow) => {
    setFocused(row.id);
    const { element } = row;
    if (element === undefined) turn(row.id, !row.isOpen);
    else {
      const tab = view.tab === 'evidence' ? 'overview' : view.tab;
      const machine = index.machineOf(element);
      setView({ selected: element, node: machine?.captured ? machine.id : view.node, tab });
    }
  };

  function onKeyDown(event: React.KeyboardEvent): void {
    const row = rows[at];
    if (!row || event.ctrlKey || event.metaKey || event.altKey) return;
    const go = (to: number) => setFocused(rows[Math.max(0, Math.min(to, rows.length - 1))]?.id);
    const keys: Readonly<Record<string, () => void>> = {
      ArrowDown: () => go(at + 1),
      ArrowUp: () => go(at - 1),
      Home: () => go(0),
      End: () => go(rows.length - 1),
      Enter: () => select(row),
      ' ': () => select(row),
      ArrowRight: () => (row.isOpen === false ? turn(row.id, true) : go(at + (row.isOpen ? 1 : 0))),
      ArrowLeft: () => (row.isOpen ? turn(row.id, false) : setFocused(row.parent ?? row.id)),
    };
    const action = keys[event.key];
    if (!action) return;
    event.preventDefault();
    event.stopPropagation();
    action();
  }

  return (
    <div
      ref={scroller}
      role="tree"
      aria-label={mode.label}
      tabIndex={0}
      aria-activedescendant={`${treeId}-${at}`}
      onKeyDown={onKeyDown}
      className="group min-h-0 flex-1 overflow-auto py-1 outline-offset-[-2px]"
    >
      <div role="presentation" className="relative" style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map(({ index: i, start }) => {
          const row = rows[i];
          return (
            row && (
              <Row
                key={row.id}
                id={`${treeId}-${i}`}
                row={row}
                top={start}
                isFocused={i === at}
                isSelected={row.element !== undefined && row.element === view.selected}
                worst={
                  findings.kind === 'known' && row.element !== undefined
                    ? findings.at(row.element)[0]?.severity
                    : undefined
                }
                onSelect={() => select(row)}
                onTurn={() => turn(row.id, !row.isOpen)}
              />
            )
          );
        })}
      </div>
    </div>
  );
}

function Row(props: {
  readonly id: string;
  readonly row: OutlineRow;
  readonly top: number;
  readonly isFocused: boolean;
  readonly isSelected: boolean;
  /** Of the findings about it, or about what is in it. */
  readonly worst: Severity | undefined;
  readonly onSelect: () => void;
  readonly onTurn: () => void;
}) {
  const { row, isFocused, isSelected } = props;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the tree handles the keys
    <div
      id={props.id}
      role="treeitem"
      tabIndex={-1}
      aria-level={row.level}
      aria-posinset={row.position}
      aria-setsize={row.siblings}
      aria-selected={isSelected}
      {...(row.isOpen !== undefined && { 'aria-expanded': row.isOpen })}
      title={row.title}
      onClick={props.onSelect}
      className={`absolute right-1 left-1 flex cursor-pointer items-center gap-1.5 rounded-md pr-2 text-sm ${isSelected ? 'bg-accent-soft font-medium text-ink' : 'hover:bg-surface-3'} ${isFocused ? 'group-focus-visible:ring-2 group-focus-visible:ring-accent group-focus-visible:ring-inset' : ''}`}
      style={{ top: props.top, height: ROW_HEIGHT, paddingLeft: 4 + (row.level - 1) * 14 }}
    >
      {row.isOpen === undefined ? (
        <span className="w-4 shrink-0" />
      ) : (
        <ChevronRight
          size={14}
          aria-hidden="true"
          onClick={(event) => {
            event.stopPropagation();
            props.onTurn();
          }}
          className={`w-4 shrink-0 text-ink-3 transition-transform ${row.isOpen ? 'rotate-90' : ''}`}
        />
      )}
      {row.kind && <KindGlyph kind={row.kind} size={13} />}
      <span className={`min-w-0 truncate ${row.element === undefined ? 'text-ink-2' : ''}`}>
        {row.title}
      </span>
      {/* Behind the name: names stay in one line, and are spoken first. */}
      {props.worst && <SeverityIcon severity={props.worst} size={12} />}
      {row.element !== undefined && <OutlineSign id={row.element} />}
      {row.about !== '' && (
        <span className="ml-auto min-w-0 shrink-[4] truncate pl-2 font-mono text-2xs text-ink-3">
          {row.about}
        </span>
      )}
    </div>
  );
}
