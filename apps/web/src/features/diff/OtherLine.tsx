import type { RecordSide } from '@vethscope/model';
import { TextQuote } from 'lucide-react';
import { formatEvidence } from '../../view/evidenceRange.ts';
import { useViewState, viewHref } from '../../view/viewState.ts';
import type { Side } from './detailsSide.ts';

/** Opens the raw output of the other capture where it shows the same record. */
export function OtherLine(props: { readonly record: RecordSide; readonly side: Side }) {
  const { record, side } = props;
  const { view } = useViewState();
  const [first] = record.evidence;
  if (!first) return null;
  return (
    <a
      href={viewHref(view, {
        tab: 'evidence',
        evidence: formatEvidence([first]),
        side: side === 'before' ? side : undefined,
        q: undefined,
      })}
      aria-label={`Line ${side}: ${record.text}`}
      title={`${record.text}\n${first.file}, line ${first.line}`}
      className="inline-flex h-[18px] shrink-0 items-center gap-1 whitespace-nowrap rounded px-1 font-mono text-2xs text-ink-3 hover:bg-accent-soft hover:text-accent-text"
    >
      <TextQuote size={12} aria-hidden="true" />
      {side} {first.line}
    </a>
  );
}
