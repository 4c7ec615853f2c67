import type { CaptureFiles } from '@vethscope/parsers';
import type { Reach, ReachabilityQuestion } from '@vethscope/trace';

/** To the worker. The capture comes first, once; each question takes the place of the one before. */
export type ToWorker =
  | { readonly kind: 'capture'; readonly files: readonly CaptureFiles[] }
  | { readonly kind: 'ask'; readonly id: number; readonly question: ReachabilityQuestion }
  | { readonly kind: 'stop' };

/** From the worker: some pairs of a question's answer, row by row, the first of them number `first`. */
export type FromWorker =
  | { readonly kind: 'read' }
  | {
      readonly kind: 'pairs';
      readonly id: number;
      readonly first: number;
      readonly reaches: readonly Reach[];
    };
