import { FACT_WORDS } from '@vethscope/findings';
import { expect, test } from 'vitest';
import { commands } from '../../../../packages/parsers/src/commands/registry.ts';

/** What a user is told to run must be something whose output is read, and answers the question. */
test.each(Object.entries(FACT_WORDS))('%s has a command that answers it', (kind, { command }) => {
  const argv = command.split(' ');
  const reader = commands.find(({ accepts }) => accepts(argv));
  expect(reader).toBeDefined();
  // Where an output without a line would be an answer, it is this one.
  const settled: readonly string[] = reader?.settledBySilence(argv) ?? [];
  expect(settled.length === 0 ? [kind] : settled).toContain(kind);
});
