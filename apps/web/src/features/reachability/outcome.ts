import type { Disposition, Reach } from '@vethscope/trace';
import { DISPOSITION_LOOKS, type DispositionTone } from '../trace/dispositionLook.ts';

/** How a cell looks and what it says: by sign and words, not by colour alone. */
export interface Outcome {
  /** Equal for equal looks: the legend has one entry for each. */
  readonly key: string;
  readonly sign: string;
  readonly tone: DispositionTone | 'none';
  readonly title: string;
  /** Likely, not certain: drawn hatched. */
  readonly isHatched: boolean;
}

const PENDING: Outcome = {
  ...{ key: 'pending', sign: '', tone: 'none', title: 'not worked out yet', isHatched: false },
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
  const { sign, tone, title } = DISPOSITION_LOOKS[disposition];
  const plain = { key: disposition, sign, tone, title: title.toLowerCase(), isHatched: false };
  if (disposition !== 'delivered') return plain;
  if (after.reply === 'undecided') {
    return {
      ...{ key: 'perhaps unanswered', sign: '½', tone: 'warning', isHatched: true },
      title: 'delivered, but the reply may be lost',
    };
  }
  if (after.reply !== undefined && after.reply !== 'delivered') {
    return {
      ...{ key: 'unanswered', sign: '½', tone: 'warning', isHatched: false },
      title: 'delivered, but the reply is lost',
    };
  }
  if (after.isPortClosed) {
    return {
      ...{ key: 'closed', sign: '○', tone: 'info', isHatched: false },
      title: 'delivered, but the port is closed',
    };
  }
  return plain;
}
