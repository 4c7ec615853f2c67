import { X } from 'lucide-react';
import { Dialog as Radix } from 'radix-ui';
import { type ReactNode, useRef } from 'react';
import { IconButton } from './Button.tsx';
import { useFocusBack } from './useFocusBack.ts';

export function Dialog(props: {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly title: string;
  readonly description?: string;
  readonly children: ReactNode;
}) {
  const content = useRef<HTMLDivElement>(null);
  const focusBack = useFocusBack();
  return (
    <Radix.Root open={props.open} onOpenChange={props.onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 bg-black/40" />
        <Radix.Content
          ref={content}
          // Not the first button: it is the one that closes, and would show its tooltip.
          onOpenAutoFocus={(event) => {
            event.preventDefault();
            content.current?.focus();
          }}
          onCloseAutoFocus={focusBack}
          {...(props.description === undefined && { 'aria-describedby': undefined })}
          className="fixed top-1/2 left-1/2 z-50 flex max-h-[85vh] w-[min(820px,calc(100vw-32px))] -translate-x-1/2 -translate-y-1/2 flex-col rounded-lg border border-line bg-surface shadow-pop outline-none"
        >
          <div className="flex items-center justify-between border-line border-b py-2 pr-2 pl-4">
            <Radix.Title className="font-semibold text-base">{props.title}</Radix.Title>
            <Radix.Close asChild>
              <IconButton label="Close" icon={X} />
            </Radix.Close>
          </div>
          <div className="overflow-y-auto p-4">
            {props.description !== undefined && (
              <Radix.Description className="mb-3 text-ink-2">{props.description}</Radix.Description>
            )}
            {props.children}
          </div>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
