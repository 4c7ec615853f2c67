import { SeverityIcon } from '../../ui/Badge.tsx';
import { formatCount } from '../../ui/format.ts';
import { useViewState, type ViewPatch, viewHref } from '../../view/viewState.ts';
import { asidesOf } from './asidesOf.ts';
import type { KnownFindings } from './FindingsContext.tsx';
import type { KeyedFinding } from './findingKeys.ts';
import { findingPatch, OPEN_LIST } from './findingsView.ts';
import { ruleName } from './ruleOf.ts';

const FIRST = 6;

/** The worst findings, a line for each rule, and how many more the list has. */
export function FindingLines({ known }: { readonly known: KnownFindings }) {
  const { view } = useViewState();
  const lines = linesOf(known.findings);
  const more = lines.length - FIRST;
  const asides = asidesOf(known);
  return (
    <>
      {lines.length === 0 && (
        <p>
          {known.unchecked.length === 0
            ? 'Nothing found.'
            : 'Nothing found by the rules that could look.'}
        </p>
      )}
      <ul className="flex flex-col gap-0.5">
        {lines.slice(0, FIRST).map((line) => (
          <li key={line.key}>
            <Line line={line} />
          </li>
        ))}
      </ul>
      {(more > 0 || asides.length > 0) && (
        <a
          href={viewHref(view, OPEN_LIST)}
          className="mt-1 inline-block rounded text-accent-text hover:underline"
        >
          {[...(more > 0 ? [`${formatCount(more)} more in the list`] : []), ...asides].join(', ')}
        </a>
      )}
    </>
  );
}

interface FindingLine {
  readonly key: string;
  readonly first: KeyedFinding;
  /** Findings of the same rule and weight. */
  readonly count: number;
}

/** In the findings' order, which is the worst first. */
function linesOf(findings: readonly KeyedFinding[]): readonly FindingLine[] {
  const lines = new Map<string, FindingLine>();
  for (const finding of findings) {
    const key = `${finding.severity} ${finding.ruleId}`;
    const { first = finding, count = 0 } = lines.get(key) ?? {};
    lines.set(key, { key, first, count: count + 1 });
  }
  return [...lines.values()];
}

/** One finding by itself is told in its own words; several by what they have in common. */
function Line({ line }: { readonly line: FindingLine }) {
  const { view } = useViewState();
  const { first, count } = line;
  const patch: ViewPatch =
    count === 1 ? findingPatch(view, first) : { ...OPEN_LIST, about: first.ruleId };
  return (
    <a href={viewHref(view, patch)} className="group flex items-start gap-2 hover:text-accent-text">
      <span className="flex h-5 items-center">
        <SeverityIcon severity={first.severity} />
      </span>
      <span className="min-w-0 group-hover:underline [overflow-wrap:anywhere]">
        {count === 1 ? first.title : ruleName(first.ruleId)}
        {count > 1 && <span className="ml-1.5 text-ink-3 tabular-nums">{formatCount(count)}</span>}
      </span>
    </a>
  );
}
