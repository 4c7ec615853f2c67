import type { Disposition, Reach } from '@vethscope/trace';
import { Check, CircleHelp, CircleSlash, type LucideIcon, Unplug } from 'lucide-react';
import { DISPOSITION_LOOKS, type DispositionTone } from './dispositionLook.ts';

/** What becomes of a packet and of its answer, as verdicts and cells tell it: not by colour alone. */
export interface Outcome {
  /** Equal for equal looks: the legend has one entry for each. */
  readonly key: string;
  readonly sign: string;
  readonly icon: LucideIcon;
  readonly tone: DispositionTone;
  readonly title: string;
  /** Likely, not certain: drawn hatched. */
  readonly isHatched: boolean;
}

const PENDING: Outcome = {
  ...{ key: 'pending', sign: '', icon: CircleHelp, tone: 'none', isHatched: false },
  title: 'not worked out yet',
};

export function outcomeOf(reach: Reach | undefined): Outcome {
  if (!reach) return PENDING;
  if (reach.kind === 'problem') {
    return { ...PENDING, key: 'problem', sign: '–', title: 'cannot be asked' };
  }
  const { disposition, likely, reply, isPortClosed } = reach;
  if (disposition === 'undecided' && likely !== undefined) {
    return hatched(certain(likely, { reply, isPortClosed }));
  }
  return certain(disposition, { reply, isPortClosed });
}

function hatched(outcome: Outcome): Outcome {
  return {
    ...outcome,
    key: `likely ${outcome.key}`,
    title: `undecided, likely ${outcome.title}`,
    isHatched: true,
  };
}

function certain(
  disposition: Disposition,
  after: { readonly reply: Disposition | undefined; readonly isPortClosed: true | undefined },
): Outcome {
  const { sign, icon, tone, title } = DISPOSITION_LOOKS[disposition];
  const plain = {
    ...{ key: disposition, sign, icon, tone, title: title.toLowerCase(), isHatched: false },
  };
  if (disposition !== 'delivered') return plain;
  if (after.reply === 'undecided') {
    return {
      ...{ key: 'perhaps unanswered', sign: '½', icon: Unplug, tone: 'warning', isHatched: true },
      title: 'delivered, but the reply may be lost',
    };
  }
  const isBeyond = after.reply === 'leavesCapture';
  if (after.reply !== undefined && after.reply !== 'delivered' && !isBeyond) {
    return {
      ...{ key: 'unanswered', sign: '½', icon: Unplug, tone: 'warning', isHatched: false },
      title: 'delivered, but the reply is lost',
    };
  }
  if (after.isPortClosed) {
    return {
      ...{ key: 'closed', sign: '○', icon: CircleSlash, tone: 'info', isHatched: false },
      title: 'delivered, but the port is closed',
    };
  }
  // Whether it is lost nobody captured: to a sender outside there is no other way back.
  if (isBeyond) {
    return {
      ...{ key: 'answered outside', sign: '↩', icon: Check, tone: 'info', isHatched: false },
      title: 'delivered, the reply leaves the capture',
    };
  }
  return plain;
}
