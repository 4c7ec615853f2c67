import { FACT_WORDS, type FindingsDiff } from '@vethscope/findings';
import { type Incomparable, reasonWords, topmost } from '@vethscope/model';
import { plural } from '../../ui/format.ts';
import { elementTitle } from '../../view/names.ts';
import { titleOf } from './changeEntries.ts';
import type { Comparison } from './compareCaptures.ts';

/** What could not be compared, a line for each thing, and which of the captures cannot tell. */
export function unknownLines(
  comparison: Pick<Comparison, 'before' | 'after' | 'diff'>,
  incomparable: readonly Incomparable[],
  findings: FindingsDiff['unknown'],
): readonly string[] {
  const { before, after, diff } = comparison;
  const lines = SIDES.flatMap((side) =>
    topmost(diff.unknown[side]).map(({ element, inside }) => {
      const more = inside === 0 ? '' : `, and ${plural(inside, 'thing')} in it or joined to it`;
      return `${titleOf(element, comparison[OTHER[side]])}${more}: ${NOT_CAPTURED[side]}`;
    }),
  );
  const facts = incomparable.map((one) => {
    const { id, fact, place, records } = one;
    const element = after.index.node(id) ?? before.index.node(id);
    const where = element ? elementTitle(after.index, element) : id;
    const what = [
      ...(fact === undefined ? [] : [FACT_WORDS[fact].name]),
      ...(place === undefined ? [] : [place]),
    ];
    const count = records === 0 ? '' : ` (${plural(records, 'record')})`;
    return `${[where, ...what].join(', ')}${count}: ${reasonWords(one)}`;
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
