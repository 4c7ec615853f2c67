import type { Evidence, RunAtLine } from '@vethscope/model';
import { uniqueEvidence } from '@vethscope/model';
import { TextQuote } from 'lucide-react';
import { useCapture } from '../view/CaptureContext.tsx';
import { startOfRun } from '../view/captureTimes.ts';
import { formatEvidence, MOST_RANGES } from '../view/evidenceRange.ts';
import { shortCommand, whereRun } from '../view/runWords.ts';
import { useViewState, viewHref } from '../view/viewState.ts';
import { formatUtc } from './age.ts';
import { Tooltip } from './Tooltip.tsx';

/** Opens the raw output at the lines that prove something. Everything shown has one. */
export function SourceLink(props: {
  readonly evidence: Evidence | readonly Evidence[];
  /** What it proves, for those who cannot see where the link stands: `route 10.0.0.0/24`. */
  readonly of: string;
}) {
  const { view } = useViewState();
  const { index } = useCapture();
  const given = 'file' in props.evidence ? [props.evidence] : props.evidence;
  const ranges = uniqueEvidence(given).slice(0, MOST_RANGES);
  const first = ranges[0];
  if (!first) return null;
  const more = ranges.length > 1 ? ` and ${ranges.length - 1} more` : '';
  const place = `${first.file}, ${linesOf(first)}${more}`;
  const run = index.runAt(first.file, first.line);
  return (
    <Tooltip
      content={
        <>
          <span className="block [overflow-wrap:anywhere]">Source: {place}</span>
          {run && <CapturedBy {...run} />}
        </>
      }
    >
      <a
        href={viewHref(view, { tab: 'evidence', evidence: formatEvidence(ranges), q: undefined })}
        aria-label={`Source of ${props.of}: ${place}`}
        className="inline-flex h-[18px] shrink-0 items-center gap-1 whitespace-nowrap rounded px-1 font-mono text-2xs text-ink-3 hover:bg-accent-soft hover:text-accent-text"
      >
        <TextQuote size={12} aria-hidden="true" />
        {first.line}
        {ranges.length > 1 && `+${ranges.length - 1}`}
      </a>
    </Tooltip>
  );
}

/** The command that printed it, where and when, as far as somebody wrote that down. */
function CapturedBy({ node, record, run }: RunAtLine) {
  const at = startOfRun(record.startedAt, run);
  return (
    <span className="mt-0.5 block text-ink-2 [overflow-wrap:anywhere]">
      <code className="font-mono">{shortCommand(run.command)}</code> {whereRun(run, node)}
      {at !== undefined && `, ${formatUtc(at)}`}
    </span>
  );
}

function linesOf({ line, endLine, columns }: Evidence): string {
  const lines = line === endLine ? `line ${line}` : `lines ${line}–${endLine}`;
  return columns ? `${lines}, characters ${columns.from}–${columns.to}` : lines;
}
