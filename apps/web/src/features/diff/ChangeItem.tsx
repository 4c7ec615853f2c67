import { type Evidence, kindOf, uniqueEvidence } from '@vethscope/model';
import { TextQuote } from 'lucide-react';
import { KindGlyph } from '../../ui/KindGlyph.tsx';
import { formatEvidence } from '../../view/evidenceRange.ts';
import { useViewState, type ViewPatch, viewHref } from '../../view/viewState.ts';
import { SpokenSign } from './ChangeSign.tsx';
import type { ChangeEntry } from './changeEntries.ts';
import type { Comparison } from './compareCaptures.ts';
import type { Side } from './detailsSide.ts';

/** One change: what it is, what it was, and its lines in both captures. */
export function ChangeItem(props: {
  readonly entry: ChangeEntry;
  readonly comparison: Comparison;
}) {
  const { entry, comparison } = props;
  const { view } = useViewState();
  const isGone = entry.change === 'went';
  const side = isGone ? 'before' : 'after';
  const element = entry.isCode ? undefined : comparison[side].index.node(entry.id ?? '');
  const look = `min-w-0 [overflow-wrap:anywhere] ${entry.isCode ? 'font-mono text-xs leading-5' : ''} ${isGone ? 'text-ink-2 line-through' : ''}`;
  return (
    <div className="flex items-start gap-1.5 py-0.5">
      <span className="flex h-5 items-center">
        <SpokenSign change={entry.change} />
      </span>
      {element && entry.category !== 'findings' && (
        <span className="flex h-5 items-center">
          <KindGlyph kind={kindOf(element)} size={12} />
        </span>
      )}
      <div className="min-w-0 flex-1">
        {entry.was !== undefined && (
          <p className="text-ink-2 line-through font-mono text-xs leading-5 [overflow-wrap:anywhere]">
            {entry.was}
          </p>
        )}
        {entry.id === undefined ? (
          <span className={look}>{entry.title}</span>
        ) : (
          <a
            href={viewHref(view, {
              selected: entry.id,
              tab: 'overview',
              ...(isGone ? { side: 'before' } : { side: undefined }),
            })}
            className={`${look} hover:text-accent-text hover:underline`}
          >
            {entry.title}
          </a>
        )}
        {entry.details.map((line) => (
          <p key={line} className="text-ink-2 text-xs leading-5 [overflow-wrap:anywhere]">
            {line}
          </p>
        ))}
      </div>
      <SideLines side="before" evidence={entry.before} entry={entry} />
      <SideLines side="after" evidence={entry.after} entry={entry} />
    </div>
  );
}

/** As many as an address can carry. */
const MAX_RANGES = 100;

function SideLines(props: {
  readonly side: Side;
  readonly evidence: readonly Evidence[];
  readonly entry: ChangeEntry;
}) {
  const { side, entry } = props;
  const { view } = useViewState();
  const ranges = uniqueEvidence(props.evidence).slice(0, MAX_RANGES);
  const [first] = ranges;
  if (!first) return null;
  const patch: ViewPatch = {
    tab: 'evidence',
    evidence: formatEvidence(ranges),
    side: side === 'before' ? side : undefined,
    ...(entry.id !== undefined && { selected: entry.id }),
  };
  return (
    <a
      href={viewHref(view, patch)}
      aria-label={`Lines ${side}: ${entry.title}: ${first.file}, line ${first.line}`}
      title={`Lines ${side}: ${first.file}, line ${first.line}`}
      className="inline-flex h-5 shrink-0 items-center gap-1 whitespace-nowrap rounded px-1 font-mono text-2xs text-ink-3 hover:bg-accent-soft hover:text-accent-text"
    >
      <TextQuote size={12} aria-hidden="true" />
      {side} {first.line}
      {ranges.length > 1 && `+${ranges.length - 1}`}
    </a>
  );
}
