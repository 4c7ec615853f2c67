import type { FactKind, IptablesTable } from '@vethscope/model';
import { defineCommand } from '../command.ts';
import type { Facts } from '../facts.ts';
import { readCommandLine } from './commandLine.ts';
import { parseListing } from './list.ts';
import { recognizeListing, recognizeRules, recognizeSave } from './recognition.ts';
import { parseSavedRules } from './save.ts';

export const iptablesSave = defineCommand({
  name: 'iptables-save',
  accepts: (argv) => readCommandLine(argv)?.asks === 'save',
  recognizes: recognizeSave,
  parse: parseSavedRules,
  facts,
  settledBySilence,
});

export const iptablesRules = defineCommand({
  name: 'iptables -S',
  accepts: (argv) => readCommandLine(argv)?.asks === 'rules',
  recognizes: recognizeRules,
  parse: parseSavedRules,
  facts,
});

export const iptablesList = defineCommand({
  name: 'iptables -L',
  accepts: (argv) => readCommandLine(argv)?.asks === 'list',
  recognizes: recognizeListing,
  parse: parseListing,
  facts,
});

/**
 * Settled are the families of the tables that were shown. An output without any table says
 * nothing, unless it is known that it ended well: `iptables-save` of an unprivileged user is as
 * empty as that of a node without rules.
 */
function facts(tables: readonly IptablesTable[]): Facts {
  const has = (family: 4 | 6) => tables.some((table) => table.family === family);
  return {
    iptables: tables,
    captured: [
      ...(has(4) ? ['iptables4' as const] : []),
      ...(has(6) ? ['iptables6' as const] : []),
    ],
  };
}

/** No table at all; of the legacy back end alone that says nothing about the other one. */
function settledBySilence(argv: readonly string[]): readonly FactKind[] {
  const line = readCommandLine(argv);
  if (line === undefined || line.table !== undefined || line.backend === 'legacy') return [];
  return [line.family === 4 ? 'iptables4' : 'iptables6'];
}
