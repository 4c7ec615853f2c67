import { FACT_WORDS, type FindingsDiff } from '@vethscope/findings';
import type { Incomparable, UnknownElement } from '@vethscope/model';
import { assertNever } from '@vethscope/model';
import { plural } from '../../ui/format.ts';
import { elementTitle } from '../../view/names.ts';
import type { Comparison } from './ComparisonContext.tsx';
import { titleOf } from './changeEntries.ts';

/** What could not be compared, a line for each thing, and which of the captures cannot tell. */
export function unknownLines(
  comparison: Pick<Comparison, 'before' | 'after' | 'diff'>,
  incomparable: readonly Incomparable[],
  findings: FindingsDiff['unknown'],
): readonly string[] {
  const { before, after, diff } = comparison;
  const lines = topmost(diff.unknown).map(({ element, in: side, inside }) => {
    const more = inside === 0 ? '' : `, and ${plural(inside, 'thing')} in it or joined to it`;
    return `${titleOf(element, comparison[side])}${more}: ${NOT_CAPTURED[OTHER[side]]}`;
  });
  const facts = incomparable.map(({ id, fact, place, side, reason, records }) => {
    const element = after.index.node(id) ?? before.index.node(id);
    const where = element ? elementTitle(after.index, element) : id;
    const what = [
      ...(fact === undefined ? [] : [FACT_WORDS[fact].name]),
      ...(place === undefined ? [] : [place]),
    ];
    const count = records === 0 ? '' : ` (${plural(records, 'record')})`;
    return `${[where, ...what].join(', ')}${count}: ${reasonWords(reason, side)}`;
  });
  const asked = SIDES.flatMap((side) =>
    findings[side].map(
      ({ title }) => `finding: ${title}: what its rule needs was not captured ${side}`,
    ),
  );
  return [...new Set([...lines, ...facts, ...asked])];
}

const SIDES = ['before', 'after'] as const;
const OTHER = { before: 'after', after: 'before' } as const;
const NOT_CAPTURED = {
  before: 'not captured before, so nobody knows whether it is new',
  after: 'not captured after, so nobody knows whether it is still there',
} as const;

const WHEN: Readonly<Record<string, string>> = { both: 'before and after' };

function reasonWords(reason: Incomparable['reason'], side: Incomparable['side']): string {
  const when = WHEN[side] ?? side;
  switch (reason) {
    case 'notCaptured':
      return `not captured ${when}`;
    case 'partial':
      return `listed only in part ${when}`;
    case 'interfacesHidden':
      return `the listing ${when} hides interfaces (iptables -L without -v): compared without them`;
    default:
      return assertNever(reason);
  }
}

/** What is in something unknown, or joined to it, is unknown for the same reason: only counted. */
function topmost(
  unknown: readonly UnknownElement[],
): readonly (UnknownElement & { readonly inside: number })[] {
  const all = new Map<string, UnknownElement>(unknown.map((one) => [one.element.id, one]));
  const above = ({ element }: UnknownElement): UnknownElement | undefined => {
    const holders =
      'source' in element
        ? [element.source, element.target]
        : 'parent' in element && element.parent !== undefined
          ? [element.parent]
          : [];
    return holders.map((id) => all.get(id)).find((holder) => holder !== undefined);
  };
  const top = (one: UnknownElement): UnknownElement => {
    const holder = above(one);
    return holder ? top(holder) : one;
  };
  const inside = new Map<UnknownElement, number>();
  for (const one of unknown) {
    const first = top(one);
    inside.set(first, (inside.get(first) ?? -1) + 1);
  }
  return [...inside].map(([one, count]) => ({ ...one, inside: count }));
}
