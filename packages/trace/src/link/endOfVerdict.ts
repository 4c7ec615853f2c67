import { assertNever } from '@vethscope/model';
import type { HookVerdict } from '../netfilter/runHook.ts';
import type { Next } from '../walk/next.ts';
import { end } from '../walk/next.ts';

/** How a hook ends a packet's way; absent where it accepts. */
export function endOfVerdict(verdict: HookVerdict): Next | undefined {
  switch (verdict.kind) {
    case 'accept':
      return undefined;
    case 'drop':
      return end('dropped', verdict.because);
    case 'reject':
      return end('rejected', verdict.because);
    case 'unknown':
      return end('undecided', verdict.because);
    default:
      return assertNever(verdict);
  }
}
