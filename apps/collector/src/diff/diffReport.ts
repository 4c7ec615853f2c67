import { diffFindings, findingContext, RULES, runRules } from '@vethscope/findings';
import {
  alignNodes,
  buildTopology,
  diffRecords,
  diffTopology,
  type Snapshot,
} from '@vethscope/model';
import { indexNetwork } from '@vethscope/trace';

export type DiffReport = ReturnType<typeof diffReport>;

/** What is different between two captures of the same nodes: docs/json.md. */
export function diffReport(earlier: Snapshot, later: Snapshot) {
  const { before, after, pairs } = alignNodes(earlier, later);
  const [old, now] = [conclusionsOf(before), conclusionsOf(after)];
  const { changes, incomparable } = diffRecords(before, after);
  return {
    formatVersion: 1,
    nodes: pairs,
    findings: diffFindings(old.findings, now.findings),
    topology: diffTopology(old.topology, now.topology),
    records: changes,
    incomparable,
  } as const;
}

function conclusionsOf(snapshot: Snapshot) {
  const topology = buildTopology(snapshot);
  const findings = runRules(findingContext(indexNetwork(snapshot, topology)), RULES);
  return { topology, findings };
}

/** Whether anything came, went or changed; what could not be compared is nothing of these. */
export function isDifferent({ findings, topology, records }: DiffReport): boolean {
  const lists = [findings, topology].flatMap(({ added, removed, changed }) => [
    added,
    removed,
    changed,
  ]);
  return records.length > 0 || lists.some((list) => list.length > 0);
}
