import { SEVERITIES, SEVERITY_NOUNS } from '@vethscope/findings';
import type { Severity } from '@vethscope/model';
import { assertNever } from '@vethscope/model';
import { CircleCheck, CircleDashed, CircleX } from 'lucide-react';
import { SeverityIcon } from '../../ui/Badge.tsx';
import { formatCount, plural } from '../../ui/format.ts';
import { Tooltip } from '../../ui/Tooltip.tsx';
import { useViewState } from '../../view/viewState.ts';
import { asidesOf, rulesIn } from './asidesOf.ts';
import { countOf, type Findings, type KnownFindings, useFindings } from './FindingsContext.tsx';
import { CLOSE_LIST, isListOpen, OPEN_LIST } from './findingsView.ts';

/** How much is wrong, by severity: always in sight, opens the list. */
export function FindingsCount() {
  const findings = useFindings();
  const { view, setView } = useViewState();
  const isOpen = isListOpen(view);
  return (
    <Tooltip keys="w" content={<Hint findings={findings} />}>
      <button
        type="button"
        aria-label={`Findings: ${inWords(findings)}`}
        aria-expanded={isOpen}
        onClick={() => setView(isOpen ? CLOSE_LIST : OPEN_LIST)}
        className="inline-flex h-7 min-w-28 shrink-0 items-center justify-center gap-2.5 rounded-md border border-line-strong px-2 text-xs tabular-nums transition-colors hover:bg-surface-2 aria-expanded:bg-surface-3 max-[1000px]:min-w-24 max-[1000px]:gap-1.5 max-[1000px]:px-1.5"
      >
        <span className="font-medium text-ink-2 max-[1399px]:hidden">Findings</span>
        <Numbers findings={findings} />
      </button>
    </Tooltip>
  );
}

function Numbers({ findings }: { readonly findings: Findings }) {
  switch (findings.kind) {
    case 'checking':
      return <span className="text-ink-3">checking…</span>;
    case 'failed':
      return (
        <span className="flex items-center gap-1 text-error">
          <CircleX size={13} aria-hidden="true" /> not checked
        </span>
      );
    case 'known':
      return findings.findings.length === 0 ? (
        <Nothing unchecked={rulesIn(findings.unchecked)} />
      ) : (
        SEVERITIES.map((severity) => (
          <SeverityCount
            key={severity}
            severity={severity}
            count={countOf(findings.findings, severity)}
          />
        ))
      );
    default:
      return assertNever(findings);
  }
}

/** A tick would promise what nobody looked at. */
function Nothing({ unchecked }: { readonly unchecked: number }) {
  return unchecked === 0 ? (
    <span className="flex items-center gap-1 text-ink-2">
      <CircleCheck size={13} className="text-ok" aria-hidden="true" /> nothing found
    </span>
  ) : (
    <span className="flex items-center gap-1 text-ink-2">
      <CircleDashed size={13} aria-hidden="true" />
      <span className="max-[1399px]:hidden">nothing found,</span>
      {formatCount(unchecked)} not checked
    </span>
  );
}

function SeverityCount(props: { readonly severity: Severity; readonly count: number }) {
  const { severity, count } = props;
  return (
    <span
      className={`inline-flex items-center gap-1 ${count === 0 ? 'text-ink-3' : 'font-medium text-ink'}`}
    >
      <span className={count === 0 ? 'grayscale' : ''}>
        <SeverityIcon severity={severity} size={13} />
      </span>
      {formatCount(count)}
    </span>
  );
}

function Hint({ findings }: { readonly findings: Findings }) {
  return (
    <>
      <span className="block">Findings: what is wrong here, or worth knowing</span>
      <span className="block text-ink-2">{inWords(findings)}</span>
    </>
  );
}

function inWords(findings: Findings): string {
  switch (findings.kind) {
    case 'checking':
      return 'checking…';
    case 'failed':
      return 'could not be worked out';
    case 'known':
      return [severityCounts(findings), ...asidesOf(findings)].join(', ');
    default:
      return assertNever(findings);
  }
}

/** `4 errors, 1 warning`. */
function severityCounts({ findings }: KnownFindings): string {
  const words = SEVERITIES.flatMap((severity) => {
    const count = countOf(findings, severity);
    return count === 0 ? [] : [plural(count, SEVERITY_NOUNS[severity])];
  });
  return words.length === 0 ? 'nothing found' : words.join(', ');
}
