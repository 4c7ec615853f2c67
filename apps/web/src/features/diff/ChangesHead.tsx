import { ArrowLeftRight, X } from 'lucide-react';
import { LIVE_ID } from '../../api/liveIds.ts';
import { useCaptureList } from '../../api/queries.ts';
import { IconButton } from '../../ui/Button.tsx';
import { useCapture } from '../../view/CaptureContext.tsx';
import { useViewState } from '../../view/viewState.ts';
import { clockTime } from '../live/clock.ts';
import { useShownState } from '../live/LiveContext.tsx';
import { type Asked, COMPARE_BEFORE } from './ComparisonContext.tsx';
import { capturedAt, useCaptureWords } from './captureWords.ts';
import type { Comparison } from './compareCaptures.ts';
import { NO_COMPARISON } from './noComparison.ts';

/** Which capture is the earlier and which the later, and how to choose others. */
export function ChangesHead(props: { readonly asked: Asked }) {
  const { asked } = props;
  const { setView } = useViewState();
  const comparison = asked.kind === 'compared' ? asked.comparison : undefined;
  const after = useCapture();
  const wordsOf = useCaptureWords();
  const { name, time } = wordsOf(after);
  return (
    <div className="flex flex-wrap items-center gap-x-2 gap-y-1 px-3 py-1.5 text-xs">
      <h2 className="font-semibold text-sm">Changes</h2>
      <BeforePicker />
      {comparison && <Time time={wordsOf(comparison.before).time} />}
      <IconButton
        label="Swap before and after"
        icon={ArrowLeftRight}
        disabled={!comparison}
        onClick={() => comparison && setView(swapped(comparison))}
      />
      <span className="flex min-w-0 items-center gap-1.5 text-ink-2">
        after <span className="truncate font-medium text-ink">{name}</span>
      </span>
      <Time time={time} />
      <IconButton
        label="Close the changes"
        keys="c"
        icon={X}
        className="ml-auto"
        onClick={() => setView(NO_COMPARISON)}
      />
      {comparison && <Notes comparison={comparison} />}
    </div>
  );
}

function Time(props: { readonly time: string | undefined }) {
  return props.time === undefined ? null : (
    <span className="whitespace-nowrap text-ink-3 tabular-nums">{props.time}</span>
  );
}

function BeforePicker() {
  const { view, setView } = useViewState();
  const shown = useShownState();
  const captures = useCaptureList().data ?? [];
  const states = shown?.live.states.filter((state) => state !== shown.state) ?? [];
  const others = captures.filter(
    ({ id, live }) => id !== view.capture && (live !== true || shown === undefined),
  );
  const options = [
    ...(shown ? [{ id: COMPARE_BEFORE, name: 'the state before' }] : []),
    ...states.map(({ id, at }) => ({ id, name: clockTime(at) })),
    ...others.map(({ id, name, live }) => ({ id: live ? LIVE_ID : id, name })),
  ];
  const isListed = options.some(({ id }) => id === view.compare);
  return (
    <label className="flex min-w-0 items-center gap-1.5 text-ink-2">
      before
      <select
        value={view.compare}
        onChange={({ target }) => setView({ compare: target.value, side: undefined })}
        className="h-6 min-w-0 max-w-56 rounded-md border border-line-strong bg-surface px-1 font-medium text-ink"
      >
        {!isListed && <option value={view.compare}>{view.compare}</option>}
        {options.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}

/** What is to be known of the two: their order in time, and nodes that go by two names. */
function Notes({ comparison }: { readonly comparison: Comparison }) {
  const { before, after, renamed } = comparison;
  const [old, now] = [capturedAt(before), capturedAt(after)];
  const isTurned = old !== undefined && now !== undefined && old > now;
  return (
    <>
      {isTurned && (
        <p className="w-full text-warning">
          What stands here as before was captured later. “Swap” turns it round.
        </p>
      )}
      {renamed.map((pair) => (
        <p key={pair.before} className="w-full text-ink-2">
          {pair.before} and {pair.after} are taken for one node: one of the names is only the
          file’s.
        </p>
      ))}
    </>
  );
}

/** What is selected is the same on both sides, unless the sides call their node by other names. */
function swapped({ before, after, renamed }: Comparison) {
  return {
    capture: before.id,
    compare: after.id,
    side: undefined,
    evidence: undefined,
    ...(renamed.length > 0 && { selected: undefined, node: undefined }),
  };
}
