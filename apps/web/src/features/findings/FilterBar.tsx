import { SEVERITIES } from '@vethscope/findings';
import type { Severity } from '@vethscope/model';
import { SeverityIcon } from '../../ui/Badge.tsx';
import { CsvButton } from '../../ui/CsvButton.tsx';
import { formatCount } from '../../ui/format.ts';
import { useCapture } from '../../view/CaptureContext.tsx';
import { titleOf } from '../../view/names.ts';
import { useViewState } from '../../view/viewState.ts';
import { countOf } from './FindingsContext.tsx';
import { shownSeverities, turnSeverity } from './findingFilter.ts';
import type { KeyedFinding } from './findingKeys.ts';
import { findingsCsv } from './findingsCsv.ts';
import { SEVERITY_HEADINGS } from './severityHeadings.ts';

/** Text, severities, and what the findings are grouped by. */
export function FilterBar(props: {
  readonly findings: readonly KeyedFinding[];
  /** Those of them that the filter leaves. */
  readonly shown: readonly KeyedFinding[];
  /** Of a single node, grouping by it would say nothing. */
  readonly hasNodes: boolean;
}) {
  const { index } = useCapture();
  const { view, setView } = useViewState();
  return (
    <div className="flex shrink-0 flex-col gap-1.5 border-line border-b px-3 pb-2">
      <input
        type="search"
        aria-label="Filter the findings"
        placeholder="Filter by words, names, rules…"
        value={view.about ?? ''}
        onChange={(event) => setView({ about: event.target.value || undefined }, 'replace')}
        className="h-7 w-full rounded-md border border-line-strong bg-surface px-2 text-sm placeholder:text-ink-3"
      />
      <div className="flex flex-wrap items-center gap-1">
        {SEVERITIES.map((severity) => (
          <SeverityToggle
            key={severity}
            severity={severity}
            count={countOf(props.findings, severity)}
            isShown={shownSeverities(view).has(severity)}
            onTurn={() => setView(turnSeverity(view, severity))}
          />
        ))}
        <CsvButton
          name="Findings"
          className="!size-6 ml-auto"
          rows={() => findingsCsv(props.shown, (subject) => titleOf(index, subject))}
        />
        {props.hasNodes && (
          <label className="flex items-center gap-1 text-ink-2 text-xs">
            by
            <select
              aria-label="Group the findings by"
              value={view.findings === 'node' ? 'node' : 'rule'}
              onChange={(event) => setView({ findings: event.target.value })}
              className="h-6 rounded-md border border-line-strong bg-surface px-1 text-ink"
            >
              <option value="rule">rule</option>
              <option value="node">node</option>
            </select>
          </label>
        )}
      </div>
    </div>
  );
}

function SeverityToggle(props: {
  readonly severity: Severity;
  readonly count: number;
  readonly isShown: boolean;
  readonly onTurn: () => void;
}) {
  const { severity, count, isShown } = props;
  return (
    <button
      type="button"
      aria-pressed={isShown}
      aria-label={`${SEVERITY_HEADINGS[severity]}: ${formatCount(count)}`}
      title={`${SEVERITY_HEADINGS[severity]}: click to show or hide`}
      onClick={props.onTurn}
      className="flex h-6 items-center gap-1 rounded border border-line-strong px-1.5 text-xs tabular-nums hover:bg-surface-2 aria-pressed:bg-surface-3 aria-[pressed=false]:border-line aria-[pressed=false]:text-ink-3 aria-[pressed=false]:line-through"
    >
      <SeverityIcon severity={severity} size={12} />
      {formatCount(count)}
    </button>
  );
}
