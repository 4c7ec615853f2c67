import { assertNever } from '@vethscope/model';
import { Button } from '../../ui/Button.tsx';
import { formatCount, plural } from '../../ui/format.ts';
import type { Progress, Reachability } from './useReachability.ts';

/** How far it is, and the way to end it or to go on. */
export function MatrixProgress(props: {
  readonly reachability: Reachability;
  readonly pairs: number;
}) {
  const { progress, stop, run } = props.reachability;
  const done = 'done' in progress ? progress.done / Math.max(1, progress.of) : undefined;
  return (
    <div className="flex h-7 flex-1 items-center gap-2 text-ink-2 text-xs">
      <span role="status" className="whitespace-nowrap">
        {progressWords(progress, props.pairs)}
      </span>
      {done !== undefined && (
        <progress
          aria-label="Pairs worked out"
          value={done}
          max={1}
          className="h-1.5 w-32 appearance-none overflow-hidden rounded-full bg-surface-3 [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-surface-3 [&::-webkit-progress-value]:bg-accent"
        />
      )}
      {progress.kind === 'running' && (
        <Button className="ml-auto" onClick={stop}>
          Cancel
        </Button>
      )}
      {progress.kind === 'stopped' && (
        <Button className="ml-auto" onClick={run}>
          Go on
        </Button>
      )}
    </div>
  );
}

function progressWords(progress: Progress, pairs: number): string {
  switch (progress.kind) {
    case 'reading':
      return 'Reading the capture…';
    case 'running':
      return `${formatCount(progress.done)} of ${plural(progress.of, 'pair')}`;
    case 'stopped':
      return `Cancelled after ${formatCount(progress.done)} of ${plural(progress.of, 'pair')}`;
    case 'done':
      return `${plural(pairs, 'pair')} · a click on a cell shows its trace`;
    case 'failed':
      return `It could not be worked out: ${progress.message}`;
    default:
      return assertNever(progress);
  }
}
