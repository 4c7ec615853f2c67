import type { GroupSummary, OpenGroups } from '@vethscope/model';

/** The URL's field, read: ids with commas between them, or `all`. */
export function openGroups(text: string | undefined): OpenGroups {
  if (text === 'all') return 'all';
  return new Set((text ?? '').split(',').filter((id) => id !== ''));
}

/** The field with one group opened, or closed where it was open. Other pictures' groups stay. */
export function turnGroup(
  text: string | undefined,
  groups: readonly GroupSummary[],
  id: string,
): string | undefined {
  const open = openGroups(text);
  const ids = open === 'all' ? groups.map((group) => group.id) : [...open];
  const turned = ids.includes(id) ? ids.filter((one) => one !== id) : [...ids, id];
  return turned.length === 0 ? undefined : turned.join(',');
}
