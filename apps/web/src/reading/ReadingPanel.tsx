import { useId } from 'react';
import { Button } from '../ui/Button.tsx';
import { EmptyState } from '../ui/states.tsx';
import { progressWords } from './progressWords.ts';
import { useReadingProgress } from './useOpenCapture.ts';

/** In the picture's place while a capture is read: how far that is, and a way out. */
export function ReadingPanel(props: { readonly id: string; readonly onStop: () => void }) {
  const { title, detail, share } = progressWords(useReadingProgress(props.id));
  const titleId = useId();
  const percent = share === undefined ? undefined : Math.round(share * 100);
  return (
    <div className="flex h-full flex-col items-center justify-center gap-3 p-6">
      <p id={titleId} role="status" className="font-medium">
        {title}…
      </p>
      <div
        role="progressbar"
        aria-labelledby={titleId}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={percent}
        aria-valuetext={detail}
        className="h-1.5 w-72 max-w-full overflow-hidden rounded-full bg-surface-3"
      >
        <div
          className={`h-full rounded-full bg-accent ${percent === undefined ? 'w-1/4 motion-safe:animate-pulse' : ''}`}
          style={percent === undefined ? undefined : { width: `${percent}%` }}
        />
      </div>
      <p className="min-h-5 text-ink-2 text-sm tabular-nums">{detail}</p>
      <Button onClick={props.onStop}>Cancel</Button>
    </div>
  );
}

/** After somebody cancelled it. */
export function ReadingStopped(props: { readonly onRead: () => void }) {
  return (
    <div className="flex h-full flex-col justify-center">
      <EmptyState title="The capture was not read">
        <p className="mb-3">You cancelled it. Nothing of it is shown.</p>
        <Button look="primary" onClick={props.onRead}>
          Read it
        </Button>
      </EmptyState>
    </div>
  );
}
