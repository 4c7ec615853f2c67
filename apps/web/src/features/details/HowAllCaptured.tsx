import type { CaptureRecord, NodeSnapshot } from '@vethscope/model';
import { countRuns, nodeId } from '@vethscope/model';
import { formatAgo, formatUtc } from '../../ui/age.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import { Section } from '../../ui/Section.tsx';
import { Term } from '../../ui/Tooltip.tsx';
import { useNow } from '../../ui/useNow.ts';
import { timeOf } from '../../view/captureTimes.ts';
import { ElementLink } from './ElementLink.tsx';
import { countWords, HowCaptured } from './HowCaptured.tsx';

/** How one node was captured, or a line for each of several; each node's own view has the rest. */
export function HowAllCaptured(props: { readonly nodes: readonly NodeSnapshot[] }) {
  const [first, second] = props.nodes;
  if (first && !second) return <HowCaptured node={first} />;
  const captures = props.nodes.flatMap(({ name, capture }) =>
    capture === undefined ? [] : [{ name, capture }],
  );
  return captures.length === 0 ? null : (
    <Section title="How the nodes were captured" count={captures.length}>
      <CaptureTable captures={captures} />
    </Section>
  );
}

interface CaptureRow {
  readonly name: string;
  readonly capture: CaptureRecord;
}

function CaptureTable(props: { readonly captures: readonly CaptureRow[] }) {
  const now = useNow();
  return (
    <DataTable
      label="How the nodes were captured"
      rows={props.captures}
      keyOf={({ name }) => name}
      source={({ name, capture }) => ({
        evidence: capture.evidence,
        of: `how ${name} was captured`,
      })}
      columns={[
        {
          title: 'Node',
          order: ({ name }) => name,
          text: ({ name }) => name,
          cell: ({ name }) => <ElementLink id={nodeId(name)} />,
        },
        {
          title: 'When',
          className: 'whitespace-nowrap',
          order: ({ capture }) => capture.startedAt,
          text: ({ capture }) => capture.startedAt,
          cell: ({ capture }) => <When startedAt={capture.startedAt} now={now} />,
        },
        {
          title: 'User',
          text: ({ capture }) => capture.user ?? 'not known',
          cell: ({ capture }) => capture.user ?? 'not known',
        },
        {
          title: 'Commands',
          text: ({ capture }) => countWords(countRuns(capture.commands)),
          cell: ({ capture }) => countWords(countRuns(capture.commands)),
        },
      ]}
    />
  );
}

function When(props: { readonly startedAt: string; readonly now: number }) {
  const start = timeOf(props.startedAt);
  if (start === undefined) return <>{props.startedAt}</>;
  return <Term hint={formatUtc(start)}>{formatAgo(start, props.now)}</Term>;
}
