import { readdirSync, readFileSync } from 'node:fs';
import { formatRule } from '@vethscope/model';
import { expect, test } from 'vitest';
import { parseSavedRules } from './save.ts';

/**
 * The kernel's own rules, read and written again, are letter for letter what `iptables-save`
 * printed: nothing of a rule is lost or changed between the two.
 */
const folder = new URL('./fixtures/same-ruleset/', import.meta.url);

test.each(readdirSync(folder).sort())('%s', (capture) => {
  const text = readFileSync(new URL(`${capture}/save.txt`, folder), 'utf8');
  const { records } = parseSavedRules(text, { file: '-', firstLine: 1 }, []);
  const rules = records.flatMap(({ chains }) => chains.flatMap((chain) => chain.rules));
  const lines = text.split('\n');
  expect(rules.length).toBeGreaterThan(20);
  for (const rule of rules) {
    const line = lines[rule.evidence.line - 1] ?? '';
    expect(formatRule(rule)).toBe(asWritten(line.replace(/^-A \S+ /, '')));
  }
});

/** The few things that have two spellings. */
function asWritten(rule: string): string {
  return (
    rule
      // A name of /etc/protocols, which RHEL calls otherwise.
      .replace('-p ipencap', '-p 4')
      .replace('--nfacct-name  ', '--nfacct-name ')
      .replace('--ctproto 6', '--ctproto tcp')
      .replace('--ctproto 17', '--ctproto udp')
      .replace('-j CT --notrack', '-j NOTRACK')
  );
}
