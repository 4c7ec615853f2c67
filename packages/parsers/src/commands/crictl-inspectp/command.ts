import type { CriSandbox } from '@vethscope/model';
import { defineCommand } from '../command.ts';
import { crictlWords } from '../crictl/listRequest.ts';
import { parseInspectedSandboxes } from './parse.ts';

/** `crictl inspectp ID…`: of sandboxes that were named, so that it settles nothing. */
export const crictlInspectp = defineCommand<CriSandbox>({
  name: 'crictl inspectp',
  accepts: (argv) => crictlWords(argv)[0] === 'inspectp',
  recognizes: (text) =>
    /^\s*(\[\s*)?\{\s*"(info|status)":\s*\{/.test(text) && text.includes('"SANDBOX_')
      ? ['crictl', 'inspectp']
      : undefined,
  parse: parseInspectedSandboxes,
  facts: (sandboxes) => ({ sandboxes, captured: [] }),
});
