import { SeverityIcon } from '../../ui/Badge.tsx';
import { formatCount } from '../../ui/format.ts';
import { Section } from '../../ui/Section.tsx';
import { useViewState, type ViewPatch, viewHref } from '../../view/viewState.ts';
import { useFindings } from './FindingsContext.tsx';
import type { KeyedFinding } from './findingKeys.ts';
import { findingPatch, isListOpen, OPEN_LIST } from './findingsView.ts';

const FIRST = 5;

/** What is wrong with an element, or with what is in it; nothing where nothing is. */
export function FindingsSection(props: { readonly of: string }) {
  const findings = useFindings();
  const own = findings.kind === 'known' ? findings.at(props.of) : [];
  // The selection stays.
  return <Worst findings={own} patch={({ key }) => ({ finding: key })} />;
}

/** What is wrong in the whole capture, the worst first; nothing beside the list, which has it all. */
export function CaptureFindings() {
  const findings = useFindings();
  const { view } = useViewState();
  if (findings.kind !== 'known' || isListOpen(view)) return null;
  return <Worst findings={findings.findings} patch={(finding) => findingPatch(view, finding)} />;
}

function Worst(props: {
  readonly findings: readonly KeyedFinding[];
  readonly patch: (finding: KeyedFinding) => ViewPatch;
}) {
  const { findings, patch } = props;
  const { view } = useViewState();
  if (findings.length === 0) return null;
  return (
    <Section title="Findings" count={findings.length}>
      <ul className="flex flex-col gap-0.5">
        {findings.slice(0, FIRST).map((finding) => (
          <li key={finding.key}>
            <FindingLink finding={finding} patch={patch(finding)} />
          </li>
        ))}
      </ul>
      {findings.length > FIRST && (
        <a
          href={viewHref(view, OPEN_LIST)}
          className="mt-1 inline-block rounded text-accent-text hover:underline"
        >
          and {formatCount(findings.length - FIRST)} more in the list
        </a>
      )}
    </Section>
  );
}

/** The list tells all of it. */
function FindingLink(props: { readonly finding: KeyedFinding; readonly patch: ViewPatch }) {
  const { finding, patch } = props;
  const { view } = useViewState();
  const isShown = view.finding === finding.key;
  return (
    <a
      href={viewHref(view, patch)}
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
