import type { Unchecked } from '@vethscope/findings';
import { plural } from '../../ui/format.ts';
import type { KnownFindings } from './FindingsContext.tsx';

/** What the numbers of findings leave out: never in silence. */
export function asidesOf({
  muted,
  unchecked,
}: Pick<KnownFindings, 'muted' | 'unchecked'>): readonly string[] {
  return [
    ...(muted.length === 0 ? [] : [`${plural(muted.length, 'rule')} muted`]),
    ...(unchecked.length === 0 ? [] : [uncheckedInWords(unchecked)]),
  ];
}

/** Rules that lack something on some nodes alone were checked on the others. */
function uncheckedInWords(unchecked: readonly Unchecked[]): string {
  const isPartly = unchecked.some(({ node }) => node !== undefined);
  return `${plural(rulesIn(unchecked), 'rule')} not checked${isPartly ? ' everywhere' : ''}`;
}

export function rulesIn(unchecked: readonly Unchecked[]): number {
  return new Set(unchecked.map(({ ruleId }) => ruleId)).size;
}
