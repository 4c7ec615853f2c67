import type { RouteType } from '@vethscope/model';
import { Ban, CircleOff, type LucideIcon, SkipForward, Unplug } from 'lucide-react';

interface RouteTypeLook {
  readonly icon: LucideIcon;
  readonly hint: string;
}

/** Types of route that send no packet on: told by word, shape and colour. */
const LOOKS: Partial<Readonly<Record<RouteType, RouteTypeLook>>> = {
  blackhole: { icon: CircleOff, hint: 'Dropped in silence: nobody is told' },
  unreachable: { icon: Unplug, hint: 'Dropped, and the sender is told "host unreachable" (ICMP)' },
  prohibit: {
    icon: Ban,
    hint: 'Dropped, and the sender is told "administratively prohibited" (ICMP)',
  },
  throw: {
    icon: SkipForward,
    hint: 'The look-up goes on with the next policy rule, as if this table had no route',
  },
};

export function routeTypeLook(type: RouteType): RouteTypeLook | undefined {
  return LOOKS[type];
}
