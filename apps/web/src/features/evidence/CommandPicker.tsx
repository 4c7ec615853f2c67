import type { CapturedInput } from '@vethscope/model';
import type { CaptureFile } from '@vethscope/parsers';
import { ChevronsUpDown } from 'lucide-react';
import { Popover } from 'radix-ui';
import { useState } from 'react';
import { Badge } from '../../ui/Badge.tsx';
import { plural } from '../../ui/format.ts';
import { useCapture } from '../../view/CaptureContext.tsx';
import { formatEvidence } from '../../view/evidenceRange.ts';
import { useViewState } from '../../view/viewState.ts';
import { inputsIn } from './marks.ts';

/** The command on screen as a heading; opens the list of all files and the commands in them. */
export function CommandPicker(props: {
  readonly files: readonly CaptureFile[];
  readonly file: string;
  readonly current: CapturedInput | undefined;
}) {
  const { snapshot } = useCapture();
  const { setView } = useViewState();
  const [open, setOpen] = useState(false);
  const [filter, setFilter] = useState('');
  const show = (file: string, line: number, endLine: number) => {
    setOpen(false);
    setView({ evidence: formatEvidence([{ file, line, endLine }]) });
  };
  const wanted = filter.trim().toLowerCase();
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger className="flex min-w-0 items-center gap-1.5 rounded-md px-1.5 py-0.5 text-left hover:bg-surface-3">
        <span className="flex min-w-0 flex-col">
          <span className="text-2xs text-ink-3 leading-4 [overflow-wrap:anywhere]">
            {props.file}
          </span>
          <span className="font-mono text-ink text-xs leading-4 [overflow-wrap:anywhere]">
            {props.current?.command ?? 'all of the file'}
          </span>
        </span>
        <ChevronsUpDown size={14} className="shrink-0 text-ink-3" aria-hidden="true" />
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          align="start"
          sideOffset={4}
          collisionPadding={8}
          aria-label="Files and commands"
          className="z-40 flex max-h-[min(560px,var(--radix-popover-content-available-height))] w-[min(520px,calc(100vw-16px))] flex-col rounded-lg border border-line bg-surface shadow-pop"
        >
          <input
            type="search"
            value={filter}
            onChange={(event) => setFilter(event.target.value)}
            placeholder="Filter commands"
            aria-label="Filter commands"
            className="m-2 h-7 rounded-md border border-line-strong bg-surface px-2"
          />
          <div className="min-h-0 overflow-y-auto px-1 pb-1">
            {props.files.map(({ path, text }) => (
              <section key={path} aria-label={path} className="mb-1">
                <button
                  type="button"
                  onClick={() => show(path, 1, 1)}
                  className="sticky top-0 flex w-full items-baseline gap-2 bg-surface px-2 py-1 text-left font-medium hover:bg-surface-2"
                >
                  <span className="[overflow-wrap:anywhere]">{path}</span>
                  <span className="ml-auto shrink-0 font-normal text-2xs text-ink-3">
                    {plural(text.split('\n').length, 'line')}
                  </span>
                </button>
                <ul>
                  {inputsIn(snapshot.inputs, path)
                    .filter(({ command }) => command.toLowerCase().includes(wanted))
                    .map((input) => (
                      <li key={input.evidence.line}>
                        <CommandRow
                          input={input}
                          onChoose={() => show(path, input.evidence.line, input.evidence.endLine)}
                        />
                      </li>
                    ))}
                </ul>
              </section>
            ))}
          </div>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

function CommandRow(props: { readonly input: CapturedInput; readonly onChoose: () => void }) {
  const { command, evidence, parser, records, coverage } = props.input;
  const missed = coverage.unrecognized + coverage.unsupported;
  return (
    <button
      type="button"
      onClick={props.onChoose}
      className="flex w-full items-start gap-2 rounded-md px-2 py-1 text-left hover:bg-surface-3"
    >
      <span className="w-10 shrink-0 text-right font-mono text-2xs text-ink-3 leading-5 tabular-nums">
        {evidence.line}
      </span>
      <span className="min-w-0 font-mono text-xs leading-5 [overflow-wrap:anywhere]">
        {command}
      </span>
      <span className="ml-auto flex shrink-0 items-center gap-1 leading-5">
        {parser === undefined ? (
          <Badge tone="warning">not read</Badge>
        ) : (
          <span className="text-2xs text-ink-3">{plural(records, 'record')}</span>
        )}
        {parser !== undefined && missed > 0 && (
          <Badge tone="warning">{plural(missed, 'line')} not understood</Badge>
        )}
      </span>
    </button>
  );
}
