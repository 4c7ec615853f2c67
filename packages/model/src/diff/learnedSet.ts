import type { NftSet } from '../snapshot/nftTable.ts';

/** Rules put what they see into sets that have a timeout. */
export function isLearnedSet({ flags }: NftSet): boolean {
  return flags.some((flag) => flag === 'dynamic' || flag === 'timeout');
}
