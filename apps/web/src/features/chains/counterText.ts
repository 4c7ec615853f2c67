import type { Counters } from '@vethscope/model';
import { formatBytes, plural } from '../../ui/format.ts';

/** `12 packets, 3.4 KiB`; a listing that rounded is said to be about right. */
export function counterText({ packets, bytes, rounded }: Counters): string {
  const about = rounded ? 'about ' : '';
  return `${about}${plural(packets, 'packet')}, ${formatBytes(bytes)}`;
}
