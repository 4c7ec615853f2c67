import { CircleAlert, X } from 'lucide-react';
import { Button, IconButton } from '../../ui/Button.tsx';
import { formatBytes } from '../../ui/format.ts';
import type { Upload, Uploads } from './useUploads.ts';

/** Uploads on their way and refused ones, in the corner of the page. */
export function UploadList(props: { readonly uploads: Uploads }) {
  const { uploads, dismiss } = props.uploads;
  return (
    <section
      aria-label="Uploads"
      className="fixed right-4 bottom-4 z-40 flex w-[min(380px,calc(100vw-32px))] flex-col gap-2"
    >
      {uploads.map((upload) => (
        <div key={upload.key} className="rounded-lg border border-line bg-surface p-3 shadow-pop">
          <UploadCard upload={upload} onDismiss={() => dismiss(upload.key)} />
        </div>
      ))}
    </section>
  );
}

function UploadCard(props: { readonly upload: Upload; readonly onDismiss: () => void }) {
  const { name, size, state } = props.upload;
  if (state.kind === 'refused') {
    return (
      <div role="alert" className="flex items-start gap-2">
        <CircleAlert size={16} className="mt-0.5 shrink-0 text-error" aria-hidden="true" />
        <div className="min-w-0 flex-1 [overflow-wrap:anywhere]">
          <p className="font-medium">{name} was refused</p>
          <p className="text-ink-2">{state.message}</p>
        </div>
        <IconButton label="Dismiss" icon={X} onClick={props.onDismiss} />
      </div>
    );
  }
  const percent = state.kind === 'reading' ? 100 : Math.round(state.share * 100);
  return (
    <div>
      <div className="mb-1.5 flex items-baseline gap-2">
        <span className="min-w-0 font-medium [overflow-wrap:anywhere]">{name}</span>
        <span className="ml-auto shrink-0 text-ink-3 text-xs tabular-nums">
          {state.kind === 'reading' ? 'reading…' : `${percent} % of ${formatBytes(size)}`}
        </span>
        {state.kind === 'sending' && (
          <Button look="quiet" aria-label={`Cancel the upload of ${name}`} onClick={state.cancel}>
            Cancel
          </Button>
        )}
      </div>
      <div
        role="progressbar"
        aria-label={`Upload of ${name}`}
        aria-valuenow={percent}
        aria-valuemin={0}
        aria-valuemax={100}
        className="h-1.5 overflow-hidden rounded-full bg-surface-3"
      >
        <div
          className={`h-full rounded-full bg-accent transition-[width] ${state.kind === 'reading' ? 'animate-pulse' : ''}`}
          style={{ width: `${percent}%` }}
        />
      </div>
    </div>
  );
}
