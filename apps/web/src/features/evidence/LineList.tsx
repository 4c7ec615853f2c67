import { useVirtualizer } from '@tanstack/react-virtual';
import type { Evidence } from '@vethscope/model';
import { useEffect, useRef } from 'react';
import { LineText } from './LineText.tsx';
import type { Mark } from './marks.ts';

const LINE_HEIGHT = 18;

const MARK_CLASSES: Readonly<Record<Mark, string>> = {
  none: 'border-transparent',
  marked: 'border-mark-edge/60 bg-mark',
  current: 'border-mark-edge bg-mark-current',
};

/** Lines with their numbers, only those on screen rendered: a capture may have 700,000. */
export function LineList(props: {
  readonly label: string;
  readonly lines: readonly string[];
  readonly marks: ReadonlyMap<number, Mark>;
  readonly wrap: boolean;
  readonly scrollTo: Evidence | undefined;
  readonly onLine: (line: number) => void;
}) {
  const { lines, marks, wrap, scrollTo } = props;
  const scroller = useRef<HTMLElement>(null);
  const virtualizer = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => LINE_HEIGHT,
    overscan: 20,
  });
  useEffect(() => virtualizer.measure(), [wrap]);
  useEffect(() => {
    if (!scrollTo) return;
    const isTall = scrollTo.endLine - scrollTo.line > 10;
    virtualizer.scrollToIndex(Math.min(scrollTo.line, lines.length) - 1, {
      align: isTall ? 'start' : 'center',
    });
  }, [scrollTo, lines, virtualizer]);
  const digits = String(lines.length).length;
  return (
    <section
      ref={scroller}
      aria-label={props.label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region needs the focus
      tabIndex={0}
      className="min-h-0 flex-1 overflow-auto bg-surface font-mono text-xs outline-offset-[-2px]"
    >
      <div
        className={`relative ${wrap ? 'w-full' : 'w-max min-w-full'}`}
        style={{ height: virtualizer.getTotalSize() }}
      >
        <div style={{ transform: `translateY(${virtualizer.getVirtualItems()[0]?.start ?? 0}px)` }}>
          {virtualizer.getVirtualItems().map(({ index, key }) => {
            const number = index + 1;
            const mark = marks.get(number) ?? 'none';
            const isInPart = scrollTo?.line === number && scrollTo.columns !== undefined;
            return (
              <div
                key={key}
                ref={virtualizer.measureElement}
                data-index={index}
                data-mark={mark}
                className={`flex border-l-2 leading-[18px] ${MARK_CLASSES[isInPart ? 'none' : mark]}`}
              >
                <button
                  type="button"
                  tabIndex={-1}
                  aria-label={`Link to line ${number}`}
                  onClick={() => props.onLine(number)}
                  className={`shrink-0 select-none self-start pr-3 pl-2 text-right tabular-nums hover:underline ${mark === 'none' ? 'text-ink-3' : 'text-ink'}`}
                  style={{ minWidth: `calc(${digits}ch + 20px)` }}
                >
                  {number}
                </button>
                <span
                  className={`min-h-[18px] pr-3 ${wrap ? 'min-w-0 flex-1 whitespace-pre-wrap [overflow-wrap:anywhere]' : 'whitespace-pre'}`}
                >
                  <LineText
                    text={lines[index] ?? ''}
                    columns={scrollTo?.line === number ? scrollTo.columns : undefined}
                  />
                </span>
              </div>
            );
          })}
        </div>
      </div>
    </section>
  );
}
