import type { Span } from './Matrix.tsx';
import type { Target } from './matrixAxes.ts';
import { CELL, HEAD, SIDE } from './matrixSizes.ts';

/** Names of the receivers, from bottom to top. */
export function MatrixHead(props: {
  readonly targets: readonly Target[];
  readonly across: Span;
  /** Columns where another namespace begins. */
  readonly starts: ReadonlySet<number>;
}) {
  const { targets, across, starts } = props;
  return (
    <thead>
      <tr aria-rowindex={1}>
        <th
          scope="col"
          aria-colindex={1}
          className="sticky top-0 left-0 z-20 border-line-strong border-b bg-surface px-3 pb-1 text-left align-bottom font-normal text-ink-3 text-xs"
          style={{ width: SIDE, height: HEAD }}
        >
          sender ↓ · receiver →
        </th>
        {across.before > 0 && <td aria-hidden="true" style={{ width: across.before }} />}
        {across.items.map(({ index }) => {
          const target = targets[index];
          return (
            target && (
              <th
                key={index}
                scope="col"
                aria-colindex={index + 2}
                title={`${target.group}/${target.title}`}
                className={`sticky top-0 z-10 border-line-strong border-b bg-surface p-0 align-bottom font-normal text-xs ${starts.has(index) ? 'border-l' : ''}`}
                style={{ width: CELL, height: HEAD }}
              >
                <span
                  className="flex rotate-180 items-center gap-1.5 pt-1 leading-6 [writing-mode:vertical-rl]"
                  style={{ maxHeight: HEAD }}
                >
                  <span className="max-h-full shrink-0 truncate">{target.title}</span>
                  {starts.has(index) && (
                    <span className="min-h-0 truncate text-ink-3">{target.group}</span>
                  )}
                </span>
              </th>
            )
          );
        })}
        {across.after > 0 && <td aria-hidden="true" style={{ width: across.after }} />}
      </tr>
    </thead>
  );
}
