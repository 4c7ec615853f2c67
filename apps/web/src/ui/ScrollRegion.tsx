import type { ReactNode, Ref } from 'react';

/** A part that scrolls by itself: reached by keyboard, and named for those who do not see it. */
export function ScrollRegion(props: {
  readonly label: string;
  readonly children: ReactNode;
  readonly ref?: Ref<HTMLElement>;
  readonly className?: string;
}) {
  return (
    <section
      ref={props.ref}
      aria-label={props.label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: without focus the keyboard cannot scroll it
      tabIndex={0}
      className={`rounded-md border border-line bg-surface ${props.className ?? ''}`}
    >
      {props.children}
    </section>
  );
}
