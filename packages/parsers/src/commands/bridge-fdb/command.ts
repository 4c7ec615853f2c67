import type { FdbEntry } from '@vethscope/model';
import { looksLikeJson } from '../../source/jsonSource.ts';
import { defineCommand } from '../command.ts';
import { parseFdb } from './parse.ts';
import { fdbRequestOf } from './request.ts';

/** `bridge [-s] [-d] fdb [show]`, also as JSON. */
export const bridgeFdb = defineCommand<FdbEntry>({
  name: 'bridge fdb',
  accepts: (argv) => fdbRequestOf(argv) !== undefined,
  recognizes: (text) => (looksLikeFdb(text) ? ['bridge', 'fdb', 'show'] : undefined),
  parse: parseFdb,
  facts: (fdb, argv) => ({ fdb, captured: fdbRequestOf(argv)?.isWhole ? ['fdb'] : [] }),
});

/** `33:33:00:00:00:01 dev eth0 self permanent` */
function looksLikeFdb(text: string): boolean {
  return looksLikeJson(text)
    ? /^\s*\[\s*\{\s*"mac":\s*"[\da-f:]{17}",\s*"(ifname|dev)":/.test(text)
    : /^\s*([\da-f]{2}:){5}[\da-f]{2} dev \S+ /.test(text);
}
