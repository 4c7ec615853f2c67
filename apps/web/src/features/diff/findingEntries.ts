import { changedSubjects, type Finding, type FindingsDiff } from '@vethscope/findings';
import type { Change } from './ChangeSign.tsx';
import type { ChangeEntry } from './changeEntries.ts';

/** Findings that came, went, and that are otherwise than before. */
export function findingEntries({ added, removed, changed }: FindingsDiff): readonly ChangeEntry[] {
  return [
    ...added.map((finding) => entryOf('came', { after: finding })),
    ...removed.map((finding) => entryOf('went', { before: finding })),
    ...changed.map((both) => entryOf('altered', both)),
  ];
}

function entryOf(
  change: Change,
  { before, after }: { readonly before?: Finding; readonly after?: Finding },
): ChangeEntry {
  const finding = after ?? before;
  const { ruleId = '', title = '', why = '', severity, subjects = [] } = finding ?? {};
  const was = before && after && before.severity !== after.severity ? `${before.severity} → ` : '';
  return {
    key: `finding ${change} ${ruleId} ${title} ${subjects.join(' ')}`,
    change,
    category: 'findings',
    title,
    isCode: false,
    details: [`${was}${severity}: ${why}`, ...subjectLines(before, after)],
    id: subjects[0],
    before: before?.evidence ?? [],
    after: after?.evidence ?? [],
  };
}

/** `+ pod/default/web-3`, of a finding that is about other things than before. */
function subjectLines(before: Finding | undefined, after: Finding | undefined): readonly string[] {
  if (!before || !after) return [];
  const { came, went } = changedSubjects({ before, after });
  return [...went.map((id) => `− ${id}`), ...came.map((id) => `+ ${id}`)];
}
