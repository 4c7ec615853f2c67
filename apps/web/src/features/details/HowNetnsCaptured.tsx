import { countRuns } from '@vethscope/model';
import { formatAgo, formatUtc } from '../../ui/age.ts';
import { Fact, Facts } from '../../ui/Facts.tsx';
import { Section } from '../../ui/Section.tsx';
import { useNow } from '../../ui/useNow.ts';
import { startOfRun } from '../../view/captureTimes.ts';
import type { NetnsCapture } from '../../view/netnsCaptures.ts';
import { countWords } from './HowCaptured.tsx';
import { MissingList } from './MissingList.tsx';

/** What was run in one namespace, when, and what of it is missing. */
export function HowNetnsCaptured(props: { readonly capture: NetnsCapture }) {
  const { record, runs } = props.capture;
  const now = useNow();
  if (runs.length === 0) return null;
  const starts = runs.flatMap((run) =>
    run.startedAfter === undefined ? [] : (startOfRun(record.startedAt, run) ?? []),
  );
  const start = starts.length === 0 ? undefined : Math.min(...starts);
  return (
    <Section title="How it was captured">
      <Facts>
        {start !== undefined && (
          <Fact name="When" evidence={record.evidence}>
            {formatUtc(start)}, {formatAgo(start, now)}
          </Fact>
        )}
        <Fact name="Commands" evidence={runs.map(({ evidence }) => evidence)}>
          {countWords(countRuns(runs))}
        </Fact>
      </Facts>
      <h4 className="mt-3 mb-1 font-medium text-ink-3 text-xs">What is missing, and why</h4>
      <MissingList runs={runs} />
    </Section>
  );
}
