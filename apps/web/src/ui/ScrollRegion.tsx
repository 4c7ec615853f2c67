import type { ReactNode, Ref } from 'react';

const LEAST_HEIGHT = 160;
const BORDERS = 2;

/** A part that scrolls by itself: reached by keyboard, and named for those who do not see it. */
export function ScrollRegion(props: {
  readonly label: string;
  readonly children: ReactNode;
  readonly ref?: Ref<HTMLElement>;
  readonly className?: string;
  /** Pixels of what it holds: it is never taller, and shorter than a few rows only if they are few. */
  readonly contentHeight?: number;
}) {
  return (
    <section
      ref={props.ref}
      aria-label={props.label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: without focus the keyboard cannot scroll it
      tabIndex={0}
      {...(props.contentHeight !== undefined && {
        style: { minHeight: Math.min(LEAST_HEIGHT, props.contentHeight + BORDERS) },
      })}
      className={`rounded-md border border-line bg-surface ${props.className ?? ''}`}
    >
      {props.children}
    </section>
  );
}
