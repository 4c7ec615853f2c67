import { Flame } from 'lucide-react';
import { useMemo } from 'react';
import { useViewState } from '../../../view/viewState.ts';
import { type CountedTable, mostPackets } from './heatLevel.ts';

/** Colours rules and chains by the packets that they counted; the URL keeps it. */
export function HeatSwitch(props: {
  readonly table: CountedTable;
  /** What is to be done where nothing was counted. */
  readonly without: string;
}) {
  const { table, without } = props;
  const { view, setView } = useViewState();
  const isCounted = useMemo(() => mostPackets(table) !== undefined, [table]);
  const isOn = view.heat === 'counters';
  return (
    <button
      type="button"
      aria-pressed={isOn && isCounted}
      disabled={!isCounted}
      title={
        isCounted
          ? 'Colour by packets, on a logarithmic scale'
          : `No counters in this capture: ${without}`
      }
      className="flex h-8 shrink-0 items-center gap-1.5 rounded-md border border-line-strong bg-surface px-2.5 text-ink-2 hover:bg-surface-2 disabled:opacity-60 aria-pressed:border-accent aria-pressed:bg-accent-soft aria-pressed:text-accent-text"
      onClick={() => setView({ heat: isOn ? undefined : 'counters' })}
    >
      <Flame aria-hidden size={14} />
      {isCounted ? 'Heat' : 'No counters'}
    </button>
  );
}
