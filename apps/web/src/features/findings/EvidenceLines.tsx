import type { Evidence } from '@vethscope/model';
import { TextQuote } from 'lucide-react';
import { useMemo } from 'react';
import { plural } from '../../ui/format.ts';
import { useCapture } from '../../view/CaptureContext.tsx';
import { formatEvidence, MOST_RANGES } from '../../view/evidenceRange.ts';
import { useTextOf } from '../../view/useTextOf.ts';
import { useViewState, viewHref } from '../../view/viewState.ts';
import { inputAt, splitLines } from '../evidence/marks.ts';

const MOST_PLACES = 6;

/** The lines that prove something, quoted: each leads to itself among all of them, marked. */
export function EvidenceLines(props: { readonly evidence: readonly Evidence[] }) {
  const { snapshot } = useCapture();
  const { view } = useViewState();
  const textOf = useTextOf();
  const { evidence } = props;
  const places = useMemo(
    () =>
      evidence.slice(0, MOST_PLACES).map((place) => ({
        place,
        quote: splitLines(textOf(place.file) ?? '')[place.line - 1]?.trim(),
      })),
    [evidence, textOf],
  );
  const more = evidence.length - MOST_PLACES;
  return (
    <ul className="flex flex-col gap-1">
      {places.map(({ place, quote }) => {
        const { file, line, endLine } = place;
        const command = inputAt(snapshot.inputs, file, line)?.command;
        const ranges = [place, ...evidence.filter((other) => other !== place)];
        return (
          <li key={`${file}:${line}-${endLine}`}>
            <a
              href={viewHref(view, {
                tab: 'evidence',
                evidence: formatEvidence(ranges.slice(0, MOST_RANGES)),
                q: undefined,
              })}
              aria-label={`Proof: ${file}, line ${line}`}
              className="flex items-start gap-1.5 rounded px-1 text-xs hover:bg-accent-soft"
            >
              <TextQuote size={12} className="mt-1 shrink-0 text-ink-3" aria-hidden="true" />
              <span className="min-w-0">
                <code className="line-clamp-2 font-mono text-ink [overflow-wrap:anywhere]">
                  {quote}
                </code>
                <span className="block text-ink-3 [overflow-wrap:anywhere]">
                  {command === undefined ? '' : `${command} · `}
                  {file}, {line === endLine ? `line ${line}` : `lines ${line}–${endLine}`}
                </span>
              </span>
            </a>
          </li>
        );
      })}
      {more > 0 && (
        <li className="px-1 text-ink-3 text-xs">
          and {plural(more, 'more place', 'more places')}, which every one of these leads to
        </li>
      )}
    </ul>
  );
}
