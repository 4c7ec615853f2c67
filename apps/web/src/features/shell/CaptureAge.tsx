import { TriangleAlert } from 'lucide-react';
import { formatAge, formatAgoSpan, formatUtc } from '../../ui/age.ts';
import { Tooltip } from '../../ui/Tooltip.tsx';
import { useNow } from '../../ui/useNow.ts';
import { useCapture } from '../../view/CaptureContext.tsx';
import { type CaptureTime, captureTimes } from '../../view/captureTimes.ts';

/** Parts taken further apart than this may tell of different states. */
const APART = 60_000;

/** How old the open capture is; nothing where nobody wrote down when it was made. */
export function CaptureAge() {
  const times = captureTimes(useCapture().snapshot);
  const now = useNow();
  const [oldest] = times;
  const newest = times.at(-1);
  if (!oldest || !newest) return null;
  const isApart = newest.at - oldest.at > APART;
  return (
    <Tooltip content={<Times times={times} />}>
      <button
        type="button"
        className="inline-flex h-7 cursor-help items-center gap-1 whitespace-nowrap rounded-md px-1 text-ink-2 text-xs tabular-nums"
      >
        {isApart && (
          <TriangleAlert
            size={12}
            className="text-warning"
            role="img"
            aria-label="taken at different times"
          />
        )}
        <span className="max-[1500px]:sr-only">captured</span>
        {formatAgoSpan(oldest.at, newest.at, now)}
      </button>
    </Tooltip>
  );
}

/** A line for each node; of many only the oldest and the newest. */
function Times(props: { readonly times: readonly CaptureTime[] }) {
  const { times } = props;
  const [oldest] = times;
  const newest = times.at(-1);
  const isApart = oldest && newest && newest.at - oldest.at > APART;
  const shown = times.length > 5 ? [oldest, newest].flatMap((time) => time ?? []) : times;
  return (
    <>
      {shown.map(({ node, at }) => (
        <span key={node} className="block whitespace-nowrap tabular-nums">
          {times.length > 1 && `${node}: `}
          {formatUtc(at)}
        </span>
      ))}
      {isApart && (
        <span className="mt-1 block">
          Taken {formatAge(newest.at - oldest.at)} apart: what one part says need not have been so
          when another was taken.
        </span>
      )}
    </>
  );
}
