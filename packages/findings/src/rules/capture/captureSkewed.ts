import type { CaptureRecord } from '@vethscope/model';
import type { NodeContext } from '../../context.ts';
import type { CaptureRule, Found } from '../../rule.ts';

export const captureSkewed: CaptureRule = {
  id: 'capture-skewed',
  name: 'Parts captured at different times',
  scope: 'capture',
  severity: 'info',
  explanation:
    'A capture is one picture of many outputs. Where they were taken more than a minute apart, pods may have come and gone in between: a route without its interface, or an endpoint without its pod, can then be an artefact of the capture. Nodes tell the time by their own clocks, so between nodes it may also be these that differ.',
  needs: [],
  check({ nodes }) {
    const captured = nodes.flatMap(({ facts, ...node }) =>
      facts.capture ? [{ node, record: facts.capture }] : [],
    );
    return [
      ...captured.flatMap(({ node, record }) => withinNode(node, record)),
      ...betweenNodes(captured),
    ];
  },
};

/** Seconds. */
const MOST_APART = 60;

type NamedNode = Pick<NodeContext, 'id' | 'name' | 'onNode'>;

function withinNode(node: NamedNode, { commands, evidence }: CaptureRecord): readonly Found[] {
  const timed = commands
    .flatMap((run) =>
      run.startedAfter === undefined ? [] : [{ run, startedAfter: run.startedAfter }],
    )
    .sort((a, b) => a.startedAfter - b.startedAfter);
  const first = timed[0];
  const last = timed.at(-1);
  const apart = first && last ? last.startedAfter - first.startedAfter : 0;
  if (!first || !last || apart <= MOST_APART) return [];
  return [
    {
      title: `${node.name}: its outputs were taken over ${inWords(apart)}`,
      subjects: [node.id],
      evidence: [evidence, first.run.evidence, last.run.evidence],
      why: `\`${last.run.command}\` ran ${inWords(apart)} after \`${first.run.command}\`. What changed in between does not fit together.`,
      remedy:
        'Where something looks half gone, capture again, best when nothing is being deployed. The manifest tells which commands took long.',
    },
  ];
}

interface CapturedNode {
  readonly node: NamedNode;
  readonly record: CaptureRecord;
}

function betweenNodes(captured: readonly CapturedNode[]): readonly Found[] {
  const timed = captured
    .map(({ node, record }) => ({ node, record, at: Date.parse(record.startedAt) / 1000 }))
    .filter(({ at }) => Number.isFinite(at))
    .sort((a, b) => a.at - b.at);
  const first = timed[0];
  const last = timed.at(-1);
  const apart = first && last ? last.at - first.at : 0;
  if (!first || !last || apart <= MOST_APART) return [];
  return [
    {
      title: `${first.node.name} and ${last.node.name} were captured ${inWords(apart)} apart`,
      subjects: [first.node.id, last.node.id],
      evidence: [first.record.evidence, last.record.evidence],
      why: `${first.node.name} was captured at ${first.record.startedAt}, ${last.node.name} at ${last.record.startedAt}, each by its own clock. What one knows of the other may be out of date, or their clocks differ.`,
      remedy:
        'Capture the nodes at the same time, and compare their clocks: `chronyc tracking` or `timedatectl` on each.',
    },
  ];
}

/** `75 seconds`, `12 minutes`, `30 hours`: rounded down. */
function inWords(seconds: number): string {
  if (seconds < 120) return `${Math.floor(seconds)} seconds`;
  if (seconds < 7200) return `${Math.floor(seconds / 60)} minutes`;
  return `${Math.floor(seconds / 3600)} hours`;
}
