import type { CaptureRecord, NodeSnapshot, RunCounts } from '@vethscope/model';
import { countRuns, nodeId } from '@vethscope/model';
import { formatAgo, formatUtc } from '../../ui/age.ts';
import { SeverityIcon } from '../../ui/Badge.tsx';
import { Fact, Facts } from '../../ui/Facts.tsx';
import { formatCount, formatSeconds } from '../../ui/format.ts';
import { Section } from '../../ui/Section.tsx';
import { SourceLink } from '../../ui/SourceLink.tsx';
import { useNow } from '../../ui/useNow.ts';
import { timeOf } from '../../view/captureTimes.ts';
import { ElementLink } from './ElementLink.tsx';
import { MissingList } from './MissingList.tsx';

/** How a node was captured, and what that left out; nothing where nobody wrote it down. */
export function HowCaptured(props: { readonly node: NodeSnapshot }) {
  const { name, capture: record } = props.node;
  if (!record) return null;
  return (
    <Section title="How it was captured">
      <Facts>
        <Fact name="Node" evidence={record.evidence}>
          <ElementLink id={nodeId(name)} />
        </Fact>
        <Fact name="When" evidence={record.evidence}>
          <When record={record} />
        </Fact>
        <Fact name="By" evidence={record.evidence}>
          {record.tool}
          {record.user !== undefined && <User name={record.user} />}
        </Fact>
        {record.kernel !== undefined && (
          <Fact name="Kernel" evidence={record.evidence}>
            {record.kernel}
          </Fact>
        )}
        {record.os !== undefined && (
          <Fact name="System" evidence={record.evidence}>
            {record.os}
          </Fact>
        )}
        <Fact name="Commands" evidence={record.evidence}>
          {countWords(countRuns(record.commands))}
        </Fact>
      </Facts>
      <h4 className="mt-3 mb-1 font-medium text-ink-3 text-xs">What is missing, and why</h4>
      <NotEntered record={record} />
      <MissingList runs={record.commands} />
    </Section>
  );
}

function When(props: { readonly record: CaptureRecord }) {
  const { startedAt, finishedAt } = props.record;
  const now = useNow();
  const start = timeOf(startedAt);
  const end = timeOf(finishedAt);
  if (start === undefined) return <>{startedAt}</>;
  return (
    <>
      {formatUtc(start)}, {formatAgo(start, now)}
      {end !== undefined && (
        <span className="block text-ink-2">
          finished {formatUtc(end)},{' '}
          {end > start ? `after ${formatSeconds((end - start) / 1000)}` : 'within a second'}
        </span>
      )}
    </>
  );
}

function User(props: { readonly name: string }) {
  return props.name === 'root' ? (
    <> as root</>
  ) : (
    <>
      {' '}
      as {props.name}
      <span className="mt-0.5 flex items-start gap-1.5">
        <span className="flex h-5 items-center">
          <SeverityIcon severity="warning" size={13} />
        </span>
        <span>
          Not root: no other namespace could be entered, packet filters and IP sets stay closed, and
          other users’ processes are hidden.
        </span>
      </span>
    </>
  );
}

/** `45 run, of these 3 failed and 1 hung; 5 not run; 12 not needed`. */
export function countWords({ ran, failed, timedOut, notRun, knownEmpty }: RunCounts): string {
  const bad = [
    ...(failed > 0 ? [`${formatCount(failed)} failed`] : []),
    ...(timedOut > 0 ? [`${formatCount(timedOut)} hung`] : []),
  ].join(', ');
  return [
    `${formatCount(ran)} run${bad === '' ? '' : ` (${bad})`}`,
    ...(notRun > 0 ? [`${formatCount(notRun)} not run`] : []),
    ...(knownEmpty > 0 ? [`${formatCount(knownEmpty)} known to list nothing`] : []),
  ].join(', ');
}

const NAMED = 5;

/** Namespaces into which the capture did not look, by reason. */
function NotEntered(props: { readonly record: CaptureRecord }) {
  const byReason = new Map<string, CaptureRecord['namespaces'][number][]>();
  for (const netns of props.record.namespaces) {
    if (netns.failure === undefined) continue;
    const others = byReason.get(netns.failure);
    if (others) others.push(netns);
    else byReason.set(netns.failure, [netns]);
  }
  if (byReason.size === 0) return null;
  return (
    <ul aria-label="Namespaces not captured, by reason" className="mb-2 flex flex-col gap-2">
      {[...byReason].map(([reason, netns]) => (
        <li key={reason}>
          <p className="[overflow-wrap:anywhere]">{reason}</p>
          <div className="flex items-start gap-2">
            <div className="min-w-0 flex-1 pl-3 [overflow-wrap:anywhere]">
              <span className="text-ink-3 text-xs">
                {netns.length === 1 ? 'namespace ' : `${formatCount(netns.length)} namespaces: `}
              </span>
              <code className="font-mono text-xs">
                {netns
                  .slice(0, NAMED)
                  .map(({ name }) => name)
                  .join(', ')}
              </code>
              {netns.length > NAMED && (
                <span className="text-ink-3 text-xs"> and {netns.length - NAMED} more</span>
              )}
            </div>
            <SourceLink evidence={netns.map(({ evidence }) => evidence)} of={reason} />
          </div>
        </li>
      ))}
    </ul>
  );
}
