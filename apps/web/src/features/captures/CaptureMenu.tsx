import { Check, ChevronsUpDown, Download, GitCompareArrows, Pencil, Trash2 } from 'lucide-react';
import { Popover } from 'radix-ui';
import { useRef, useState } from 'react';
import type { CaptureSummary, ServerSource } from '../../api/captureSource.ts';
import { isShown } from '../../api/liveIds.ts';
import { useCaptureList, useRemoveCapture, useRenameCapture } from '../../api/queries.ts';
import { Button, IconButton } from '../../ui/Button.tsx';
import { formatBytes } from '../../ui/format.ts';
import { useViewState, viewHref } from '../../view/viewState.ts';
import { NOTHING_CHOSEN } from './useUploads.ts';

/** The open capture's name; opens the list of all, to switch, rename, download and delete. */
export function CaptureMenu(props: { readonly source: ServerSource }) {
  const { view } = useViewState();
  const captures = useCaptureList().data ?? [];
  const [open, setOpen] = useState(false);
  const list = useRef<HTMLUListElement>(null);
  const current = captures.find((capture) => isShown(capture, view.capture));
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger
        aria-label={`Capture: ${current?.name ?? view.capture ?? 'none'}. Choose another`}
        className="inline-flex h-7 min-w-0 max-w-64 items-center gap-1 rounded-md px-1.5 font-medium hover:bg-surface-3"
      >
        <span className="truncate">{current?.name ?? view.capture ?? 'Captures'}</span>
        <ChevronsUpDown size={14} className="shrink-0 text-ink-3" aria-hidden="true" />
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          align="start"
          sideOffset={6}
          collisionPadding={8}
          aria-label="Captures"
          onOpenAutoFocus={(event) => {
            event.preventDefault();
            list.current?.querySelector('a')?.focus();
          }}
          onEscapeKeyDown={(event) => {
            // There it ends the renaming, not the whole list.
            if (event.target instanceof HTMLInputElement) event.preventDefault();
          }}
          className="z-40 max-h-[70vh] w-[min(440px,calc(100vw-16px))] overflow-y-auto rounded-lg border border-line bg-surface p-1 shadow-pop"
        >
          {captures.length === 0 && <p className="px-2 py-1.5 text-ink-2">No captures yet.</p>}
          <ul ref={list}>
            {captures.map((capture) => (
              <li key={capture.id}>
                <CaptureRow
                  capture={capture}
                  source={props.source}
                  isCurrent={isShown(capture, view.capture)}
                  onOpen={() => setOpen(false)}
                />
              </li>
            ))}
          </ul>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

type Doing = 'nothing' | 'renaming' | 'deleting';

function CaptureRow(props: {
  readonly capture: CaptureSummary;
  readonly source: ServerSource;
  readonly isCurrent: boolean;
  readonly onOpen: () => void;
}) {
  const { capture, source } = props;
  const { view } = useViewState();
  const [doing, setDoing] = useState<Doing>('nothing');
  const done = () => setDoing('nothing');
  if (doing === 'renaming') return <RenameForm capture={capture} source={source} onDone={done} />;
  if (doing === 'deleting')
    return <DeleteQuestion capture={capture} source={source} onDone={done} />;
  return (
    <div className="flex items-center gap-1 rounded-md pr-1 hover:bg-surface-2">
      <a
        href={viewHref(view, { ...NOTHING_CHOSEN, capture: capture.id })}
        onClick={props.onOpen}
        aria-current={props.isCurrent ? 'true' : undefined}
        className="flex min-w-0 flex-1 items-start gap-2 rounded-md px-2 py-1"
      >
        <Check
          size={14}
          aria-hidden="true"
          className={`mt-[3px] shrink-0 text-accent-text ${props.isCurrent ? '' : 'invisible'}`}
        />
        <span className="min-w-0">
          <span className="block [overflow-wrap:anywhere]">{capture.name}</span>
          <span className="block text-ink-3 text-xs leading-4 [overflow-wrap:anywhere]">
            {aboutCapture(capture)}
          </span>
        </span>
      </a>
      {!props.isCurrent && view.capture !== undefined && (
        <CompareLink capture={capture} onOpen={props.onOpen} />
      )}
      {capture.hasOriginal && (
        <a
          href={source.originalUrl(capture.id)}
          download
          aria-label={`Download the original of ${capture.name}`}
          title="Download the original"
          className="inline-flex size-7 items-center justify-center rounded-md text-ink-2 hover:bg-surface-3 hover:text-ink"
        >
          <Download size={16} aria-hidden="true" />
        </a>
      )}
      {!capture.readOnly && (
        <>
          <IconButton
            label={`Rename ${capture.name}`}
            icon={Pencil}
            onClick={() => setDoing('renaming')}
          />
          <IconButton
            label={`Delete ${capture.name}`}
            icon={Trash2}
            onClick={() => setDoing('deleting')}
          />
        </>
      )}
    </div>
  );
}

/** The open capture stays and is the later one; the changes can be turned round there. */
function CompareLink(props: { readonly capture: CaptureSummary; readonly onOpen: () => void }) {
  const { capture } = props;
  const { view } = useViewState();
  return (
    <a
      href={viewHref(view, { compare: capture.id, side: undefined })}
      onClick={props.onOpen}
      aria-label={`Compare with ${capture.name}`}
      title="Compare the open capture with it: what changed since"
      className="inline-flex size-7 items-center justify-center rounded-md text-ink-2 hover:bg-surface-3 hover:text-ink"
    >
      <GitCompareArrows size={16} aria-hidden="true" />
    </a>
  );
}

function aboutCapture({ fileName, size, uploadedAt, readOnly, live }: CaptureSummary): string {
  if (live) return 'this node, followed live';
  return [
    fileName,
    size === undefined ? undefined : formatBytes(size),
    uploadedAt === undefined ? undefined : uploadedAt.slice(0, 16).replace('T', ' '),
    readOnly ? 'given on the command line' : undefined,
  ]
    .filter(Boolean)
    .join(' · ');
}

function RenameForm(props: {
  readonly capture: CaptureSummary;
  readonly source: ServerSource;
  readonly onDone: () => void;
}) {
  const [name, setName] = useState(props.capture.name);
  const rename = useRenameCapture(props.source);
  return (
    <form
      className="p-2"
      onSubmit={(event) => {
        event.preventDefault();
        rename.mutate({ id: props.capture.id, name: name.trim() }, { onSuccess: props.onDone });
      }}
    >
      <div className="flex gap-1">
        <input
          // biome-ignore lint/a11y/noAutofocus: the form was asked for by the button in its place
          autoFocus
          aria-label="New name"
          value={name}
          onChange={(event) => setName(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Escape') props.onDone();
          }}
          className="h-7 min-w-0 flex-1 rounded-md border border-line-strong bg-surface px-2"
        />
        <Button type="submit" look="primary" disabled={name.trim() === '' || rename.isPending}>
          Rename
        </Button>
        <Button look="quiet" onClick={props.onDone}>
          Cancel
        </Button>
      </div>
      <Refusal error={rename.error} />
    </form>
  );
}

function DeleteQuestion(props: {
  readonly capture: CaptureSummary;
  readonly source: ServerSource;
  readonly onDone: () => void;
}) {
  const { capture } = props;
  const { view, setView } = useViewState();
  const remove = useRemoveCapture(props.source);
  return (
    <div className="p-2">
      <div className="flex items-center gap-1">
        <p className="min-w-0 flex-1 [overflow-wrap:anywhere]">Delete “{capture.name}” for good?</p>
        <Button
          look="danger"
          autoFocus
          disabled={remove.isPending}
          onClick={() =>
            remove.mutate(capture.id, {
              onSuccess: () => {
                props.onDone();
                if (view.capture === capture.id) setView({ ...NOTHING_CHOSEN, capture: undefined });
              },
            })
          }
        >
          Delete
        </Button>
        <Button look="quiet" onClick={props.onDone}>
          Keep
        </Button>
      </div>
      <Refusal error={remove.error} />
    </div>
  );
}

function Refusal(props: { readonly error: Error | null }) {
  if (!props.error) return null;
  return (
    <p role="alert" className="mt-1 text-error [overflow-wrap:anywhere]">
      {props.error.message}
    </p>
  );
}
