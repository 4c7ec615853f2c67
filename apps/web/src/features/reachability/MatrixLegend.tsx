import { formatCount } from '../../ui/format.ts';
import { type Outcome, outcomeOf } from '../trace/outcome.ts';
import type { Sender, Target } from './matrixAxes.ts';
import { OutcomeSign } from './OutcomeSign.tsx';
import type { Reachability } from './useReachability.ts';

/** What the signs mean and how often each is there; only those that are. */
export function MatrixLegend(props: {
  readonly senders: readonly Sender[];
  readonly targets: readonly Target[];
  readonly reachability: Reachability;
}) {
  const counts = countOutcomes(props);
  return (
    <ul
      aria-label="Legend"
      className="flex shrink-0 flex-wrap gap-x-4 gap-y-1 border-line border-t px-3 py-1.5 text-ink-2 text-xs"
    >
      {counts.map(({ outcome, count }) => (
        <li key={outcome.key} className="flex items-center gap-1.5">
          <span className="size-5">
            <OutcomeSign outcome={outcome} />
          </span>
          {outcome.title}
          <span className="text-ink-3 tabular-nums">{formatCount(count)}</span>
        </li>
      ))}
    </ul>
  );
}

/** The most frequent first. */
function countOutcomes(props: {
  readonly senders: readonly Sender[];
  readonly targets: readonly Target[];
  readonly reachability: Reachability;
}): readonly { readonly outcome: Outcome; readonly count: number }[] {
  const counts = new Map<string, { readonly outcome: Outcome; count: number }>();
  for (const sender of props.senders) {
    for (const target of props.targets) {
      const reach = props.reachability.reachOf(sender, target);
      if (!reach) continue;
      const outcome = outcomeOf(reach);
      const known = counts.get(outcome.key);
      if (known) known.count++;
      else counts.set(outcome.key, { outcome, count: 1 });
    }
  }
  return [...counts.values()].sort((a, b) => b.count - a.count);
}
