import type { MarkMask, Match } from '@vethscope/model';
import { negate } from '../answer.ts';
import type { Test } from '../sight.ts';

/** mark_mt(): xt_mark.c. */
export function markTest(match: Extract<Match, { kind: 'mark' }>): Test {
  return ({ skb }) => negate(isMarked(skb.mark, match), match);
}

/** Of unsigned 32 bits: `&` alone would make 0x80000000 a negative number. */
export function isMarked(mark: number, { value, mask }: MarkMask): boolean {
  return (mark & mask) >>> 0 === value >>> 0;
}

/** (mark & ~mask) ^ value: what MARK and CONNMARK do. */
export function changedMark(mark: number, { value, mask }: MarkMask): number {
  return ((mark & ~mask) ^ value) >>> 0;
}
