import { someOf } from '../../../describe/someOf.ts';

/** `A, B, C, D and 7 more`: chains are named until the line gets too long. */
export function namesOf(names: readonly string[], most = 4): string {
  return someOf(names, most);
}
