import { formatEvidence, MOST_RANGES } from '../../view/evidenceRange.ts';
import type { ViewPatch, ViewState } from '../../view/viewState.ts';
import type { KeyedFinding } from './findingKeys.ts';

/** A link to a finding opens the list too: there it is told. */
export function isListOpen({ findings, finding }: ViewState): boolean {
  return findings !== undefined || finding !== undefined;
}

export const OPEN_LIST = { findings: 'rule' } as const satisfies ViewPatch;
export const CLOSE_LIST = { findings: undefined, finding: undefined } as const satisfies ViewPatch;

/** Shows a finding, and what it is about first. Raw lines that are open follow it to its own. */
export function findingPatch(
  view: ViewState,
  { key, subjects, evidence }: KeyedFinding,
): ViewPatch {
  const follows =
    view.tab === 'evidence'
      ? ({ tab: 'evidence', evidence: formatEvidence(evidence.slice(0, MOST_RANGES)) } as const)
      : ({ tab: 'overview' } as const);
  return { finding: key, selected: subjects[0], ...follows };
}
