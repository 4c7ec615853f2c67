import type { Disposition } from '@vethscope/trace';
import {
  ArrowRight,
  Ban,
  Check,
  CircleHelp,
  type LucideIcon,
  Repeat,
  Unplug,
  X,
} from 'lucide-react';

/** `none`: there is nothing to tell yet. */
export type DispositionTone = 'ok' | 'error' | 'info' | 'warning' | 'none';

interface DispositionLook {
  readonly title: string;
  /** Stands for it where there is room for one letter. */
  readonly sign: string;
  readonly icon: LucideIcon;
  readonly tone: DispositionTone;
}

/** One look for each, in verdicts, tabs and the matrix: told by word, shape and colour. */
export const DISPOSITION_LOOKS: Readonly<Record<Disposition, DispositionLook>> = {
  delivered: { title: 'Delivered', sign: '✓', icon: Check, tone: 'ok' },
  dropped: { title: 'Dropped', sign: 'D', icon: X, tone: 'error' },
  rejected: { title: 'Rejected', sign: 'R', icon: Ban, tone: 'error' },
  noRoute: { title: 'No route', sign: 'N', icon: Unplug, tone: 'error' },
  blackholed: { title: 'Blackholed', sign: 'B', icon: X, tone: 'error' },
  prohibited: { title: 'Prohibited', sign: 'P', icon: Ban, tone: 'error' },
  unresolved: { title: 'No neighbour answers', sign: 'U', icon: Unplug, tone: 'error' },
  leavesCapture: { title: 'Leaves the capture', sign: '→', icon: ArrowRight, tone: 'info' },
  looped: { title: 'Loops', sign: '∞', icon: Repeat, tone: 'error' },
  undecided: { title: 'Undecided', sign: '?', icon: CircleHelp, tone: 'warning' },
};

export const TONE_CLASSES: Readonly<
  Record<DispositionTone, { readonly text: string; readonly soft: string; readonly edge: string }>
> = {
  ok: { text: 'text-ok', soft: 'bg-ok-soft', edge: 'border-ok' },
  error: { text: 'text-error', soft: 'bg-error-soft', edge: 'border-error' },
  info: { text: 'text-info', soft: 'bg-info-soft', edge: 'border-info' },
  warning: { text: 'text-warning', soft: 'bg-warning-soft', edge: 'border-warning' },
  none: { text: 'text-ink-3', soft: '', edge: 'border-line' },
};
