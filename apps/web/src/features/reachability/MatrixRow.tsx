import type { Reach } from '@vethscope/trace';
import { useViewState } from '../../view/viewState.ts';
import { outcomeOf } from '../trace/outcome.ts';
import type { Span } from './Matrix.tsx';
import type { Sender, Target } from './matrixAxes.ts';
import type { CellPlace } from './matrixKeys.ts';
import { CELL, SIDE } from './matrixSizes.ts';
import { OutcomeSign } from './OutcomeSign.tsx';
import { isAskedBy } from './tracePatch.ts';

/** A sender, and what becomes of its packets to each receiver in sight. */
export function MatrixRow(props: {
  readonly row: number;
  readonly sender: Sender;
  readonly targets: readonly Target[];
  readonly across: Span;
  /** Another namespace begins here, and at the columns `starts`. */
  readonly isGroupStart: boolean;
  readonly starts: ReadonlySet<number>;
  readonly focus: CellPlace;
  readonly cellId: (place: CellPlace) => string;
  readonly wordsOf: (place: CellPlace) => string;
  readonly reachOf: (sender: Sender, target: Target) => Reach | undefined;
  readonly onOpen: (place: CellPlace) => void;
  readonly onPoint: (place: CellPlace) => void;
}) {
  const { row, sender, across, focus } = props;
  const { view } = useViewState();
  const edge = props.isGroupStart ? 'border-t' : '';
  return (
    <tr aria-rowindex={row + 2} style={{ height: CELL }}>
      <th
        scope="row"
        aria-colindex={1}
        title={sender.from}
        className={`sticky left-0 z-[5] border-line-strong bg-surface p-0 text-left font-normal text-xs ${edge}`}
      >
        <span className="flex items-center gap-2 pr-2 pl-3" style={{ width: SIDE }}>
          <span className="max-w-full shrink-0 truncate">{sender.title}</span>
          {props.isGroupStart && (
            <span className="ml-auto min-w-0 truncate text-ink-3">{sender.group}</span>
          )}
        </span>
      </th>
      {across.before > 0 && <td aria-hidden="true" />}
      {across.items.map(({ index: column }) => {
        const target = props.targets[column];
        const place = { row, column };
        const isFocus = row === focus.row && column === focus.column;
        return (
          target && (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the grid handles the keys
            <td
              key={column}
              id={props.cellId(place)}
              aria-colindex={column + 2}
              aria-current={isAskedBy(view, sender, target)}
              aria-label={props.wordsOf(place)}
              onClick={() => props.onOpen(place)}
              onMouseEnter={() => props.onPoint(place)}
              className={`cursor-pointer border-line-strong p-px ring-accent ring-inset hover:ring-1 aria-[current=true]:ring-2 ${edge} ${props.starts.has(column) ? 'border-l' : ''} ${isFocus ? 'group-focus-visible:ring-2' : ''}`}
              style={{ height: CELL }}
            >
              <OutcomeSign outcome={outcomeOf(props.reachOf(sender, target))} />
            </td>
          )
        );
      })}
      {across.after > 0 && <td aria-hidden="true" />}
    </tr>
  );
}
