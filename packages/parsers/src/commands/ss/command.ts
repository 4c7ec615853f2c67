import type { ListeningSocket } from '@vethscope/model';
import { defineCommand } from '../command.ts';
import { parseSockets } from './parse.ts';
import { socketRequestOf } from './request.ts';

/** `ss -l…`, `ss -a…`: of what it lists, the sockets that listen. */
export const ss = defineCommand<ListeningSocket>({
  name: 'ss',
  accepts: (argv) => socketRequestOf(argv) !== undefined,
  // Whether with -l, and for which protocols, the text does not say.
  recognizes: (text) =>
    /^\s*Netid +State +Recv-Q +Send-Q +Local Address:Port/.test(text) ? ['ss'] : undefined,
  parse: parseSockets,
  facts: (sockets, argv) => ({
    sockets,
    captured: socketRequestOf(argv)?.isWhole ? ['sockets'] : [],
  }),
});
