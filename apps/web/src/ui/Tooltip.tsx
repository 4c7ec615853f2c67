import { Tooltip as Radix } from 'radix-ui';
import { type ReactNode, useRef, useState } from 'react';
import { Kbd } from './Kbd.tsx';

export const TooltipProvider = Radix.Provider;

/** `children` must be one element that takes a ref: a button, a link, a `<span tabIndex={0}>`. */
export function Tooltip(props: {
  readonly content: ReactNode;
  readonly keys?: string;
  /** Radix closes it as soon as the page scrolls, which walking by Tab does all the time. */
  readonly whileFocused?: 'stays';
  readonly children: ReactNode;
}) {
  const trigger = useRef<HTMLButtonElement>(null);
  const [isOpen, setOpen] = useState(false);
  // Asked for when it opens: the page that was there at the first render may be gone by then.
  const [landmark, setLandmark] = useState<HTMLElement | null>(null);
  const turn = (next: boolean) => {
    if (next) setLandmark(document.querySelector('main'));
    else if (props.whileFocused && trigger.current?.matches(':focus-visible')) return;
    setOpen(next);
  };
  return (
    <Radix.Root open={isOpen} onOpenChange={turn}>
      <Radix.Trigger ref={trigger} asChild>
        {props.children}
      </Radix.Trigger>
      {/* Inside a landmark, as all content should be: screen readers walk by them. */}
      <Radix.Portal container={landmark}>
        <Radix.Content
          sideOffset={6}
          onEscapeKeyDown={() => setOpen(false)}
          collisionPadding={8}
          className="z-50 flex max-w-72 items-center gap-2 rounded-md border border-line bg-surface px-2 py-1 text-ink text-xs shadow-pop"
        >
          <span>{props.content}</span>
          {props.keys !== undefined && <Kbd>{props.keys}</Kbd>}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

/** A word of the field with its meaning: dotted underline, explained on hover and on focus. */
export function Term(props: { readonly hint: string; readonly children: ReactNode }) {
  return (
    <Tooltip content={props.hint} whileFocused="stays">
      <button
        type="button"
        className="cursor-help text-left underline decoration-line-strong decoration-dotted underline-offset-[3px]"
      >
        {props.children}
      </button>
    </Tooltip>
  );
}
