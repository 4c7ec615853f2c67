import type { Ipset } from '@vethscope/model';
import { defineCommand } from '../command.ts';
import { parseIpsets } from './parse.ts';
import { ipsetRequestOf } from './request.ts';

/** `ipset list [-t] [NAME]`, `ipset save`; of a terse listing the members stay unknown. */
export const ipset = defineCommand<Ipset>({
  name: 'ipset',
  accepts: (argv) => ipsetRequestOf(argv) !== undefined,
  recognizes: recognizeIpsets,
  parse: parseIpsets,
  facts: (ipsets, argv) => {
    const request = ipsetRequestOf(argv);
    const isSettled = request?.isWhole && !request.isNamesOnly;
    return { ipsets, captured: isSettled ? ['ipsets'] : [] };
  },
});

function recognizeIpsets(text: string): readonly string[] | undefined {
  if (/^\s*Name: \S.*\n\s*Type: \S+\s*\n/.test(text)) return ['ipset', 'list'];
  if (/^\s*create \S+ (hash|bitmap|list):\S+ /.test(text)) return ['ipset', 'save'];
  return undefined;
}
