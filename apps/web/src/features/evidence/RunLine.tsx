import type { RunAtLine } from '@vethscope/model';
import type { ReactNode } from 'react';
import { formatAgo, formatUtc } from '../../ui/age.ts';
import { Badge } from '../../ui/Badge.tsx';
import { Term } from '../../ui/Tooltip.tsx';
import { useNow } from '../../ui/useNow.ts';
import { startOfRun } from '../../view/captureTimes.ts';
import { formatEvidence } from '../../view/evidenceRange.ts';
import { formatDuration, shortCommand, whatWentWrong, whereRun } from '../../view/runWords.ts';
import { useViewState, viewHref } from '../../view/viewState.ts';

/** How the lines on screen came to be: command, place, ending, time; links to all it left behind. */
export function RunLine(props: { readonly of: RunAtLine }) {
  const { node, record, run, shows } = props.of;
  const { outcome, seconds, stderr, evidence } = run;
  const at = startOfRun(record.startedAt, run);
  const wrong = whatWentWrong(outcome, seconds);
  return (
    <section
      aria-label="How this was captured"
      className="flex flex-wrap items-baseline gap-x-3 gap-y-0.5 border-line border-b bg-surface-2 px-3 py-1 text-ink-2 text-xs leading-5"
    >
      <span className="min-w-0 [overflow-wrap:anywhere]">
        {shows === 'standard error' && 'What it wrote to standard error: '}
        <code className="font-mono text-ink">{shortCommand(run.command)}</code>{' '}
        {whereRun(run, node)}
      </span>
      {outcome.kind === 'notRun' ? (
        <span className="[overflow-wrap:anywhere]">
          not run{outcome.knownEmpty && ', as there is nothing to list'}: {wrong}
        </span>
      ) : (
        <>
          {wrong === undefined ? (
            <span>ended with 0</span>
          ) : (
            <Badge tone="warning">
              <span>{wrong}</span>
            </Badge>
          )}
          {seconds !== undefined && outcome.kind !== 'timedOut' && (
            <span className="tabular-nums">took {formatDuration(seconds)}</span>
          )}
          {at !== undefined && <Age at={at} />}
        </>
      )}
      <span className="flex gap-3">
        {outcome.kind !== 'notRun' && shows !== 'output' && (
          <Lines file={outcome.file}>output</Lines>
        )}
        {stderr !== undefined && shows !== 'standard error' && (
          <Lines file={stderr}>standard error</Lines>
        )}
        {shows !== 'manifest' && <Lines {...evidence}>manifest</Lines>}
      </span>
    </section>
  );
}

/** Alone, so that nothing else renders once a minute. */
function Age(props: { readonly at: number }) {
  const now = useNow();
  return <Term hint={formatUtc(props.at)}>{formatAgo(props.at, now)}</Term>;
}

function Lines(props: {
  readonly file: string;
  readonly line?: number;
  readonly endLine?: number;
  readonly children: ReactNode;
}) {
  const { file, line = 1, endLine = line } = props;
  const { view } = useViewState();
  return (
    <a
      href={viewHref(view, {
        tab: 'evidence',
        evidence: formatEvidence([{ file, line, endLine }]),
      })}
      className="rounded text-accent-text hover:underline"
    >
      {props.children}
    </a>
  );
}
