import { SeverityIcon } from '../../ui/Badge.tsx';
import { formatCount } from '../../ui/format.ts';
import { Section } from '../../ui/Section.tsx';
import { useViewState, viewHref } from '../../view/viewState.ts';
import { useFindings } from './FindingsContext.tsx';
import type { KeyedFinding } from './findingKeys.ts';
import { OPEN_LIST } from './findingsView.ts';
import { useIsOtherCapture } from './useIsOtherCapture.ts';

const FIRST = 5;

/** What is wrong with an element, or with what is in it; nothing where nothing is. */
export function FindingsSection(props: { readonly of: string }) {
  const findings = useFindings();
  const { view } = useViewState();
  const isOther = useIsOtherCapture();
  const own = findings.kind === 'known' ? findings.at(props.of) : [];
  if (own.length === 0 || isOther) return null;
  return (
    <Section title="Findings" count={own.length}>
      <ul className="flex flex-col gap-0.5">
        {own.slice(0, FIRST).map((finding) => (
          <li key={finding.key}>
            <FindingLink finding={finding} />
          </li>
        ))}
      </ul>
      {own.length > FIRST && (
        <a
          href={viewHref(view, OPEN_LIST)}
          className="mt-1 inline-block rounded text-accent-text hover:underline"
        >
          and {formatCount(own.length - FIRST)} more in the list
        </a>
      )}
    </Section>
  );
}

/** Tells all of it in the list; the selection stays. */
function FindingLink({ finding }: { readonly finding: KeyedFinding }) {
  const { view } = useViewState();
  const isShown = view.finding === finding.key;
  return (
    <a
      href={viewHref(view, { finding: finding.key })}
      {...(isShown && { 'aria-current': true })}
      className={`group flex items-start gap-2 hover:text-accent-text ${isShown ? 'font-medium' : ''}`}
    >
      <span className="flex h-5 items-center">
        <SeverityIcon severity={finding.severity} />
      </span>
      <span className="min-w-0 group-hover:underline [overflow-wrap:anywhere]">
        {finding.title}
      </span>
    </a>
  );
}
