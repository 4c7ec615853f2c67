import type { CommandReader } from '../command.ts';
import { parseNetnsNames } from './parse.ts';
import { recognizeNetnsNames } from './recognize.ts';
import { netnsRequestOf } from './request.ts';

/** `ip netns`: names under /run/netns, and the ids by which the observer knows them. */
export const ipNetns: CommandReader = {
  name: 'ip netns',
  accepts: (argv) => netnsRequestOf(argv) !== undefined,
  recognizes: recognizeNetnsNames,
  settledBySilence: (argv) => (netnsRequestOf(argv) === 'list-id' ? [] : ['netnsNames']),
  read(text, origin, argv) {
    const { records, diagnostics, coverage, lines, isWhole } = parseNetnsNames(text, origin, argv);
    // `list-id` leaves out the names that have no id.
    const settles = isWhole && netnsRequestOf(argv) !== 'list-id';
    return {
      facts: {
        ...(records.length > 0 && { netnsNames: records }),
        captured: settles ? ['netnsNames'] : [],
      },
      records: records.length,
      diagnostics,
      coverage,
      lines,
    };
  },
};
