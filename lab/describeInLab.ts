import { describe, it } from 'vitest';
import { whyNoLab } from './availability.ts';

const reason = whyNoLab();

/** `describe`; where no lab can be built, one test that is skipped and says why instead. */
export function describeInLab(name: string, tests: () => void): void {
  describe(name, () => {
    if (reason === undefined) tests();
    else it.skip(`lab: skipped, ${reason}`, () => undefined);
  });
}
