import type { ViewPatch } from '../../view/viewState.ts';

/** The view without another capture beside it. */
export const NO_COMPARISON = {
  compare: undefined,
  side: undefined,
  only: undefined,
  changes: undefined,
  kinds: undefined,
} as const satisfies ViewPatch;
