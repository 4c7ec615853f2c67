import type { Evidence } from '@vethscope/model';
import { FileText } from 'lucide-react';
import { formatEvidence } from '../view/evidenceRange.ts';
import { useViewState, viewHref } from '../view/viewState.ts';

/** Opens the raw output at the lines that prove something. Everything shown has one. */
export function SourceLink(props: {
  readonly evidence: Evidence | readonly Evidence[];
  /** What it proves, for those who cannot see where the link stands: `route 10.0.0.0/24`. */
  readonly of: string;
}) {
  const { view } = useViewState();
  const ranges: readonly Evidence[] = 'file' in props.evidence ? [props.evidence] : props.evidence;
  const first = ranges[0];
  if (!first) return null;
  const lines =
    first.line === first.endLine ? `line ${first.line}` : `lines ${first.line}–${first.endLine}`;
  const more = ranges.length > 1 ? ` and ${ranges.length - 1} more` : '';
  return (
    <a
      href={viewHref(view, { tab: 'evidence', evidence: formatEvidence(ranges), q: undefined })}
      title={`Source: ${first.file}, ${lines}${more}`}
      aria-label={`Source of ${props.of}: ${first.file}, ${lines}${more}`}
      className="inline-flex size-5 shrink-0 items-center justify-center rounded text-ink-3 hover:bg-surface-3 hover:text-accent-text"
    >
      <FileText aria-hidden size={13} />
    </a>
  );
}
