import type { CaptureFiles } from '@vethscope/parsers';
import type { Reach, ReachabilityQuestion } from '@vethscope/trace';

/** To the worker. The capture comes first, once; each question takes the place of the one before. */
export type ToWorker =
  | { readonly kind: 'capture'; readonly files: readonly CaptureFiles[] }
  | { readonly kind: 'ask'; readonly id: number; readonly question: ReachabilityQuestion }
  | { readonly kind: 'stop' };

/** From the worker: some rows of a question's answer, in order, the first of them number `first`. */
export type FromWorker =
  | { readonly kind: 'read' }
  | {
      readonly kind: 'rows';
      readonly id: number;
      readonly first: number;
      readonly rows: readonly (readonly Reach[])[];
    }
  | { readonly kind: 'failed'; readonly message: string };
