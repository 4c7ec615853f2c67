import {
  diffFindings,
  findingContext,
  type MutedRule,
  muteRules,
  RULES_OF_NODES,
  runRules,
} from '@vethscope/findings';
import { alignNodes, buildTopology, diffRecords, knownDiff, type Snapshot } from '@vethscope/model';
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
    topology: knownDiff(old, now),
    records: changes,
    incomparable,
  } as const;
}

function conclusionsOf(snapshot: Snapshot) {
  const topology = buildTopology(snapshot);
  const findings = runRules(findingContext(indexNetwork(snapshot, topology)), RULES_OF_NODES);
  return { snapshot, topology, findings };
}

/** Without what some rules say, and how much of it is different. */
export function muteDiff(
  report: DiffReport,
  ruleIds: readonly string[],
): { readonly report: DiffReport; readonly muted: readonly MutedRule[] } {
  const isHeard = ({ ruleId }: { readonly ruleId: string }) => !ruleIds.includes(ruleId);
  const { added, removed, changed, unknown } = report.findings;
  const different = [...added, ...removed, ...changed.map(({ after }) => after)];
  return {
    report: {
      ...report,
      findings: {
        added: added.filter(isHeard),
        removed: removed.filter(isHeard),
        changed: changed.filter(({ after }) => isHeard(after)),
        unknown: {
          before: unknown.before.filter(isHeard),
          after: unknown.after.filter(isHeard),
        },
      },
    },
    muted: muteRules({ findings: different, unchecked: [] }, ruleIds).muted,
  };
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
