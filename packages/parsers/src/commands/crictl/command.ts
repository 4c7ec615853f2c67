import type { CommandReader } from '../command.ts';
import { listRequestOf } from './listRequest.ts';
import { parseCrictl } from './parse.ts';
import { recognizeCrictl } from './recognize.ts';
import { factsOf } from './records.ts';

/** `crictl ps`, `crictl pods`, `crictl images`. What it settles depends on more than its records. */
export const crictl: CommandReader = {
  name: 'crictl',
  accepts: (argv) => listRequestOf(argv) !== undefined,
  recognizes: recognizeCrictl,
  // A list of nothing has a header at least, or says so.
  settledBySilence: () => [],
  read(text, origin, argv) {
    const { records, diagnostics, coverage, lines, captured } = parseCrictl(text, origin, argv);
    return {
      facts: factsOf(records, captured),
      records: records.length,
      diagnostics,
      coverage,
      lines,
    };
  },
};
