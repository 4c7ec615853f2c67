import type { RouteWayEnd } from '@vethscope/model';
import type { Disposition } from '@vethscope/trace';

/** The sign at the end of a way: ✓, →, ✗ or ?. */
export type EndMark = 'arrived' | 'left' | 'stopped' | 'unsure';

export function endMark(end: RouteWayEnd | Disposition): EndMark {
  switch (end) {
    case 'delivered':
      return 'arrived';
    case 'leavesCapture':
      return 'left';
    case 'unknown':
    case 'undecided':
      return 'unsure';
    default:
      return 'stopped';
  }
}
