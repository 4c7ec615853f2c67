import { SEVERITIES } from '@vethscope/findings';
import type { Severity } from '@vethscope/model';
import type { ViewPatch, ViewState } from '../../view/viewState.ts';
import type { KeyedFinding } from './findingKeys.ts';

/** Findings of the shown severities that have all words somewhere: title, rule, subjects. */
export function filterFindings(
  findings: readonly KeyedFinding[],
  severities: ReadonlySet<Severity>,
  text: string,
): readonly KeyedFinding[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return findings.filter(({ severity, title, ruleId, subjects }) => {
    if (!severities.has(severity)) return false;
    const searched = [title, ruleId, ...subjects].join('\n').toLowerCase();
    return words.every((word) => searched.includes(word));
  });
}

/** `error,warning`; all where it says nothing that is one. */
export function shownSeverities({ severity }: ViewState): ReadonlySet<Severity> {
  const asked = (severity ?? '').split(',');
  const known = SEVERITIES.filter((one) => asked.includes(one));
  return new Set(known.length === 0 ? SEVERITIES : known);
}

/** The last one shown cannot be turned off: then all are on again. */
export function turnSeverity(view: ViewState, severity: Severity): ViewPatch {
  const shown = shownSeverities(view);
  const next = SEVERITIES.filter((one) => (one === severity ? !shown.has(one) : shown.has(one)));
  return { severity: next.length === SEVERITIES.length ? undefined : next.join(',') };
}
