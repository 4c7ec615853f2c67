import { SEVERITIES } from '@vethscope/findings';
import type { Severity } from '@vethscope/model';
import type { KeyedFinding } from './findingKeys.ts';

/** One row of the list of findings as it is on screen. */
export type FindingListRow =
  | { readonly kind: 'severity'; readonly severity: Severity; readonly count: number }
  | GroupRow
  | { readonly kind: 'finding'; readonly finding: KeyedFinding }
  /** The rest of a long group: opens it, or closes it again. */
  | {
      readonly kind: 'more';
      readonly group: string;
      readonly hidden: number;
      readonly isOpen: boolean;
    };

export interface GroupRow {
  readonly kind: 'group';
  readonly key: string;
  readonly title: string;
  /** Absent where the group is not a rule. */
  readonly ruleId?: string;
  readonly count: number;
}

/** By what findings are put together. */
export type Grouping =
  | { readonly by: 'rule'; readonly nameOf: (ruleId: string) => string }
  /** By the machine that the first subject is on. */
  | { readonly by: 'node'; readonly nodeOf: (finding: KeyedFinding) => string };

export interface ListState {
  /** Keys of long groups that are shown whole. */
  readonly opened: ReadonlySet<string>;
  /** Key of the finding that is shown: it is never among those left out. */
  readonly selected: string | undefined;
}

/** A group is cut where it has more than a few over that. */
const FIRST = 3;
const OVER = 2;

/** The rows in their order: the findings come with the worst first. */
export function findingRows(
  findings: readonly KeyedFinding[],
  grouping: Grouping,
  state: ListState,
): readonly FindingListRow[] {
  switch (grouping.by) {
    case 'rule':
      return SEVERITIES.flatMap((severity): readonly FindingListRow[] => {
        const own = findings.filter((finding) => finding.severity === severity);
        if (own.length === 0) return [];
        const groups = groupBy(own, ({ ruleId }) => ruleId);
        return [
          { kind: 'severity', severity, count: own.length },
          ...[...groups].flatMap(([ruleId, members]) =>
            groupRows(
              { key: `${severity} ${ruleId}`, title: grouping.nameOf(ruleId), ruleId },
              members,
              state,
            ),
          ),
        ];
      });
    case 'node':
      return [...groupBy(findings, grouping.nodeOf)].flatMap(([title, members]) =>
        groupRows({ key: title, title }, members, state),
      );
  }
}

function groupRows(
  group: Pick<GroupRow, 'key' | 'title' | 'ruleId'>,
  members: readonly KeyedFinding[],
  { opened, selected }: ListState,
): readonly FindingListRow[] {
  const isLong = members.length > FIRST + OVER;
  const isOpen = opened.has(group.key);
  const shown =
    isLong && !isOpen ? members.filter(({ key }, i) => i < FIRST || key === selected) : members;
  const hidden = members.length - shown.length;
  return [
    { kind: 'group', ...group, count: members.length },
    ...shown.map((finding): FindingListRow => ({ kind: 'finding', finding })),
    ...(isLong ? [{ kind: 'more', group: group.key, hidden, isOpen } as const] : []),
  ];
}

function groupBy(
  findings: readonly KeyedFinding[],
  keyOf: (finding: KeyedFinding) => string,
): ReadonlyMap<string, readonly KeyedFinding[]> {
  const groups = new Map<string, KeyedFinding[]>();
  for (const finding of findings) {
    const key = keyOf(finding);
    const known = groups.get(key);
    if (known) known.push(finding);
    else groups.set(key, [finding]);
  }
  return groups;
}
