import type { CommandReader } from '../command.ts';
import { getRequestOf } from './getRequest.ts';
import { parseKubectlGet } from './parse.ts';
import { recognizeKubectlGet } from './recognize.ts';
import { factsOf } from './records.ts';

/** `kubectl get`, of the kinds that are read. What it settles depends on more than its records. */
export const kubectlGet: CommandReader = {
  name: 'kubectl get',
  accepts: (argv) => {
    const request = getRequestOf(argv);
    return request !== undefined && request.kinds.length + request.keptAsTheyAre.length > 0;
  },
  recognizes: recognizeKubectlGet,
  // A list of nothing has a header at least, or says so.
  settledBySilence: () => [],
  read(text, origin, argv) {
    const { records, diagnostics, coverage, lines, captured } = parseKubectlGet(text, origin, argv);
    return {
      facts: factsOf(records, captured),
      records: records.length,
      diagnostics,
      coverage,
      lines,
    };
  },
};
