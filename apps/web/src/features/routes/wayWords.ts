import type { RouteWay, RouteWayEnd } from '@vethscope/model';
import {
  ArrowRight,
  Ban,
  Check,
  CircleHelp,
  CircleOff,
  type LucideIcon,
  Repeat,
  Unplug,
} from 'lucide-react';
import type { CaptureIndex } from '../../view/captureIndex.ts';
import { titleOf } from '../../view/names.ts';

interface EndLook {
  readonly icon: LucideIcon;
  readonly tone: string;
}

/** Told by word, shape and colour. */
export const END_LOOKS: Readonly<Record<RouteWayEnd, EndLook>> = {
  delivered: { icon: Check, tone: 'text-ok' },
  leavesCapture: { icon: ArrowRight, tone: 'text-info' },
  noRoute: { icon: Unplug, tone: 'text-error' },
  blackhole: { icon: CircleOff, tone: 'text-error' },
  unreachable: { icon: Unplug, tone: 'text-error' },
  prohibit: { icon: Ban, tone: 'text-error' },
  loop: { icon: Repeat, tone: 'text-error' },
  unknown: { icon: CircleHelp, tone: 'text-warning' },
};

/** `delivered in default/web`, `blackhole route in host`. */
export function endWords(index: CaptureIndex, { end, at, why }: RouteWay): string {
  const where = titleOf(index, at);
  switch (end) {
    case 'delivered':
      return `delivered in ${where}`;
    case 'leavesCapture':
      return `leaves the capture to ${where}`;
    case 'noRoute':
      return `no route in ${where}`;
    case 'blackhole':
    case 'unreachable':
    case 'prohibit':
      return `${end} route in ${where}`;
    case 'loop':
      return `comes round again to ${where}: a loop`;
    case 'unknown':
      return `unknown behind ${where}${why === undefined ? '' : `: ${why}`}`;
  }
}

/** It is a map of the routes, not of what happens to a packet: that is a trace. */
export const ROUTES_ALONE =
  'By routes alone, with the first of several next hops. No rule of iptables or nftables is asked, and no neighbour; a policy rule for a mark or a source only where you name one, as in 10.96.0.10 from 10.85.0.4. A trace asks them all.';
