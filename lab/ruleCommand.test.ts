import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { IptablesTable, RuleVerb } from '@vethscope/model';
import { ruleCommand } from '@vethscope/model';
import { readSnapshot } from '@vethscope/parsers';
import { expect, it } from 'vitest';
import { describeInLab } from './describeInLab.ts';
import { labEnvironment } from './machine.ts';

const FIXTURES = new URL(
  '../packages/parsers/src/commands/iptables/fixtures/same-ruleset/',
  import.meta.url,
);
const SETS =
  'ipset create blue hash:ip; ipset create blue6 hash:ip family inet6; ipset create threes hash:ip,port,ip';

/** The ruleset of a fixture; `nfacct add` would need a program of its own. */
function rulesetOf(fixture: string): string {
  const text = readFileSync(new URL(`${fixture}/save.txt`, FIXTURES), 'utf8');
  return text.replace(/^.*-m nfacct .*\n/gm, '');
}

/** What `program-save` prints after `script` in a namespace that holds the ruleset. */
function savedAfter(program: string, ruleset: string, script: string): string {
  const shell = `set -e; ${SETS}; ${program}-nft-restore <<'END'\n${ruleset}END\n${script}\n${program}-nft-save`;
  return execFileSync('unshare', ['--net', 'sh'], {
    env: labEnvironment(),
    // What people call iptables is not on every machine nft's.
    input: `${program}() { command ${program}-nft "$@"; }\n${shell}`,
    encoding: 'utf8',
  });
}

function read(program: string, text: string): readonly IptablesTable[] {
  const path = `host/${program}-nft-save`;
  const { nodes } = readSnapshot([{ name: 'a', files: [{ path, text }], diagnostics: [] }]);
  return nodes[0]?.namespaces[0]?.iptables ?? [];
}

function commands(
  tables: readonly IptablesTable[],
  saved: string,
  verb: RuleVerb,
): readonly string[] {
  const lines = saved.split('\n');
  return tables.flatMap((table) =>
    table.chains.flatMap(({ name, rules }) =>
      rules.map((rule) => {
        const command = ruleCommand(table, name, rule, verb, lines[rule.evidence.line - 1]);
        return command.kind === 'command' ? command.text : `unknown: ${command.why}`;
      }),
    ),
  );
}

function rulesIn(text: string): readonly string[] {
  return text.split('\n').filter((line) => /^[*:-]/.test(line));
}

describeInLab('a rule as a command', () => {
  const cases = [
    ['iptables', 'debian12-iptables-nft-1.8.9'],
    ['ip6tables', 'debian12-ip6tables-nft-1.8.9'],
  ] as const;

  it.each(cases)('%s makes the same rules of all of them again', (program, fixture) => {
    const ruleset = rulesetOf(fixture);
    const before = savedAfter(program, ruleset, '');
    const tables = read(program, before);
    const flush = tables.map(({ table }) => `${program} -t ${table} -F`);
    const appended = [...flush, ...commands(tables, before, 'append')].join('\n');
    const inserted = [...flush, ...commands(tables, before, 'insert')].join('\n');
    expect(rulesIn(before).length).toBeGreaterThan(40);
    expect(rulesIn(savedAfter(program, ruleset, appended))).toEqual(rulesIn(before));
    expect(rulesIn(savedAfter(program, ruleset, inserted))).toEqual(rulesIn(before));
  });

  it.each(cases)('%s takes them all away', (program, fixture) => {
    const ruleset = rulesetOf(fixture);
    const before = savedAfter(program, ruleset, '');
    const script = commands(read(program, before), before, 'delete').join('\n');
    const after = savedAfter(program, ruleset, script);
    expect(rulesIn(after).filter((line) => line.startsWith('-A'))).toEqual([]);
  });
});
