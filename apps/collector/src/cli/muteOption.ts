import { RULES } from '@vethscope/findings';
import { nearestNames } from '@vethscope/trace';
import { InvalidArgumentError, Option } from 'commander';
import { oneMore } from './options.ts';

/** `--mute RULE`, which may be given again: what those rules find is counted, and not shown. */
export function muteOption(): Option {
  return new Option(
    '--mute <RULE>',
    'count what that rule finds, and do not show it; may be given again',
  )
    .argParser(oneMore(ruleId))
    .default([], 'none');
}

function ruleId(text: string): string {
  const ids = RULES.map(({ id }) => id);
  if (ids.includes(text)) return text;
  const near = nearestNames(text, ids);
  const hint = near.length === 0 ? '' : `: did you mean ${near.join(' or ')}?`;
  throw new InvalidArgumentError(`There is no such rule${hint === '' ? '.' : hint}`);
}
