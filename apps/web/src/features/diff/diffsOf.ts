import {
  diffFindings,
  type FindingReport,
  type FindingsDiff,
  findingContext,
  RULES_OF_NODES,
  runRules,
} from '@vethscope/findings';
import { diffRecords, type RecordsDiff } from '@vethscope/model';
import type { OpenCapture } from '../../view/CaptureContext.tsx';
import { networkOf } from '../../view/networkOf.ts';

/** Record by record. Loaded, as the rules are, when two captures are first compared. */
export function recordsDiffOf(before: OpenCapture, after: OpenCapture): RecordsDiff {
  return diffRecords(before.snapshot, after.snapshot);
}

/** What the rules say of the later capture, beside what they say of the earlier one. */
export function findingsDiffOf(before: OpenCapture, after: OpenCapture): FindingsDiff {
  return diffFindings(reportOf(before), reportOf(after));
}

function reportOf(capture: OpenCapture): FindingReport {
  return runRules(findingContext(networkOf(capture)), RULES_OF_NODES);
}
