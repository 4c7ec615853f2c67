import { Share2 } from 'lucide-react';
import { Popover } from 'radix-ui';
import { Suspense } from 'react';
import { Button } from '../../ui/Button.tsx';
import { lazyPart } from '../../ui/lazyPart.ts';
import { Spinner } from '../../ui/states.tsx';
import { useCapture } from '../../view/CaptureContext.tsx';

const ShareRows = lazyPart(async () => (await import('./ShareRows.tsx')).ShareRows);

/** Hands on what is on screen: as a link, a picture, text that other tools draw, or a whole page. */
export function SharePanel(props: { readonly name: string }) {
  const { isPending = false } = useCapture();
  return (
    <Popover.Root>
      {/* What proves the elements comes after the picture, and goes with them. */}
      <Popover.Trigger asChild>
        <Button aria-label="Share this view" disabled={isPending}>
          <Share2 size={14} aria-hidden="true" />
          <span className="max-[1500px]:sr-only">Share</span>
        </Button>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          align="end"
          sideOffset={6}
          collisionPadding={8}
          aria-label="Share this view"
          className="z-40 max-h-[calc(100vh-64px)] w-[min(380px,calc(100vw-16px))] overflow-y-auto rounded-lg border border-line bg-surface p-3 shadow-pop"
        >
          <h2 className="mb-1 font-semibold text-sm">Share this view</h2>
          <Suspense fallback={<Spinner label="Loading…" />}>
            <ShareRows name={props.name} />
          </Suspense>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
