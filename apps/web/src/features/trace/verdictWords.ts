import { type PlaceNames, reachOf, type Trace, withNames } from '@vethscope/trace';
import { capitalised, plural } from '../../ui/format.ts';
import { outcomeOf } from './outcome.ts';

/** The verdict to be read out: `Dropped: rule 3 of …`, `Undecided, likely delivered: 6 ways`. */
export function verdictWords(trace: Trace, names: PlaceNames): string {
  const { branches } = trace;
  const [only, ...others] = branches;
  const { title } = outcomeOf(reachOf({ kind: 'trace', trace }));
  const more =
    only && others.length === 0 ? withNames(only.because, names) : plural(branches.length, 'way');
  return `${capitalised(title)}: ${more}`;
}
