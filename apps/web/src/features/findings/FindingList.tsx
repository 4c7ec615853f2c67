import { useVirtualizer } from '@tanstack/react-virtual';
import { assertNever } from '@vethscope/model';
import { BellOff } from 'lucide-react';
import { useEffect, useMemo, useState } from 'react';
import { IconButton } from '../../ui/Button.tsx';
import { formatCount } from '../../ui/format.ts';
import { useCapture } from '../../view/CaptureContext.tsx';
import { useViewState } from '../../view/viewState.ts';
import { FindingRow } from './FindingRow.tsx';
import type { KeyedFinding } from './findingKeys.ts';
import { type FindingListRow, findingRows, type GroupRow } from './findingRows.ts';
import { ruleName } from './ruleOf.ts';
import { SEVERITY_HEADINGS } from './severityHeadings.ts';

const ROW_HEIGHT = 48;

/** Only the rows on screen are rendered: a cluster may have thousands. */
export function FindingList(props: {
  readonly findings: readonly KeyedFinding[];
  /** Absent at the first render. */
  readonly scroller: HTMLElement | null;
  readonly onMute: (ruleId: string) => void;
}) {
  const { findings, scroller, onMute } = props;
  const { index } = useCapture();
  const { view } = useViewState();
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set());
  const by = view.findings === 'node' ? 'node' : 'rule';
  const selected = view.finding;
  const rows = useMemo(() => {
    const nodeOf = ({ subjects: [first] }: KeyedFinding) =>
      (first === undefined ? undefined : index.machineOf(first)?.label) ?? 'the cluster';
    const grouping =
      by === 'node'
        ? ({ by: 'node', nodeOf } as const)
        : ({ by: 'rule', nameOf: ruleName } as const);
    return findingRows(findings, grouping, { opened, selected });
  }, [findings, by, opened, selected, index]);
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller,
    getItemKey: (i) => keyOf(rows[i], i),
    estimateSize: () => ROW_HEIGHT,
    overscan: 12,
  });
  const at = rows.findIndex((row) => row.kind === 'finding' && row.finding.key === selected);
  useEffect(() => {
    if (at >= 0) virtualizer.scrollToIndex(at);
  }, [at, virtualizer]);
  const turn = (group: string) =>
    setOpened(
      (old) => new Set(old.has(group) ? [...old].filter((one) => one !== group) : [...old, group]),
    );
  const items = virtualizer.getVirtualItems();
  return (
    <div className="relative" style={{ height: virtualizer.getTotalSize() }}>
      <div
        className="absolute inset-x-0 top-0"
        style={{ transform: `translateY(${items[0]?.start ?? 0}px)` }}
      >
        {items.map(({ index: i, key }) => {
          const row = rows[i];
          return (
            <div key={key} ref={virtualizer.measureElement} data-index={i}>
              {row && <Row row={row} selected={selected} onTurn={turn} onMute={onMute} />}
            </div>
          );
        })}
      </div>
    </div>
  );
}

function keyOf(row: FindingListRow | undefined, i: number): string | number {
  if (row?.kind === 'finding') return row.finding.key;
  if (row?.kind === 'group') return `group ${row.key}`;
  if (row?.kind === 'more') return `more ${row.group}`;
  return row?.severity ?? i;
}

function Row(props: {
  readonly row: FindingListRow;
  readonly selected: string | undefined;
  readonly onTurn: (group: string) => void;
  readonly onMute: (ruleId: string) => void;
}) {
  const { row, selected, onTurn, onMute } = props;
  switch (row.kind) {
    case 'severity':
      return (
        <h3 className="px-3 pt-3 pb-0.5 font-semibold text-sm">
          {SEVERITY_HEADINGS[row.severity]}
          <span className="ml-1.5 font-normal text-ink-3">{formatCount(row.count)}</span>
        </h3>
      );
    case 'group':
      return <GroupHead group={row} onMute={onMute} />;
    case 'finding':
      return (
        <FindingRow
          finding={row.finding}
          isShown={row.finding.key === selected}
          onMute={() => onMute(row.finding.ruleId)}
        />
      );
    case 'more':
      return (
        <button
          type="button"
          data-walk
          aria-expanded={row.isOpen}
          onClick={() => onTurn(row.group)}
          className="ml-8 rounded px-1 py-0.5 text-accent-text text-xs hover:underline"
        >
          {row.isOpen ? 'Show fewer' : `… and ${formatCount(row.hidden)} more`}
        </button>
      );
    default:
      return assertNever(row);
  }
}

function GroupHead(props: { readonly group: GroupRow; readonly onMute: (ruleId: string) => void }) {
  const { title, count, ruleId } = props.group;
  return (
    <div className="group/head flex items-center gap-1 pt-1 pr-2 pl-3 text-ink-2 text-xs">
      {/* As high as the severities: their heading may be scrolled away, and not be rendered at all. */}
      <h3
        className={`min-w-0 [overflow-wrap:anywhere] ${ruleId === undefined ? 'pt-2 font-semibold text-ink text-sm' : ''}`}
      >
        {title}
        {count > 1 && <span className="ml-1 text-ink-3 tabular-nums">{formatCount(count)}</span>}
      </h3>
      {ruleId !== undefined && (
        <IconButton
          label={`Mute “${title}” in this capture`}
          icon={BellOff}
          onClick={() => props.onMute(ruleId)}
          className="ml-auto !size-6 [&_svg]:size-3.5"
        />
      )}
    </div>
  );
}
