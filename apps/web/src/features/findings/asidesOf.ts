import { plural } from '../../ui/format.ts';
import type { KnownFindings } from './FindingsContext.tsx';

/** What the numbers of findings leave out: never in silence. */
export function asidesOf({ muted, unchecked }: KnownFindings): readonly string[] {
  const rules = new Set(unchecked.map(({ ruleId }) => ruleId)).size;
  return [
    ...(muted.length === 0 ? [] : [`${plural(muted.length, 'rule')} muted`]),
    ...(rules === 0 ? [] : [`${plural(rules, 'rule')} not checked everywhere`]),
  ];
}
